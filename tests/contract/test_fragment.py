import re
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.support.fragment import (
    PAGES,
    Endpoint,
    Example,
    described_examples,
    document,
    endpoints,
    examples,
    follow,
    ledger,
    mappings,
    name,
    objects,
    schemas,
)

SINCE = (
    "ghes-2.22",
    "ghes-3.4",
    "ghes-3.5",
    "ghes-3.6",
    "ghes-3.7",
    "ghes-3.8",
    "ghes-3.9",
    "ghes-3.10",
    "ghes-3.12",
    "ghes-3.17",
    "ghes-3.18",
    "ghes-3.19",
    "github.com",
)
# github.com's page of 2023 is identical to that of GitHub Enterprise Server 3.8.
AGE = {
    page: SINCE.index({"github.com": "ghes-3.8", "ghec": "github.com"}.get(page, page))
    for page in PAGES
}
TAGS = (
    "repo-runs",
    "repo-jobs",
    "repo-workflows",
    "repo-artifacts",
    "repo-secrets",
    "repo-variables",
    "repo-caches",
    "repo-runners",
    "repo-environments",
    "repo-settings",
    "repo-concurrency-groups",
    "repo-checks",
    "environment-secrets",
    "environment-variables",
    "environment-branch-policies",
    "environment-protection-rules",
    "enterprise-runners",
    "org-secrets",
    "org-variables",
    "org-caches",
    "org-runners",
    "org-runner-groups",
    "org-settings",
    "org",
    "repo.hooks-deliveries",
    "org.hooks-deliveries",
    "app",
    "app-deliveries",
    "installation",
    "user",
    "client",
)
CAPPING = [
    "actor",
    "branch",
    "check_suite_id",
    "created",
    "event",
    "head_sha",
    "status",
]
REQUIRED = {"delete-actions-cache-by-key": {"key"}}
DOCS = (
    *(
        f"https://docs.github.com/rest/{category}/"
        for category in (
            *("actions", "apps", "checks", "deployments"),
            *("orgs", "rate-limit", "repos"),
        )
    ),
    "https://docs.github.com/enterprise-cloud@latest/rest/actions/",
)
SCOPES = {
    *("repo", "admin:org", "read:org", "admin:org_hook", "none"),
    "manage_runners:enterprise",
}
STATUSES = {
    "200",
    "201",
    "202",
    "204",
    "302",
    "303",
    "400",
    "401",
    "403",
    "404",
    "409",
    "410",
    "422",
    "500",
}
PERMISSIONS = re.compile(
    r"(actions|actions_variables|administration|checks|deployments|environments|secrets"
    r"|app|metadata|none|organization_hooks|repository_hooks"
    r"|organization_(actions_variables|administration|secrets|self_hosted_runners)"
    r"): (read|write)"
)


def validator(schema):
    """Return a validator of ``schema`` that resolves components and checks dates."""
    schema = {**schema, "components": document()["components"]}
    return OAS31Validator(schema, format_checker=oas31_format_checker)


def response_schema(example: Example):
    """Return the schema of an example."""
    schema = endpoints()[example.operation].schema(example.status)
    assert schema is not None
    return schema


each_operation = pytest.mark.parametrize(
    "endpoint", endpoints().values(), ids=list(endpoints())
)
each_schema = pytest.mark.parametrize(
    ("title", "schema"), schemas().items(), ids=list(schemas())
)
each_example = pytest.mark.parametrize("example", examples(), ids=str)
every_example = pytest.mark.parametrize(
    "example", [*examples(), *described_examples()], ids=str
)
# The value of a variable is a string everywhere else, in its schema, too.
WRONG = {"description/list-org-variables.200": ["True is not of type 'string'"]}


def test_fragment_is_valid_openapi():
    """It conforms to the official schema of OpenAPI 3.1.0."""
    assert document()["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(document()).validate()


def test_fragment_has_every_documented_operation_once():
    """As many as the ledger has, each with its own request and method name."""
    assert len(endpoints()) == len(ledger())
    assert len({(e.method, e.path) for e in endpoints().values()}) == len(ledger())
    handles = {(*e.node["tags"], e.node["x-method"]) for e in endpoints().values()}
    assert len(handles) == len(ledger())


@each_operation
def test_operation_has_all_required_keys(endpoint: Endpoint):
    """Id, handle, editions, permissions, description and page."""
    node = endpoint.node
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", endpoint.id)
    assert len(node["tags"]) == 1
    assert node["tags"][0] in TAGS
    assert all(name.isidentifier() for name in node["x-method"].split("."))
    assert node["summary"][0].isupper()
    assert not node["summary"].endswith(".")
    assert node["description"].endswith(".")
    assert node["x-editions"] == [page for page in PAGES if page in node["x-editions"]]
    assert node["x-since"] in SINCE
    assert node["externalDocs"]["url"].startswith(DOCS)
    assert node["x-permissions"].keys() == {"classic", "fine-grained", "public"}
    assert node["x-permissions"]["classic"] in SCOPES
    assert PERMISSIONS.fullmatch(node["x-permissions"]["fine-grained"])


@each_operation
def test_permission_matches_the_method(endpoint: Endpoint):
    """Reads require read access; only reads may be public."""
    permissions = endpoint.node["x-permissions"]
    level = permissions["fine-grained"].split()[-1]
    assert level == ("read" if endpoint.method == "GET" else "write")
    assert not permissions["public"] or level == "read"


@pytest.mark.parametrize(
    "endpoint", [e for e in endpoints().values() if e.node["x-editions"]], ids=str
)
def test_since_of_an_operation_is_its_oldest_page(endpoint: Endpoint):
    """``x-since`` is the oldest edition that documents the operation."""
    oldest = min(AGE[page] for page in endpoint.node["x-editions"])
    assert SINCE.index(endpoint.node["x-since"]) == oldest


@each_operation
def test_placeholders_of_a_path_are_its_parameters(endpoint: Endpoint):
    """In order, and all of them required."""
    declared = [p["name"] for p in endpoint.parameters if p["in"] == "path"]
    assert declared == re.findall(r"{(\w+)}", endpoint.path)
    assert all(p["required"] for p in endpoint.parameters if p["in"] == "path")
    required = {
        p["name"] for p in endpoint.parameters if p["in"] == "query" if p["required"]
    }
    assert required == REQUIRED.get(endpoint.id, set())


@each_operation
def test_responses_have_a_known_form(endpoint: Endpoint):
    """JSON, no content, or a redirect with a Location; known error statuses."""
    for status, response in endpoint.node["responses"].items():
        assert response["description"].endswith(".")
        assert status in STATUSES
        assert ("Location" in response.get("headers", {})) == (status == "302")
        if status in {"202", "204", "302"}:
            assert "content" not in response


@each_operation
def test_paged_list_has_all_parts_of_pagination(endpoint: Endpoint):
    """``page`` or a cursor, ``per_page``, the Link header, and the items."""
    query = {p["name"] for p in endpoint.parameters}
    paged = "x-pagination" in endpoint.node
    pagination = endpoint.node.get("x-pagination", {})
    if pagination.get("by") == "none":  # one response has all items
        assert not query & {"page", "per_page"}
        return
    assert ({pagination.get("by", "page"), "per_page"} <= query) == paged
    assert ("Link" in endpoint.node["responses"].get("200", {}).get("headers", {})) == (
        paged
    )
    if paged and "items" not in pagination:
        assert (endpoint.schema("200") or {})["type"] == "array"
    elif paged:
        page = follow(endpoint.schema("200") or {})
        assert page["required"] == [
            "total_count",
            pagination["items"],
        ]
        assert page["properties"].keys() == set(page["required"])


def test_capped_lists_name_their_filters():
    """The two lists of runs end at 1,000 with any of seven filters."""
    capped = {e.id: e for e in endpoints().values() if "x-capped-by" in e.node}
    assert capped.keys() == {"list-workflow-runs-for-repo", "list-workflow-runs"}
    for endpoint in capped.values():
        assert endpoint.node["x-capped-by"] == CAPPING
        query = {p["name"] for p in endpoint.parameters}
        assert set(endpoint.node["x-capped-by"]) <= query
        assert "1,000" in endpoint.node["description"]


def test_page_size_is_bounded():
    """At most 100 items a page, 30 by default."""
    assert document()["components"]["parameters"]["per_page"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 100,
        "default": 30,
    }


@each_schema
def test_schema_and_members_have_descriptions(title, schema):
    """Each is a sentence."""
    assert schema["description"].endswith("."), title
    for member, node in schema.get("properties", {}).items():
        assert node["description"].endswith("."), f"{title}.{member}"


def test_parameters_and_headers_have_descriptions():
    """Each is a sentence."""
    components = document()["components"]
    for node in (*components["parameters"].values(), *components["headers"].values()):
        assert node["description"].endswith(".")


@each_schema
def test_schema_has_no_construct_that_a_generator_ignores(title, schema):
    """No inline objects or enums, no siblings of $ref, no unions with properties."""
    assert ("enum" in schema) != (schema["type"] == "object"), title
    assert not {"anyOf", "oneOf", "allOf", "patternProperties"} & schema.keys()
    for node in mappings(schema.get("properties", {})):
        assert "enum" not in node or not isinstance(node["enum"], list)
        assert "$ref" not in node or len(node) == 1
        assert node.get("type") not in ("array", ["array", "null"]) or "items" in node
        assert node.get("type") != "object" or node["additionalProperties"] is True
        assert len(node.get("allOf", [1])) == 1
        assert node.get("format") in {None, "date-time", "password"}


@each_schema
def test_extensions_name_members(title, schema):
    """Required and marked members exist and do not overlap."""
    members = schema.get("properties", {})
    required, always = schema.get("required", []), schema.get("x-always", [])
    assert set(required) <= members.keys(), title
    assert set(always) <= members.keys() - set(required)
    assert set(schema.get("x-at-least-one", [])) <= members.keys() - set(required)
    for member, node in members.items():
        assert node.get("x-since", "ghes-2.22") in SINCE
        assert "x-since" not in node or member not in required


def test_reviewer_has_its_type_as_discriminator():
    """The member ``type`` says whether a reviewer is a user or a team."""
    rule = schemas()["PendingDeploymentReviewer"]["properties"]["reviewer"]
    assert {name(node) for node in rule["anyOf"]} == {"SimpleUser", "Team"}
    assert rule["x-sibling"] == {
        "property": "type",
        "mapping": {"User": "SimpleUser", "Team": "Team"},
    }
    assert set(schemas()["ReviewerType"]["enum"]) == rule["x-sibling"]["mapping"].keys()


def test_every_component_is_used():
    """Every parameter, header and schema is referenced."""
    used = {node["$ref"] for node in mappings(document()) if "$ref" in node}
    defined = {
        f"#/components/{kind}/{title}"
        for kind, entries in document()["components"].items()
        for title in entries
    }
    assert used == defined


@every_example
def test_documented_payload_matches_its_schema(example: Example):
    """Payloads of all editions are valid, but for one of the description."""
    found = validator(response_schema(example)).iter_errors(example.payload)
    assert [error.message for error in found] == WRONG.get(str(example), [])


@every_example
def test_payload_without_a_required_member_is_invalid(example: Example):
    """The validator detects each missing required member."""
    for title, holder in dict(
        objects(response_schema(example), example.payload)
    ).items():
        check = validator({"$ref": f"#/components/schemas/{title}"})
        for member in schemas()[title].get("required", ()):
            incomplete = {key: value for key, value in holder.items() if key != member}
            assert not check.is_valid(incomplete), f"{title}.{member}"


def test_text_that_is_not_a_date_is_invalid():
    """The validator checks the format date-time."""
    check = validator({"$ref": "#/components/schemas/JobStep"})
    step = {"name": "a", "status": "completed", "conclusion": None, "number": 1}
    assert check.is_valid({**step, "started_at": "2020-01-20T09:42:40.000-08:00"})
    assert not check.is_valid({**step, "started_at": "yesterday"})


@each_example
def test_payload_has_no_member_newer_than_its_edition(example: Example):
    """Its members' ``x-since`` is not later than its edition."""
    for title, holder in objects(response_schema(example), example.payload):
        for member, node in schemas()[title]["properties"].items():
            if member in holder:
                since = SINCE.index(node.get("x-since", "ghes-2.22"))
                assert since <= AGE[example.edition], f"{title}.{member}"


@each_example
def test_dates_of_every_format_are_parsed(example: Example):
    """The documentation has three formats, each with a UTC offset."""
    for title, holder in objects(response_schema(example), example.payload):
        for member, node in schemas()[title]["properties"].items():
            text = holder.get(member)
            if node.get("format") == "date-time" and text is not None:
                instant = datetime.fromisoformat(text)
                assert instant.utcoffset() in {timedelta(0), timedelta(hours=-8)}


def test_examples_have_three_formats_of_dates():
    """Seconds in UTC, and an offset with zero or non-zero milliseconds."""
    texts = {
        value
        for example in examples()
        for node in mappings(example.payload)
        for value in node.values()
        if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value)
    }
    forms = {re.sub(r"\.(?!000)\d+", ".123", text)[19:] for text in texts}
    assert forms == {"Z", ".000-08:00", ".123-08:00"}


def test_editions_are_ordered_by_age():
    """The order is that of the releases."""
    numbers = [tuple(map(int, edition[5:].split("."))) for edition in SINCE[:-1]]
    assert all(older < newer for older, newer in pairwise(numbers))
