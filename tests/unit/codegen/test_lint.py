import json
import re
from functools import reduce
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from codegen import editions, fragment, lint, names
from codegen.lint import forms, keys
from codegen.operations import SCOPES

Node = dict[str, Any]

SCHEMAS = "components/schemas"
HOOK_LIST = "paths/~orgs~{org}~hooks~{hook_id}~things/get"
USER_LIST = "paths/~user~things/get"
LIST = "paths/~repos~{owner}~{repo}~actions~things/get"
MAKE = "paths/~repos~{owner}~{repo}~actions~things/post"
GET = "paths/~repos~{owner}~{repo}~actions~things~{thing_id}/get"
DOWNLOAD = "paths/~repos~{owner}~{repo}~actions~things~{thing_id}~{archive_format}/get"
THING = f"{SCHEMAS}/Thing"
MEMBERS = f"{THING}/properties"
ID = f"{MEMBERS}/id"
ARGS = f"{SCHEMAS}/CreateThingRequest/properties"
MISSING = object()


def put(document: Node, path: str, value: object) -> None:
    """Set the node at ``path`` to ``value``; ``~`` is a slash within a key."""
    *steps, last = [step.replace("~", "/") for step in path.split("/")]
    node: Any = reduce(
        lambda n, key: n[int(key) if isinstance(n, list) else key], steps, document
    )
    if value is MISSING:
        del node[last]
    elif isinstance(node, list):
        node[int(last)] = value
    else:
        node[last] = value


def ref(name: str) -> Node:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


NO_ENUM = {"type": "string", "enum": ["a"], "description": "d"}
TEXT = {"type": "string", "description": "d"}
THING_QUERY = {"name": "x", "in": "query", "description": "d"}

# A path, the value to set there, and the problem that lint reports.
PROBLEMS = [
    # Silently ignored by the parser.
    (
        f"{THING}/anyOf",
        [ref("Account")],
        "Thing: an object with properties beside anyOf",
    ),
    (
        f"{THING}/oneOf",
        [ref("Account")],
        "Thing: an object with properties beside anyOf",
    ),
    (
        f"{LIST}/parameters/2",
        {**THING_QUERY, "content": {"application/json": {"schema": TEXT}}},
        "content is not understood",
    ),
    ("paths/~repos~x", {"$ref": "#/components/paths/x"}, "\\$ref is not understood"),
    (
        f"{GET}/responses/404",
        {"$ref": "#/components/responses/x"},
        "\\$ref is not understood",
    ),
    (f"{GET}/operationId", "list-things", "list-things: 2 times as operationId"),
    (
        f"{MEMBERS}/fans/items/description",
        "lost",
        "fans/items: description is not understood .*; allowed: \\$ref",
    ),
    (f"{THING}/patternProperties", {}, "patternProperties is not understood"),
    (f"{ARGS}/ids/default", [1], "ids/default: \\[1\\] is not of type"),
    (
        f"{SCHEMAS}/DispatchThingRequest/properties/inputs/default",
        {},
        "inputs/default: {} is not of type",
    ),
    ("security", [{"token": []}], "security is not understood"),
    ("webhooks", {"ping": {"post": {"summary": "x"}}}, "'requestBody' is missing"),
    ("webhooks", {"ping": {"get": {}}}, "get is not understood"),
    (f"{THING}/title", "Other", "title is not understood"),
    (f"{ID}/const", 1, "const is not understood"),
    (f"{THING}/example", {}, "example is not understood"),
    (f"{LIST}/x-paging", {}, "x-paging is not under"),
    ("paths/~orgs~{org}~actions~things/parameters", [], "parameters is not understood"),
    (
        f"{LIST}/parameters/2/in",
        "header",
        "'header': only parameters in path and query are sent",
    ),
    (
        f"{MAKE}/requestBody/content",
        {"multipart~form-data": {"schema": ref("CreateThingRequest")}},
        "form-data is not understood .*; allowed: application/json",
    ),
    (
        f"{GET}/responses/200/content",
        {"text/xml": {"schema": ref("Thing")}},
        "text/xml is not understood .*; allowed: application/json",
    ),
    (
        f"{SCHEMAS}/Lonely",
        {"type": "object", "description": "d", "properties": {"a": TEXT}},
        "Lonely: nothing refers to this component",
    ),
    (
        "components/parameters/lonely",
        {**THING_QUERY, "schema": {"type": "string"}},
        "lonely: nothing refers to this component",
    ),
    ("tags/1/name", "org-other", "org-other: a tag that is not used"),
    # Misinterpreted by the parser.
    (f"{GET}/operationId", "actions/get", "an operationId is made of small letters"),
    (
        ID,
        {"type": "object", "description": "d", "properties": {"a": TEXT}},
        "Thing.id: an object within another gets an invented name",
    ),
    (
        ID,
        {"type": ["object", "null"], "description": "d", "additionalProperties": True},
        "Thing.id: ",
    ),
    (ID, NO_ENUM, "an inline enum is generated twice"),
    (
        ID,
        {"type": "object", "description": "d"},
        "an object without properties needs additionalProperties: true",
    ),
    (
        ID,
        {"type": "object", "description": "d", "additionalProperties": False},
        "an object without properties needs",
    ),
    (
        ID,
        {"type": ["integer", "string", "null"], "description": "d"},
        "Thing.id: no known form",
    ),
    (
        ID,
        {"oneOf": [ref("Account"), ref("Team")], "description": "d"},
        "Thing.id: no known form",
    ),
    (
        ID,
        {"allOf": [ref("Account"), ref("Team")], "description": "d"},
        "Thing.id: no known form",
    ),
    # The parser fails.
    (
        f"{SCHEMAS}/Color/enum",
        ["dark-red", "DARK_RED"],
        "Color: 'DARK_RED' and 'dark-red' would both be DARK_RED",
    ),
    (
        ID,
        {"type": "array", "description": "d"},
        "Thing.id: an array without items removes the whole schema",
    ),
    ("openapi", "3.1", "#/openapi: '3.1': the parser needs a version of three"),
    ("openapi", "2.0.0", "#/openapi: '2.0.0': the parser needs a version of three"),
    (f"{MEMBERS}/fans/items", ref("Nobody"), "Nobody: no such component"),
    (
        f"{MEMBERS}/fans/items",
        {"$ref": "https://example.com/schema.json#/components/schemas/Account"},
        "may only name a schema of this document",
    ),
    (
        f"{MEMBERS}/fans/items",
        {"$ref": "#/components/parameters/owner"},
        "may only name a schema",
    ),
    (f"{SCHEMAS}/Team", ref("Account"), "Team: \\$ref is not understood"),
    (
        f"{SCHEMAS}/Account/properties/things",
        {"type": "array", "description": "d", "items": ref("Thing")},
        "Account, Thing: refer to each other in a circle",
    ),
    # Conventions of this project.
    (f"{GET}/summary", 5, "summary: 5 is not of type string"),
    (
        f"{LIST}/parameters/4/schema/maximum",
        True,
        "maximum: True is not of type integer",
    ),
    (f"{GET}/tags", "repo-things", "tags: 'repo-things' is not of type array"),
    (f"{GET}/responses", [], "responses: \\[\\] is not of type object"),
    (GET, "text", "get: 'text' is not of type object"),
    (f"{GET}/description", MISSING, "get: 'description' is missing"),
    (f"{ID}/description", MISSING, "Thing/properties/id: 'description' is missing"),
    (f"{SCHEMAS}/Color/description", MISSING, "Color: 'description' is missing"),
    (f"{GET}/tags", ["repo-things", "org-things"], "has one tag"),
    (f"{GET}/tags", ["team-things"], "'team-things': a tag is a scope"),
    (f"{GET}/tags", ["repo-2-things"], "'repo-2-things': a tag is a scope"),
    (f"{GET}/x-method", "list", "list: 2 times as method"),
    (f"{GET}/x-method", "Get", "x-method: 'Get': a method is made of small words"),
    (f"{GET}/x-method", "import.get", "import: a word of Python's own"),
    (f"{GET}/x-method", "one.get", "repo-things: one: a group that is not declared"),
    ("tags/1/x-groups/rules", MISSING, "rules: a group that is not declared"),
    ("tags/1/x-groups/more", "More.", "org-things: more: a group that is empty"),
    ("tags/1/x-groups/Rules", "R.", "'Rules': a method is made of small words"),
    (
        "paths/~orgs~{org}~actions~things/post/x-method",
        "rules",
        "org-things: rules: a group and a method",
    ),
    (f"{GET}/x-method", "import", "import: a word of Python's own"),
    (f"{GET}/operationId", "import", "import: a word of Python's own"),
    (f"{GET}/x-editions", ["ghes-9"], "x-editions/0: 'ghes-9' is not one of"),
    (f"{GET}/x-editions", ["ghec", "ghes-2.22"], "x-editions: some of"),
    (f"{GET}/x-since", "2020", "x-since: '2020': an edition is github.com"),
    (f"{ID}/x-since", "2020", "id/x-since: '2020': an edition is github.com"),
    (
        f"{LIST}/parameters/2/x-since",
        "2020",
        "2/x-since: '2020': an edition is github.com",
    ),
    (
        f"{GET}/responses/404/x-since",
        "2020",
        "404/x-since: '2020': an edition is github.com",
    ),
    (
        f"{GET}/externalDocs/url",
        "javascript:alert()",
        "url: 'javascript:alert\\(\\)': the address of a page",
    ),
    (
        f"{GET}/parameters/2",
        {"$ref": "#/components/parameters/org"},
        "do not match the path's",
    ),
    (
        "paths/~orgs~{org}~actions~things/put/tags",
        ["repo-things"],
        "the path does not begin with owner, repo",
    ),
    (
        "components/parameters/thing_id/required",
        False,
        "required: False: a path parameter is required",
    ),
    (
        "components/parameters/thing_id/schema",
        {"type": "integer", "minimum": 1},
        "thing_id: minimum is not checked in paths",
    ),
    (
        f"{LIST}/parameters/2/schema",
        {"type": "string", "format": "date-time"},
        "scalar cannot be a parameter",
    ),
    (
        f"{LIST}/parameters/2/schema",
        {"type": "array", "items": {"type": "string"}},
        "array cannot be a parameter",
    ),
    (f"{ARGS}/owner", TEXT, "owner: 2 times as argument"),
    (f"{ARGS}/self", TEXT, "self: means something else in a function"),
    (f"{ARGS}/encode", TEXT, "encode: means something else in a function"),
    (f"{ARGS}/class", TEXT, "class: a word of Python's own cannot be an argument"),
    (
        f"{ARGS}/account",
        {"description": "d", "allOf": [ref("Account")]},
        "account: a model cannot be an argument",
    ),
    (
        f"{SCHEMAS}/SetOrgThingsRequest/properties/colors/items",
        ref("Account"),
        "colors: a model cannot be an argument",
    ),
    (
        f"{LIST}/parameters/2/schema",
        ref("Account"),
        "color: a model cannot be a parameter",
    ),
    (
        f"{ARGS}/notes",
        {"description": "d", "oneOf": [ref("Color"), {"type": "null"}]},
        "notes: nullable reference cannot be an argument",
    ),
    (f"{ARGS}/notes/format", "date-time", "notes: arguments have no format"),
    (f"{ARGS}/sealed/pattern", "[a-z]+", "a pattern begins with \\^ and ends with \\$"),
    (
        f"{ARGS}/notes/x-form",
        "small letters",
        "notes: 'pattern' is a dependency of 'x-form'",
    ),
    (f"{ID}/minimum", 1, "minimum is not checked in answers"),
    (f"{ID}/format", "uri", "format: 'uri' is not one of"),
    (f"{MEMBERS}/extra", TEXT, "Thing: extra means something else in a model"),
    (
        f"{SCHEMAS}/ThingPage/properties/items",
        TEXT,
        "ThingPage: items means something else in a model",
    ),
    (f"{MEMBERS}/from_", TEXT, "Thing/properties: 'from_': the name of a member"),
    (
        f"{THING}/required",
        ["id", "nothing"],
        "Thing: required names nothing, which is not a member",
    ),
    (f"{THING}/x-always", ["id"], "Thing: id is both required and x-always"),
    (f"{SCHEMAS}/Team/x-dedup", True, "Team: x-dedup goes by id, and there is none"),
    (f"{ID}/x-usual", ["1"], "Thing.id: x-usual is for texts, and names some"),
    (
        f"{SCHEMAS}/Account/properties/login/x-usual",
        [],
        "login/x-usual: \\[\\]: x-usual names some texts",
    ),
    (
        f"{SCHEMAS}/Team/properties/parent/x-usual",
        ["x"],
        "Team.parent: x-usual is for texts, and names some",
    ),
    (
        f"{ARGS}/name/x-usual",
        ["x"],
        "CreateThingRequest.name: x-usual is for members of answers",
    ),
    (f"{THING}/x-at-least-one", ["id"], "Thing: x-at-least-one is for requests"),
    (
        f"{SCHEMAS}/Review/properties/reviewer/x-sibling/property",
        "type",
        "Review.reviewer: its sibling type is not a member",
    ),
    (
        f"{SCHEMAS}/Review/properties/reviewer/x-sibling/mapping",
        {"User": "Account"},
        "x-sibling and anyOf do not name the same models",
    ),
    (
        f"{MEMBERS}/fans/items",
        {"oneOf": [ref("Account"), {"type": "null"}]},
        "Thing.fans: items",
    ),
    (f"{SCHEMAS}/thing", TEXT, "schemas: 'thing': the name of a schema"),
    (f"{SCHEMAS}/Thing2x", NO_ENUM, "Thing2x: the parser would call it Thing2X"),
    (f"{SCHEMAS}/ThingArg", NO_ENUM, "ThingArg: names in Arg are for arguments"),
    (f"{SCHEMAS}/SharedObjects", NO_ENUM, "SharedObjects is used by the generator"),
    (f"{SCHEMAS}/Color", TEXT, "Color: scalar, not a component"),
    (f"{SCHEMAS}/Color/enum", ["+1"], "Color: '\\+1' makes no name for a member"),
    (f"{SCHEMAS}/Color/enum", [], "Color/enum: \\[\\]: an enum has values"),
    (f"{GET}/responses", {"404": {"description": "d"}}, "no success is documented"),
    (
        f"{GET}/responses/2XX",
        {"description": "d"},
        "responses: '2XX': a status has three digits",
    ),
    (
        f"{GET}/responses/418",
        {"description": "d"},
        "418: no class of errors is known for it",
    ),
    (
        f"{DOWNLOAD}/responses/200",
        {"description": "d"},
        "a redirect is the only success",
    ),
    (
        f"{GET}/responses/200/content/application~json/schema",
        {"type": "string"},
        "200: what is answered is a component with properties",
    ),
    (
        f"{GET}/responses/200/content/application~json/schema",
        ref("RerunThingRequest"),
        "RerunThingRequest is a request",
    ),
    (
        f"{LIST}/x-pagination/items",
        "thongs",
        "x-pagination: thongs is not a required array",
    ),
    (
        f"{SCHEMAS}/ThingPage/required",
        ["things"],
        "x-pagination: total_count is not in every answer",
    ),
    (
        f"{LIST}/parameters/5/name",
        "seite",
        "x-pagination: page and per_page are not parameters",
    ),
    (
        f"{LIST}/parameters/4/schema/maximum",
        MISSING,
        "x-pagination: per_page has no maximum",
    ),
    (
        f"{LIST}/x-pagination",
        {},
        "x-pagination: without items, the answer is an array",
    ),
    (
        f"{HOOK_LIST}/parameters/3/name",
        "position",
        "x-pagination: cursor and per_page are not parameters",
    ),
    (f"{USER_LIST}/x-pagination", {"by": "offset"}, "offset"),
    (f"{LIST}/x-capped-by", ["size"], "x-capped-by names size: not a query parameter"),
]


def test_sample_has_no_problems(sample):
    """The sample follows every convention."""
    assert lint.problems(sample) == []


@pytest.mark.parametrize(("path", "value", "problem"), PROBLEMS)
def test_each_problem_is_reported(sample, path, value, problem):
    """S16: what the parser would ignore or misinterpret is rejected by name."""
    put(sample, path, value)
    assert re.search(problem, "\n".join(lint.problems(sample)))


def test_schema_of_the_fragment_matches_the_generator():
    """It is valid and has the same editions, scopes and methods."""
    schema = json.loads(keys.SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    operation = schema["$defs"]["operation"]["properties"]
    assert operation["x-editions"]["items"]["enum"] == [*editions.EDITIONS]
    assert f"^({'|'.join(map(re.escape, SCOPES))})" in schema["$defs"]["tag"]["pattern"]
    item = schema["properties"]["paths"]["additionalProperties"]
    assert tuple(item["properties"]) == fragment.VERBS


def test_forms_are_distinguished_by_their_keys():
    """Descriptions and other remarks do not matter."""
    known = {
        "reference": ref("Thing"),
        "described reference": {"description": "d", "allOf": [ref("Thing")]},
        "nullable reference": {"oneOf": [{"type": "null"}, ref("Thing")]},
        "choice": {"oneOf": [{"type": "integer"}, {"type": "string"}]},
        "discriminated": {
            "anyOf": [ref("Thing"), ref("Team")],
            "x-sibling": {},
        },
        "object": {"type": "object", "properties": {"a": TEXT}, "required": ["a"]},
        "free object": {"type": "object", "additionalProperties": True},
        "array": {"type": ["array", "null"], "items": TEXT},
        "enum": {"type": "string", "enum": ["a"]},
        "scalar": {"type": ["string", "null"], "format": "date-time", "default": "x"},
        "": {"not": TEXT},
    }
    assert {forms.form(schema): schema for schema in known.values()} == known


@pytest.mark.parametrize(
    ("value", "member"),
    [("read-only", "READ_ONLY"), ("in_progress", "IN_PROGRESS"), ("v1.2", "V1_2")],
)
def test_enum_members_are_named_after_their_strings(value, member):
    """Hyphens, spaces and full stops become underscores."""
    assert names.enum_member(value) == member


def test_only_keywords_get_an_underscore():
    """GitHub's spelling stays where Python allows it, also that of built-ins."""
    assert [names.identifier(name) for name in ("type", "id", "filter", "from")] == [
        "type",
        "id",
        "filter",
        "from_",
    ]
