"""Public attributes: everything documented, and nothing else."""

import ast
import pkgutil
from collections import defaultdict
from importlib import import_module
from operator import attrgetter
from pathlib import Path

import pytest

import aioghactions as gha

# The methods of this library besides GitHub's operations.
ADDED = {
    "repo-runs": {
        *("history", "wait", "wait_all", "wait_for_commit", "watch", "why"),
        *("read_logs", "save_artifacts", "save_failed_logs", "save_logs"),
    },
    "repo-jobs": {"annotations", "save_logs", "tail"},
    "repo-workflows": {"run"},
    "repo-artifacts": {"find", "newest", "save_all"},
    "repo-secrets": {"set"},
    "org-secrets": {"set"},
    "repo-variables": {"set"},
    "org-variables": {"set"},
    "environment-secrets": {"set"},
    "environment-variables": {"set"},
}
REPO = gha.Client.anonymous().repo("octo-org/hello")
SCOPES = {
    "repo": (REPO, {"owner", "repo", "environment", "hooks"}),
    "environment": (
        gha.Client.anonymous().repo("octo-org/hello").environment("production"),
        {"owner", "repo", "environment_name"},
    ),
    "org": (gha.Client.anonymous().org("octo-org"), {"org", "hooks", "repositories"}),
    "user": (gha.Client.anonymous().user, {"repositories"}),
    "installation": (gha.Client.anonymous().installation, {"repositories"}),
    "enterprise": (gha.Client.anonymous().enterprise("octo-corp"), {"enterprise"}),
}
HOOKS = {
    "repo.hooks": (REPO.hooks, {"owner", "repo", "hook_id"}),
    "org.hooks": (gha.Client.anonymous().org("octo-org").hooks, {"org", "hook_id"}),
}
# What a scope has that is not one of its resources.
WAYS = {"environment", "hooks", "repositories"}


def public_names(value):
    """Return the names without a leading underscore."""
    return {name for name in dir(value) if not name.startswith("_")}


@pytest.mark.parametrize("name", SCOPES)
def test_scope_has_its_resources_only(name):
    """Those of the operations' tags."""
    scope, own = SCOPES[name]
    tags = {operation.tag for operation in gha.operations.OPERATIONS.values()}
    resources = {
        tag.removeprefix(f"{name}-").replace("-", "_")
        for tag in tags
        if tag.startswith(f"{name}-")
    }
    assert public_names(scope) == resources | own


@pytest.mark.parametrize(
    "tag",
    sorted(
        {
            each.tag
            for each in gha.operations.OPERATIONS.values()
            if each.tag.partition("-")[0] in SCOPES and "-" in each.tag
        }
    ),
)
def test_resource_has_its_operations_and_added_methods(tag):
    """Also none of the other scope."""
    name, _, resource = tag.partition("-")
    scope, own = SCOPES[name]
    handle = getattr(scope, resource.replace("-", "_"))
    documented = defaultdict(set)
    for operation in gha.operations.OPERATIONS.values():
        if operation.tag == tag:
            group = ""
            for part in operation.name.split("."):
                documented[group].add(part)
                group = f"{group}.{part}".strip(".")
    for group, members in documented.items():
        found = public_names(attrgetter(group)(handle) if group else handle)
        added = ADDED.get(tag, set())
        assert found == members | added | own - WAYS, group


@pytest.mark.parametrize("name", HOOKS)
def test_deliveries_of_a_webhook_have_the_same_methods(name):
    """Those of the operations, and one more."""
    hooks, own = HOOKS[name]
    assert public_names(hooks) == {"deliveries", *own} - {"hook_id"}
    methods = {"list", "get", "redeliver", "redeliver_failed"}
    assert public_names(hooks.deliveries(7)) == methods | own


def test_public_names_of_an_app():
    """Its parts are private."""
    assert public_names(gha.App) == {
        *("open", "close", "client", "deliveries"),
        *("installations", "installation", "installation_for"),
    }


PUBLIC = sorted(
    f"aioghactions.{found.name}"
    for found in pkgutil.iter_modules(gha.__path__)
    if not found.name.startswith("_")
)


@pytest.mark.parametrize("name", ["aioghactions", *PUBLIC])
def test_module_has_its_own_names_only(name):
    """Including names that are imported lazily, without names that it imports."""
    module = import_module(name)
    found = public_names(module)
    if exported := getattr(module, "__all__", None):
        assert found == {it for it in exported if it[0] != "_"}
    else:
        body = ast.parse(Path(module.__file__).read_text("utf-8")).body
        defined = {
            it.name
            for it in body
            if isinstance(it, ast.ClassDef | ast.FunctionDef) and it.name[0] != "_"
        }
        aliases = {"downloads": {"Progress"}, "fanout": {"Outcome"}}
        assert found == defined | aliases.get(name.rpartition(".")[2], set())
    for it in found:
        assert getattr(module, it) is not None


def test_public_modules():
    """The stems of the table in the architecture, and no module of another library."""
    assert {f"aioghactions.{it}" for it in ("stats", "client", "testing")} < {*PUBLIC}


def test_public_names_of_a_client():
    """Its parts are private."""
    assert public_names(gha.Client.anonymous()) == {
        *("base_url", "rate_limits"),
        *("open", "close", "anonymous", "from_env"),
        *("repo", "repos", "org", "enterprise", "user", "installation"),
        *("send", "exchange", "request", "paginate", "download", "rate_limit"),
    }
