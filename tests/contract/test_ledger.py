import pytest

from tests.support.fragment import (
    PAGES,
    corrections,
    endpoints,
    examples,
    follow,
    ledger,
    schemas,
)

# What only GitHub's own description has is at least as new as its oldest server.
BEYOND_THE_PAGES = {"ghes-3.17", "ghes-3.18", "ghes-3.19", "github.com"}

each_row = pytest.mark.parametrize("row", ledger(), ids=lambda row: row["operation"])


def on_the_pages(node):
    """Tell whether a documentation page shows what ``node`` describes."""
    return node.get("x-since") not in BEYOND_THE_PAGES


def test_ledger_and_fragment_hold_the_same_operations():
    """Neither documentation nor fragment has an operation that the other lacks."""
    assert [row["operation"] for row in ledger()] == list(endpoints())


@each_row
def test_row_agrees_with_the_fragment(row):
    """Route, handle, editions and page of a row are those of its operation."""
    endpoint = endpoints()[row["operation"]]
    assert (row["method"], row["path"]) == (endpoint.method, endpoint.path)
    scope, _, resource = row["handle"].partition(".")
    tag = f"{scope.lower()}-{resource.replace('_', '-')}"
    assert [tag] == endpoint.node["tags"]
    assert row["name"] == endpoint.node["x-method"]
    assert row["editions"].split() == endpoint.node["x-editions"]
    assert row["page"] == endpoint.node["x-editions"][-1]
    first, last = map(int, row["lines"].split("-"))
    assert 0 < first < last


@each_row
def test_documented_statuses_are_complete(row):
    """The fragment has the statuses of the pages, and others only as newer ones."""
    responses = endpoints()[row["operation"]].node["responses"]
    documented = [status for status, node in responses.items() if on_the_pages(node)]
    assert documented == row["statuses"].split()


@each_row
def test_documented_parameters_are_complete(row):
    """The fragment has what the pages let one send, and more only as newer."""
    endpoint = endpoints()[row["operation"]]
    query = [p for p in endpoint.parameters if p["in"] == "query"]
    body = (endpoint.body or {}).get("properties", {})
    sent = [p["name"] for p in query if on_the_pages(p)]
    sent += [member for member, node in body.items() if on_the_pages(node)]
    assert set(sent) == set(row["parameters"].split())


@pytest.mark.parametrize("example", examples(), ids=str)
def test_payload_belongs_to_a_documented_answer(example):
    """A payload stands under an edition, an operation and a status that exist."""
    endpoint = endpoints()[example.operation]
    assert example.edition in endpoint.node["x-editions"]
    assert endpoint.schema(example.status) is not None


@each_row
def test_every_documented_body_has_a_payload(row):
    """Each answer that a page shows with a body is there as data, for each page."""
    endpoint = endpoints()[row["operation"]]
    for status in (s for s in row["statuses"].split() if s.startswith("2")):
        if endpoint.schema(status) is not None:
            shown = {
                example.edition
                for example in examples()
                if (example.operation, example.status) == (endpoint.id, status)
            }
            assert shown == set(endpoint.node["x-editions"])


def test_corrections_name_places_that_exist():
    """Each departure is about an operation or a schema of the fragment."""
    for entry in (*corrections()["descriptions"], *corrections()["pages"]):
        assert entry["why"]
        for where in entry["where"]:
            head, *rest = where.split("/")
            assert head in endpoints() or head in schemas(), where
            if head in schemas() and rest:
                assert rest[0] in follow(schemas()[head])["properties"], where


def test_corrections_of_pages_name_pages():
    """Each departure from a page says from which, what it says and what we say."""
    for entry in corrections()["pages"]:
        assert set(entry["editions"]) <= set(PAGES)
        assert entry["page"] != entry["here"]
