"""Public attributes: everything documented, and nothing else."""

import pytest

import aioghactions as gha
from aioghactions import testing

# The methods of this library besides GitHub's operations.
ADDED = {
    "repo-runs": {
        *("history", "wait", "wait_all", "watch"),
        *("read_logs", "save_artifacts", "save_failed_logs", "save_logs"),
    },
    "repo-jobs": {"save_logs"},
    "repo-workflows": {"run"},
    "repo-artifacts": {"find", "save_all"},
    "repo-secrets": {"set"},
    "org-secrets": {"set"},
    "repo-variables": {"set"},
    "org-variables": {"set"},
    "environment-secrets": {"set"},
    "environment-variables": {"set"},
}
SCOPES = {
    "repo": (gha.Client(None).repo("octo-org/hello"), {"owner", "repo", "environment"}),
    "environment": (
        gha.Client(None).repo("octo-org/hello").environment("production"),
        {"owner", "repo", "environment_name"},
    ),
    "org": (gha.Client(None).org("octo-org"), {"org"}),
}


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
    "tag", sorted({each.tag for each in gha.operations.OPERATIONS.values()})
)
def test_resource_has_its_operations_and_added_methods(tag):
    """Also none of the other scope."""
    name, _, resource = tag.partition("-")
    scope, own = SCOPES[name]
    documented = {
        operation.name
        for operation in gha.operations.OPERATIONS.values()
        if operation.tag == tag
    }
    found = public_names(getattr(scope, resource.replace("-", "_")))
    assert found == documented | ADDED.get(tag, set()) | own - {"environment"}


@pytest.mark.parametrize("module", [gha, gha.operations, gha.models, gha.logs, testing])
def test_module_has_the_names_of_its_all(module):
    """Including names that are imported lazily, without names that it imports."""
    assert public_names(module) == {name for name in module.__all__ if name[0] != "_"}
    for name in module.__all__:
        assert getattr(module, name) is not None


def test_public_names_of_a_client():
    """Its parts are private."""
    assert public_names(gha.Client(None)) == {
        *("base_url", "rate_limits"),
        *("open", "close", "from_env"),
        *("repo", "repos", "org"),
        *("send", "exchange", "request", "download"),
    }
