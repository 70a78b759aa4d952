"""What an editor offers after a dot: what there is, and nothing beside it."""

import pytest

import aioghactions as gha
from aioghactions import testing

# What this library adds to the operations that GitHub documents.
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
}
SCOPES = {
    "repo": (gha.Client(None).repo("octo-org/hello"), {"owner", "repo"}),
    "org": (gha.Client(None).org("octo-org"), {"org"}),
}


def offered(thing):
    """Return what an editor offers: names without an underscore before them."""
    return {name for name in dir(thing) if not name.startswith("_")}


@pytest.mark.parametrize("name", SCOPES)
def test_a_scope_offers_its_resources_alone(name):
    """Those that the operations' tags name."""
    scope, about = SCOPES[name]
    tags = {operation.tag for operation in gha.operations.OPERATIONS.values()}
    resources = {
        tag.removeprefix(f"{name}-").replace("-", "_")
        for tag in tags
        if tag.startswith(f"{name}-")
    }
    assert offered(scope) == resources | about


@pytest.mark.parametrize(
    "tag", sorted({each.tag for each in gha.operations.OPERATIONS.values()})
)
def test_a_resource_offers_its_operations_and_the_verbs_beside_them(tag):
    """Nothing of one scope shows in the other."""
    name, _, resource = tag.partition("-")
    scope, about = SCOPES[name]
    documented = {
        operation.name
        for operation in gha.operations.OPERATIONS.values()
        if operation.tag == tag
    }
    found = offered(getattr(scope, resource.replace("-", "_")))
    assert found == documented | ADDED.get(tag, set()) | about


@pytest.mark.parametrize("module", [gha, gha.operations, gha.models, gha.logs, testing])
def test_a_module_offers_what_it_says_that_it_has(module):
    """Also what is imported only when it is asked for; nothing that it uses itself."""
    assert offered(module) == {name for name in module.__all__ if name[0] != "_"}
    for name in module.__all__:
        assert getattr(module, name) is not None


def test_a_client_offers_what_can_be_done_with_it():
    """Its parts are nobody's business."""
    assert offered(gha.Client(None)) == {
        *("base_url", "rate_limits"),
        *("open", "close", "from_env"),
        *("repo", "repos", "org"),
        *("send", "exchange", "download"),
    }
