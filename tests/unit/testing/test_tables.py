"""The tables of the fake server match the API description."""

import pytest

from aioghactions._generated.operations import OPERATIONS
from aioghactions.testing import edition, identity
from aioghactions.testing._handlers.table import ENTERPRISE, ORG, REPO, SENDER
from tests.support import fragment


def test_every_operation_has_a_handler():
    """Every operation has one, and there are no other handlers."""
    tables = {"repos": REPO, "orgs": ORG, "enterprises": ENTERPRISE}
    for operation in OPERATIONS.values():
        assert operation.id in tables.get(operation.path.split("/")[1], SENDER)
    known = {id_ for table in (*tables.values(), SENDER) for id_ in table}
    assert known == OPERATIONS.keys()
    assert len(set(REPO.values())) == len(REPO)
    assert len(set(ORG.values())) == len(ORG)
    assert len(set(SENDER.values())) == len(SENDER)


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda x: x.id)
def test_permissions_match_the_fragment(operation):
    """Scope, fine-grained permission, and public access."""
    wanted = fragment.endpoints()[operation.id].node["x-permissions"]
    assert identity.scope(operation) == wanted["classic"]
    assert ": ".join(identity.permission(operation)) == wanted["fine-grained"]
    assert identity.is_public(operation) == wanted["public"]


def test_editions_of_members_match_the_fragment():
    """Every ``x-since`` of a response member is in the table."""
    for model, members in edition.MEMBERS.items():
        properties = fragment.schemas()[model]["properties"]
        marked = {
            name: node["x-since"]
            for name, node in properties.items()
            if "x-since" in node
        }
        assert members.items() >= marked.items(), model
        assert members.keys() <= properties.keys(), model


def test_every_model_with_an_edition_is_in_the_table():
    """Except requests, and payloads that the fake server does not send."""
    unsent = {"SecurityAndAnalysis"}
    marked = {
        name
        for name, schema in fragment.schemas().items()
        if any("x-since" in node for node in schema.get("properties", {}).values())
        and not name.endswith("Request")
    }
    assert marked - unsent <= edition.MEMBERS.keys()


def test_editions_of_parameters_match_the_fragment():
    """Every ``x-since`` of a query parameter is in the table."""
    marked = {
        (endpoint.node["tags"][0], parameter["name"]): parameter["x-since"]
        for endpoint in fragment.endpoints().values()
        for parameter in endpoint.parameters
        if "x-since" in parameter
    }
    assert marked == edition.PARAMETERS
