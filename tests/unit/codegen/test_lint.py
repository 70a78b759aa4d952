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
LIST = "paths/~repos~{owner}~{repo}~actions~things/get"
MAKE = "paths/~repos~{owner}~{repo}~actions~things/post"
GET = "paths/~repos~{owner}~{repo}~actions~things~{thing_id}/get"
DOWNLOAD = "paths/~repos~{owner}~{repo}~actions~things~{thing_id}~{archive_format}/get"
ID = f"{SCHEMAS}/Thing/properties/id"
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
PROBLEMS = {
    # Silently ignored by the parser.
    "object_with_anyof": (
        f"{SCHEMAS}/Thing/anyOf",
        [ref("Account")],
        "Thing: an object with properties beside anyOf",
    ),
    "object_with_oneof": (
        f"{SCHEMAS}/Thing/oneOf",
        [ref("Account")],
        "Thing: an object with properties beside anyOf",
    ),
    "parameter_with_content": (
        f"{LIST}/parameters/2",
        {**THING_QUERY, "content": {"application/json": {"schema": TEXT}}},
        "content is not understood",
    ),
    "ref_as_path": (
        "paths/~repos~x",
        {"$ref": "#/components/paths/x"},
        "\\$ref is not understood",
    ),
    "ref_as_response": (
        f"{GET}/responses/404",
        {"$ref": "#/components/responses/x"},
        "\\$ref is not understood",
    ),
    "duplicate_operation_id": (
        f"{GET}/operationId",
        "list-things",
        "list-things: 2 times as operationId",
    ),
    "sibling_of_ref": (
        f"{SCHEMAS}/Thing/properties/fans/items/description",
        "lost",
        "fans/items: description is not understood .*; allowed: \\$ref",
    ),
    "pattern_properties": (
        f"{SCHEMAS}/Thing/patternProperties",
        {},
        "patternProperties is not understood",
    ),
    "default_of_an_array": (
        f"{SCHEMAS}/CreateThingRequest/properties/ids/default",
        [1],
        "ids/default: \\[1\\] is not of type",
    ),
    "default_of_an_object": (
        f"{SCHEMAS}/DispatchThingRequest/properties/inputs/default",
        {},
        "inputs/default: {} is not of type",
    ),
    "global_security": ("security", [{"token": []}], "security is not understood"),
    "webhooks": ("webhooks", {}, "webhooks is not understood"),
    "title_renames_the_class": (
        f"{SCHEMAS}/Thing/title",
        "Other",
        "title is not understood",
    ),
    "const": (f"{ID}/const", 1, "const is not understood"),
    "example": (f"{SCHEMAS}/Thing/example", {}, "example is not understood"),
    "x_extension_of_another_name": (f"{LIST}/x-paging", {}, "x-paging is not under"),
    "parameters_of_a_path": (
        "paths/~orgs~{org}~actions~things/parameters",
        [],
        "parameters is not understood",
    ),
    "header_parameter": (
        f"{LIST}/parameters/2/in",
        "header",
        "'header': only parameters in path and query are sent",
    ),
    "form_body": (
        f"{MAKE}/requestBody/content",
        {"multipart~form-data": {"schema": ref("CreateThingRequest")}},
        "form-data is not understood .*; allowed: application/json",
    ),
    "answer_in_xml": (
        f"{GET}/responses/200/content",
        {"text/xml": {"schema": ref("Thing")}},
        "text/xml is not understood .*; allowed: application/json",
    ),
    "unused_schema": (
        f"{SCHEMAS}/Lonely",
        {"type": "object", "description": "d", "properties": {"a": TEXT}},
        "Lonely: nothing refers to this component",
    ),
    "unused_parameter": (
        "components/parameters/lonely",
        {**THING_QUERY, "schema": {"type": "string"}},
        "lonely: nothing refers to this component",
    ),
    "unused_tag": ("tags/1/name", "org-other", "org-other: a tag that is not used"),
    # Misinterpreted by the parser.
    "slash_in_operation_id": (
        f"{GET}/operationId",
        "actions/get",
        "an operationId is made of small letters",
    ),
    "object_in_object": (
        ID,
        {"type": "object", "description": "d", "properties": {"a": TEXT}},
        "Thing.id: an object within another gets an invented name",
    ),
    "nullable_object_in_object": (
        ID,
        {"type": ["object", "null"], "description": "d", "additionalProperties": True},
        "Thing.id: ",
    ),
    "enum_in_object": (ID, NO_ENUM, "an inline enum is generated twice"),
    "bare_object": (
        ID,
        {"type": "object", "description": "d"},
        "an object without properties needs additionalProperties: true",
    ),
    "closed_object": (
        ID,
        {"type": "object", "description": "d", "additionalProperties": False},
        "an object without properties needs",
    ),
    "null_among_several": (
        ID,
        {"type": ["integer", "string", "null"], "description": "d"},
        "Thing.id: no known form",
    ),
    "choice_of_models": (
        ID,
        {"oneOf": [ref("Account"), ref("Team")], "description": "d"},
        "Thing.id: no known form",
    ),
    "all_of_two": (
        ID,
        {"allOf": [ref("Account"), ref("Team")], "description": "d"},
        "Thing.id: no known form",
    ),
    # The parser fails.
    "enum_values_that_collide": (
        f"{SCHEMAS}/Color/enum",
        ["dark-red", "DARK_RED"],
        "Color: 'DARK_RED' and 'dark-red' would both be DARK_RED",
    ),
    "array_without_items": (
        ID,
        {"type": "array", "description": "d"},
        "Thing.id: an array without items removes the whole schema",
    ),
    "version_of_two_parts": (
        "openapi",
        "3.1",
        "#/openapi: '3.1': the parser needs a version of three",
    ),
    "version_2": (
        "openapi",
        "2.0.0",
        "#/openapi: '2.0.0': the parser needs a version of three",
    ),
    "dangling_ref": (
        f"{SCHEMAS}/Thing/properties/fans/items",
        ref("Nobody"),
        "Nobody: no such component",
    ),
    "remote_ref": (
        f"{SCHEMAS}/Thing/properties/fans/items",
        {"$ref": "https://example.com/schema.json#/components/schemas/Account"},
        "may only name a schema of this document",
    ),
    "ref_of_another_kind": (
        f"{SCHEMAS}/Thing/properties/fans/items",
        {"$ref": "#/components/parameters/owner"},
        "may only name a schema",
    ),
    "component_that_is_a_ref": (
        f"{SCHEMAS}/Team",
        ref("Account"),
        "Team: \\$ref is not understood",
    ),
    "circle": (
        f"{SCHEMAS}/Account/properties/things",
        {"type": "array", "description": "d", "items": ref("Thing")},
        "Account, Thing: refer to each other in a circle",
    ),
    # Conventions of this project.
    "number_for_text": (f"{GET}/summary", 5, "summary: 5 is not of type string"),
    "flag_for_number": (
        f"{LIST}/parameters/4/schema/maximum",
        True,
        "maximum: True is not of type integer",
    ),
    "text_for_array": (
        f"{GET}/tags",
        "repo-things",
        "tags: 'repo-things' is not of type array",
    ),
    "array_for_object": (
        f"{GET}/responses",
        [],
        "responses: \\[\\] is not of type object",
    ),
    "text_for_operation": (GET, "text", "get: 'text' is not of type object"),
    "no_description": (f"{GET}/description", MISSING, "get: 'description' is missing"),
    "no_description_of_a_member": (
        f"{ID}/description",
        MISSING,
        "Thing/properties/id: 'description' is missing",
    ),
    "no_description_of_a_schema": (
        f"{SCHEMAS}/Color/description",
        MISSING,
        "Color: 'description' is missing",
    ),
    "two_tags": (f"{GET}/tags", ["repo-things", "org-things"], "has one tag"),
    "tag_without_scope": (
        f"{GET}/tags",
        ["user-things"],
        "'user-things': a tag is a scope",
    ),
    "tag_with_a_bare_number": (
        f"{GET}/tags",
        ["repo-2-things"],
        "'repo-2-things': a tag is a scope",
    ),
    "same_method_twice": (
        f"{GET}/x-method",
        "list",
        "list: 2 times as method",
    ),
    "method_with_capitals": (
        f"{GET}/x-method",
        "Get",
        "x-method: 'Get': an argument or a method is made",
    ),
    "method_import": (f"{GET}/x-method", "import", "import: a word of Python's own"),
    "operation_import": (
        f"{GET}/operationId",
        "import",
        "import: a word of Python's own",
    ),
    "unknown_edition": (
        f"{GET}/x-editions",
        ["ghes-9"],
        "x-editions/0: 'ghes-9' is not one of",
    ),
    "editions_in_disorder": (
        f"{GET}/x-editions",
        ["ghec", "ghes-2.22"],
        "x-editions: some of",
    ),
    "since_nothing": (
        f"{GET}/x-since",
        "2020",
        "x-since: '2020': an edition is github.com",
    ),
    "member_since_nothing": (
        f"{ID}/x-since",
        "2020",
        "id/x-since: '2020': an edition is github.com",
    ),
    "parameter_since_nothing": (
        f"{LIST}/parameters/2/x-since",
        "2020",
        "2/x-since: '2020': an edition is github.com",
    ),
    "response_since_nothing": (
        f"{GET}/responses/404/x-since",
        "2020",
        "404/x-since: '2020': an edition is github.com",
    ),
    "docs_that_are_not_a_url": (
        f"{GET}/externalDocs/url",
        "javascript:alert()",
        "url: 'javascript:alert\\(\\)': the address of a page",
    ),
    "path_parameter_not_in_the_path": (
        f"{GET}/parameters/2",
        {"$ref": "#/components/parameters/org"},
        "do not match the path's",
    ),
    "path_of_another_scope": (
        "paths/~orgs~{org}~actions~things/put/tags",
        ["repo-things"],
        "the path does not begin with owner, repo",
    ),
    "optional_path_parameter": (
        "components/parameters/thing_id/required",
        False,
        "required: False: a path parameter is required",
    ),
    "limited_path_parameter": (
        "components/parameters/thing_id/schema",
        {"type": "integer", "minimum": 1},
        "thing_id: minimum is not checked in paths",
    ),
    "dated_parameter": (
        f"{LIST}/parameters/2/schema",
        {"type": "string", "format": "date-time"},
        "scalar cannot be a parameter",
    ),
    "array_as_parameter": (
        f"{LIST}/parameters/2/schema",
        {"type": "array", "items": {"type": "string"}},
        "array cannot be a parameter",
    ),
    "argument_twice": (
        f"{SCHEMAS}/CreateThingRequest/properties/owner",
        TEXT,
        "owner: 2 times as argument",
    ),
    "argument_self": (
        f"{SCHEMAS}/CreateThingRequest/properties/self",
        TEXT,
        "self: means something else in a function",
    ),
    "argument_encode": (
        f"{SCHEMAS}/CreateThingRequest/properties/encode",
        TEXT,
        "encode: means something else in a function",
    ),
    "argument_class": (
        f"{SCHEMAS}/CreateThingRequest/properties/class",
        TEXT,
        "class: a word of Python's own cannot be an argument",
    ),
    "model_as_argument": (
        f"{SCHEMAS}/CreateThingRequest/properties/account",
        {"description": "d", "allOf": [ref("Account")]},
        "account: a model cannot be an argument",
    ),
    "models_as_argument": (
        f"{SCHEMAS}/SetOrgThingsRequest/properties/colors/items",
        ref("Account"),
        "colors: a model cannot be an argument",
    ),
    "model_as_parameter": (
        f"{LIST}/parameters/2/schema",
        ref("Account"),
        "color: a model cannot be a parameter",
    ),
    "choice_as_argument": (
        f"{SCHEMAS}/CreateThingRequest/properties/notes",
        {"description": "d", "oneOf": [ref("Color"), {"type": "null"}]},
        "notes: nullable reference cannot be an argument",
    ),
    "format_of_an_argument": (
        f"{SCHEMAS}/CreateThingRequest/properties/notes/format",
        "date-time",
        "notes: arguments have no format",
    ),
    "loose_pattern": (
        f"{SCHEMAS}/CreateThingRequest/properties/sealed/pattern",
        "[a-z]+",
        "a pattern begins with \\^ and ends with \\$",
    ),
    "words_without_a_pattern": (
        f"{SCHEMAS}/CreateThingRequest/properties/notes/x-form",
        "small letters",
        "notes: 'pattern' is a dependency of 'x-form'",
    ),
    "limit_in_an_answer": (f"{ID}/minimum", 1, "minimum is not checked in answers"),
    "unknown_format": (f"{ID}/format", "uri", "format: 'uri' is not one of"),
    "member_extra": (
        f"{SCHEMAS}/Thing/properties/extra",
        TEXT,
        "Thing: extra means something else in a model",
    ),
    "member_items_of_a_page": (
        f"{SCHEMAS}/ThingPage/properties/items",
        TEXT,
        "ThingPage: items means something else in a model",
    ),
    "member_with_underscore_at_the_end": (
        f"{SCHEMAS}/Thing/properties/from_",
        TEXT,
        "Thing/properties: 'from_': the name of a member",
    ),
    "required_unknown": (
        f"{SCHEMAS}/Thing/required",
        ["id", "nothing"],
        "Thing: required names nothing, which is not a member",
    ),
    "always_and_required": (
        f"{SCHEMAS}/Thing/x-always",
        ["id"],
        "Thing: id is both required and x-always",
    ),
    "dedup_without_id": (
        f"{SCHEMAS}/Team/x-dedup",
        True,
        "Team: x-dedup goes by id, and there is none",
    ),
    "usual_number": (
        f"{ID}/x-usual",
        ["1"],
        "Thing.id: x-usual is for texts, and names some",
    ),
    "usual_nothing": (
        f"{SCHEMAS}/Account/properties/login/x-usual",
        [],
        "login/x-usual: \\[\\]: x-usual names some texts",
    ),
    "usual_reference": (
        f"{SCHEMAS}/Team/properties/parent/x-usual",
        ["x"],
        "Team.parent: x-usual is for texts, and names some",
    ),
    "usual_in_a_request": (
        f"{SCHEMAS}/CreateThingRequest/properties/name/x-usual",
        ["x"],
        "CreateThingRequest.name: x-usual is for members of answers",
    ),
    "at_least_one_in_a_model": (
        f"{SCHEMAS}/Thing/x-at-least-one",
        ["id"],
        "Thing: x-at-least-one is for requests",
    ),
    "sibling_that_is_not_there": (
        f"{SCHEMAS}/Review/properties/reviewer/x-sibling/property",
        "type",
        "Review.reviewer: its sibling type is not a member",
    ),
    "sibling_of_other_models": (
        f"{SCHEMAS}/Review/properties/reviewer/x-sibling/mapping",
        {"User": "Account"},
        "x-sibling and anyOf do not name the same models",
    ),
    "nullable_model_in_an_array": (
        f"{SCHEMAS}/Thing/properties/fans/items",
        {"oneOf": [ref("Account"), {"type": "null"}]},
        "Thing.fans: items",
    ),
    "schema_in_small_letters": (
        f"{SCHEMAS}/thing",
        TEXT,
        "schemas: 'thing': the name of a schema",
    ),
    "schema_that_the_parser_renames": (
        f"{SCHEMAS}/Thing2x",
        NO_ENUM,
        "Thing2x: the parser would call it Thing2X",
    ),
    "schema_called_like_an_argument": (
        f"{SCHEMAS}/ThingArg",
        NO_ENUM,
        "ThingArg: names in Arg are for arguments",
    ),
    "schema_called_like_a_class": (
        f"{SCHEMAS}/SharedObjects",
        NO_ENUM,
        "SharedObjects is used by the generator",
    ),
    "scalar_as_component": (f"{SCHEMAS}/Color", TEXT, "Color: scalar, not a component"),
    "enum_member_without_letters": (
        f"{SCHEMAS}/Color/enum",
        ["+1"],
        "Color: '\\+1' makes no name for a member",
    ),
    "enum_without_values": (
        f"{SCHEMAS}/Color/enum",
        [],
        "Color/enum: \\[\\]: an enum has values",
    ),
    "no_success": (
        f"{GET}/responses",
        {"404": {"description": "d"}},
        "no success is documented",
    ),
    "status_range": (
        f"{GET}/responses/2XX",
        {"description": "d"},
        "responses: '2XX': a status has three digits",
    ),
    "status_without_an_error": (
        f"{GET}/responses/418",
        {"description": "d"},
        "418: no class of errors is known for it",
    ),
    "redirect_beside_an_answer": (
        f"{DOWNLOAD}/responses/200",
        {"description": "d"},
        "a redirect is the only success",
    ),
    "answer_of_text": (
        f"{GET}/responses/200/content/application~json/schema",
        {"type": "string"},
        "200: what is answered is a component with properties",
    ),
    "request_as_answer": (
        f"{GET}/responses/200/content/application~json/schema",
        ref("RerunThingRequest"),
        "RerunThingRequest is a request",
    ),
    "page_without_its_items": (
        f"{LIST}/x-pagination/items",
        "thongs",
        "x-pagination: thongs is not a required array",
    ),
    "page_without_a_total": (
        f"{SCHEMAS}/ThingPage/required",
        ["things"],
        "x-pagination: total_count is not in every answer",
    ),
    "list_without_page": (
        f"{LIST}/parameters/5/name",
        "seite",
        "x-pagination: page and per_page are not parameters",
    ),
    "page_without_a_maximum": (
        f"{LIST}/parameters/4/schema/maximum",
        MISSING,
        "x-pagination: per_page has no maximum",
    ),
    "capped_by_an_unknown_parameter": (
        f"{LIST}/x-capped-by",
        ["size"],
        "x-capped-by names size: not a query parameter",
    ),
}


def test_sample_has_no_problems(sample):
    """The sample follows every convention."""
    assert lint.problems(sample) == []


@pytest.mark.parametrize(("path", "value", "problem"), PROBLEMS.values(), ids=PROBLEMS)
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
    assert f"^({'|'.join(SCOPES)})" in schema["$defs"]["tag"]["pattern"]
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
