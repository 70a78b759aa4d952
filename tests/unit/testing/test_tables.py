"""The tables of the fake, held against the fragment."""

import pytest

from aioghactions._generated.operations import OPERATIONS
from aioghactions.testing import edition, identity
from aioghactions.testing._handlers.table import ORG, REPO
from tests.support import fragment


def test_every_operation_has_a_handler():
    """All 70, each with the handler of its scope, and no handler beside them."""
    assert len(OPERATIONS) == 70
    for operation in OPERATIONS.values():
        table = ORG if operation.path.startswith("/orgs/") else REPO
        assert operation.id in table
    assert REPO.keys() | ORG.keys() == OPERATIONS.keys()
    assert len(set(REPO.values())) == len(REPO)
    assert len(set(ORG.values())) == len(ORG)


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda x: x.id)
def test_permissions_are_those_of_the_fragment(operation):
    """Scope, fine-grained permission, and whether the public may."""
    wanted = fragment.endpoints()[operation.id].node["x-permissions"]
    assert identity.scope(operation) == wanted["classic"]
    assert ": ".join(identity.permission(operation)) == wanted["fine-grained"]
    assert identity.is_public(operation) == wanted["public"]


def test_members_come_with_the_edition_that_the_fragment_names():
    """Each mark on an answer's member is known to the fake, and agrees."""
    for model, members in edition.MEMBERS.items():
        properties = fragment.schemas()[model]["properties"]
        marked = {
            name: node["x-since"]
            for name, node in properties.items()
            if "x-since" in node
        }
        assert members.items() >= marked.items(), model
        assert members.keys() <= properties.keys(), model


def test_every_model_with_a_mark_is_in_the_table():
    """Requests apart, and parts of documents that the fake does not send."""
    unsent = {"SecurityAndAnalysis"}
    marked = {
        name
        for name, schema in fragment.schemas().items()
        if any("x-since" in node for node in schema.get("properties", {}).values())
        and not name.endswith("Request")
    }
    assert marked - unsent <= edition.MEMBERS.keys()


def test_parameters_come_with_the_edition_that_the_fragment_names():
    """Each mark on a query parameter agrees with the fake."""
    marked = {
        parameter["name"]: parameter["x-since"]
        for endpoint in fragment.endpoints().values()
        for parameter in endpoint.parameters
        if "x-since" in parameter
    }
    assert marked == edition.PARAMETERS
