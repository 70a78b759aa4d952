import pytest

from codegen import names
from codegen.drift import fetch
from tests.support.fragment import (
    PAGES,
    corrections,
    endpoints,
    examples,
    follow,
    ledger,
    schemas,
)

# Editions of GitHub's OpenAPI description, all newer than the documented pages.
UNDOCUMENTED = {"ghes-3.17", "ghes-3.18", "ghes-3.19", "github.com"}
# Ids that are unique on GitHub only with their category.
RENAMED = {
    "list-repos-for-org": ("repos", "list-for-org"),
    "list-repos-for-authenticated-user": ("repos", "list-for-authenticated-user"),
    "get-rate-limit": ("rate-limit", "get"),
    "list-check-runs-for-suite": ("checks", "list-for-suite"),
    "list-check-runs-for-ref": ("checks", "list-for-ref"),
    "list-check-run-annotations": ("checks", "list-annotations"),
    "create-check-run": ("checks", "create"),
    "get-check-run": ("checks", "get"),
    "update-check-run": ("checks", "update"),
    "rerequest-check-run": ("checks", "rerequest-run"),
    **{
        f"{verb}-{owner}-webhook-{what}": (f"{owner}s", f"{verb}-webhook-{what}")
        for owner in ("app", "org", "repo")
        for verb, what in (
            ("list", "deliveries"), ("get", "delivery"), ("redeliver", "delivery")
        )
    },
}  # fmt: skip

# GitHub's description of 2026-10-21, for operations that the package does not have yet.
NEWER = "github/rest-api-description 755ee33b"

each_row = pytest.mark.parametrize("row", ledger(), ids=lambda row: row["operation"])


def is_documented(node):
    """Return whether a documentation page describes ``node``."""
    return node.get("x-since") not in UNDOCUMENTED


def test_ledger_and_fragment_have_the_same_operations():
    """In the same order."""
    assert [row["operation"] for row in ledger()] == list(endpoints())


@each_row
def test_row_matches_the_fragment(row):
    """Method, path, handle, editions and page."""
    endpoint = endpoints()[row["operation"]]
    assert (row["method"], row["path"]) == (endpoint.method, endpoint.path)
    [tag] = endpoint.node["tags"]
    assert row["handle"] == names.handle(tag)
    assert row["name"] == endpoint.node["x-method"]
    assert row["editions"].split() == endpoint.node["x-editions"]
    if endpoint.node["x-editions"]:
        assert row["page"] == endpoint.node["x-editions"][-1]
        first, last = map(int, row["lines"].split("-"))
        assert 0 < first < last
    else:
        assert row["page"] in {f"{fetch.PACKAGE} {fetch.VERSION}", NEWER}
        category, _, name = row["lines"].partition("/")
        assert RENAMED.get(endpoint.id, (category, endpoint.id)) == (category, name)


@each_row
def test_documented_statuses_are_complete(row):
    """Other statuses of the fragment are marked as newer."""
    responses = endpoints()[row["operation"]].node["responses"]
    documented = [status for status, node in responses.items() if is_documented(node)]
    assert documented == row["statuses"].split()


@each_row
def test_documented_parameters_are_complete(row):
    """Other parameters of the fragment are marked as newer."""
    endpoint = endpoints()[row["operation"]]
    query = [p for p in endpoint.parameters if p["in"] == "query"]
    body = (endpoint.body or {}).get("properties", {})
    sent = [p["name"] for p in query if is_documented(p)]
    sent += [member for member, node in body.items() if is_documented(node)]
    assert set(sent) == set(row["parameters"].split())


@pytest.mark.parametrize("example", examples(), ids=str)
def test_payload_belongs_to_a_documented_response(example):
    """Its edition, operation and status exist."""
    endpoint = endpoints()[example.operation]
    assert example.edition in endpoint.node["x-editions"]
    assert endpoint.schema(example.status) is not None


@each_row
def test_every_documented_body_has_a_payload(row):
    """Each documented response body has an example for each edition."""
    endpoint = endpoints()[row["operation"]]
    for status in (s for s in row["statuses"].split() if s.startswith("2")):
        if endpoint.schema(status) is not None:
            found = {
                example.edition
                for example in examples()
                if (example.operation, example.status) == (endpoint.id, status)
            }
            assert found == set(endpoint.node["x-editions"])


def test_corrections_name_existing_places():
    """Each is about an operation or a schema of the fragment.

    A member that the fragment omits on purpose is not in its schema.
    """
    for entry in (*corrections()["descriptions"], *corrections()["pages"]):
        assert entry["why"]
        omitted = (entry.get("what"), entry.get("ours")) == ("member", False)
        for where in entry["where"]:
            head, *rest = where.split("/")
            assert head in endpoints() or head in schemas(), where
            if head in schemas() and rest:
                properties = follow(schemas()[head])["properties"]
                assert (rest[0] not in properties) == omitted, where


def test_corrections_of_pages_name_editions():
    """Each names the editions, the documented value and the corrected one."""
    for entry in corrections()["pages"]:
        assert set(entry["editions"]) <= set(PAGES)
        assert entry["page"] != entry["here"]
