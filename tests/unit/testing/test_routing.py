import re

import pytest

from aioghactions._generated.operations import OPERATIONS
from aioghactions._params.encode import fill_path
from aioghactions.testing._server.routing import Router

ROUTER = Router(OPERATIONS.values())
VALUES = {
    name: f"{name} with/slash"
    for operation in OPERATIONS.values()
    for name in re.findall(r"\{(\w+)\}", operation.path)
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda x: x.id)
def test_router_finds_the_operation_of_each_path(operation):
    """Values are decoded by segment: an encoded slash does not split a segment."""
    route = ROUTER.find(operation.method, fill_path(operation.path, **VALUES))
    assert route is not None
    assert route.operation is operation
    names = {
        "repo": "owner with/slash/repo with/slash",
        "org": "org with/slash",
        "enterprise": "enterprise with/slash",
    }
    assert route.name == names.get(route.scope, "")
    assert all(VALUES[name] == value for name, value in route.values.items())


@pytest.mark.parametrize(
    ("named", "numbered", "scope"),
    [
        ("/repos/o/r/actions/runs/7", "/repositories/5/actions/runs/7", "repo"),
        ("/orgs/o/actions/runners/7", "/organizations/5/actions/runners/7", "org"),
    ],
)
def test_paths_by_id_and_by_name_have_the_same_operation(named, numbered, scope):
    """The paths in ``Link`` headers contain ids."""
    by_name, by_number = ROUTER.find("GET", named), ROUTER.find("GET", numbered)
    assert by_name.operation is by_number.operation
    assert by_name.scope == by_number.scope == scope
    assert (by_name.by_number, by_number.by_number) == (False, True)
    assert (by_number.name, by_number.values) == ("5", by_name.values)
    assert by_name.rest == by_number.rest


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/repos/o/r/actions/secrets/public-key", "get-repo-public-key"),
        ("/repos/o/r/actions/secrets/PUBLIC_KEY", "get-repo-secret"),
        ("/orgs/o/actions/runners/downloads", "list-runner-applications-for-org"),
    ],
)
def test_literal_segment_precedes_a_placeholder(path, expected):
    """``public-key`` is not the name of a secret."""
    assert ROUTER.find("GET", path).operation.id == expected


@pytest.mark.parametrize(
    "path", ["/", "/repos", "/repos/o/r", "/repos/o/r/actions/runs/", "/gists/1"]
)
def test_unknown_path_has_no_route(path):
    """The router returns None."""
    assert ROUTER.find("GET", path) is None
