from copy import deepcopy

import pytest

from codegen.drift.compare import Difference, compare
from codegen.drift.corrections import expected, judge
from codegen.drift.description import Description, rank
from codegen.drift.fetch import OCTOKIT, FetchError, archive

PATH = "/runs/{id}"


def fragment():
    """A fragment of one operation, in OpenAPI 3.1."""
    reference = {"$ref": "#/components/schemas/Run"}
    return {
        "paths": {
            PATH: {
                "post": {
                    "operationId": "start",
                    "parameters": [
                        {
                            "name": "order",
                            "in": "query",
                            "required": False,
                            "schema": {"allOf": [{"$ref": "#/components/schemas/Up"}]},
                        }
                    ],
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/StartRequest"}
                            }
                        },
                    },
                    "responses": {
                        "200": {"content": {"application/json": {"schema": reference}}},
                        "404": {},
                    },
                }
            }
        },
        "components": {
            "schemas": {
                "Up": {"type": "string", "enum": ["asc", "desc"]},
                "StartRequest": {
                    "type": "object",
                    "required": ["ref"],
                    "properties": {
                        "ref": {"type": "string"},
                        "debug": {"type": "boolean", "default": False},
                        "new": {"type": "string", "x-since": "github.com"},
                    },
                },
                "Run": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {
                        "id": {"type": "integer"},
                        "at": {"type": ["string", "null"], "format": "date-time"},
                        "parent": {
                            "oneOf": [
                                {"$ref": "#/components/schemas/Run"},
                                {"type": "null"},
                            ]
                        },
                        "labels": {"type": "array", "items": {"type": "string"}},
                    },
                },
            }
        },
    }


def published():
    """The same in OpenAPI 3.0, as GitHub publishes it."""
    run = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "integer"},
            "at": {"type": "string", "format": "date-time", "nullable": True},
            "parent": {"$ref": "#/components/schemas/nullable-run"},
            "labels": {"type": "array", "items": {"type": "string"}},
        },
    }
    return {
        "paths": {
            "/unrelated": {"get": {"operationId": "unrelated", "responses": {}}},
            PATH: {
                "parameters": [],
                "post": {
                    "operationId": "actions/start",
                    "parameters": [{"$ref": "#/components/parameters/order"}],
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "required": ["ref"],
                                    "properties": {
                                        "ref": {"type": "string"},
                                        "debug": {"type": "boolean", "default": False},
                                        "new": {"type": "string"},
                                    },
                                }
                            }
                        },
                    },
                    "responses": {
                        "200": {"$ref": "#/components/responses/run"},
                        "404": {},
                    },
                },
            },
        },
        "components": {
            "parameters": {
                "order": {
                    "name": "order",
                    "in": "query",
                    "schema": {"type": "string", "enum": ["desc", "asc"]},
                }
            },
            "responses": {
                "run": {
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/run"}
                        }
                    }
                }
            },
            "schemas": {"run": run, "nullable-run": {**run, "nullable": True}},
        },
    }


def differences(change, edition="github.com"):
    """Return the differences after ``change`` has altered the published description."""
    published_ = deepcopy(published())
    change(published_["paths"][PATH]["post"], published_["components"])
    found = compare(Description("ours", fragment()), Description(edition, published_))
    return [(one.where, one.what, one.ours, one.theirs) for one in found]


def body(operation):
    """Return the schema of the request body."""
    return operation["requestBody"]["content"]["application/json"]["schema"]


def test_equal_descriptions_in_both_openapi_versions_have_no_difference():
    """OpenAPI 3.0 and 3.1 express null, references and enums differently."""
    assert differences(lambda *_: None) == []


def test_new_parameter_is_reported():
    """A parameter that GitHub adds."""

    def change(operation, _):
        operation["parameters"].append(
            {"name": "page", "in": "query", "schema": {"type": "integer"}}
        )

    assert differences(change) == [("start/query/page", "parameter", False, True)]


def test_removed_parameter_is_reported():
    """A parameter that GitHub removes."""

    def change(operation, _):
        operation["parameters"].clear()

    assert differences(change) == [("start/query/order", "parameter", True, False)]


def test_newly_required_parameter_is_reported():
    """A parameter that becomes required."""

    def change(_, components):
        components["parameters"]["order"]["required"] = True

    assert differences(change) == [("start/query/order", "required", False, True)]


def test_changed_enum_is_reported():
    """A value that GitHub adds to an enumeration, in any order."""

    def change(_, components):
        components["parameters"]["order"]["schema"]["enum"].append("none")

    assert differences(change) == [
        ("start/query/order", "enum", ("asc", "desc"), ("asc", "desc", "none"))
    ]


def test_new_default_is_reported():
    """A default that changes."""

    def change(operation, _):
        body(operation)["properties"]["debug"]["default"] = True

    assert differences(change) == [("StartRequest/debug", "default", False, True)]


def test_newly_required_body_member_is_reported():
    """A member of a request that becomes required."""

    def change(operation, _):
        body(operation)["required"].append("debug")

    assert differences(change) == [("StartRequest/debug", "required", False, True)]


def test_new_body_member_is_reported():
    """A member of a request that GitHub adds."""

    def change(operation, _):
        body(operation)["properties"]["depth"] = {"type": "integer"}

    assert differences(change) == [("StartRequest/depth", "member", False, True)]


def test_new_limit_is_reported():
    """A pattern or a bound that GitHub adds."""

    def change(operation, _):
        body(operation)["properties"]["ref"]["pattern"] = "^v"
        body(operation)["maxProperties"] = 9

    assert differences(change) == [
        ("start/body", "max_properties", None, 9),
        ("StartRequest/ref", "pattern", None, "^v"),
    ]


def test_new_status_is_reported():
    """A status that GitHub adds."""

    def change(operation, _):
        operation["responses"]["410"] = {}

    assert differences(change) == [("start/410", "status", False, True)]


def test_new_content_is_reported():
    """A response that gets a body."""

    def change(operation, _):
        operation["responses"]["404"] = {
            "content": {"application/json": {"schema": {"type": "string"}}}
        }

    assert differences(change) == [("start/404", "content", False, True)]


def test_new_header_is_reported():
    """A response that gets a header."""

    def change(_, components):
        components["responses"]["run"]["headers"] = {"Link": {}}

    assert differences(change) == [("start/200/header/Link", "header", False, True)]


@pytest.mark.parametrize(
    ("member", "node", "found"),
    [
        ("id", {"type": "number"}, ("types", ("integer",), ("number",))),
        ("id", {"type": "integer", "nullable": True}, ("nullable", False, True)),
        ("at", {"type": "string", "nullable": True}, ("format", "date-time", None)),
    ],
)
def test_changed_response_is_reported(member, node, found):
    """A member of a response with another type, nullability or format."""

    def change(_, components):
        components["schemas"]["run"]["properties"][member] = node

    assert differences(change) == [(f"Run/{member}", *found)]


def test_changed_items_are_reported():
    """Items of an array with another type."""

    def change(_, components):
        for name in ("run", "nullable-run"):
            properties = components["schemas"][name]["properties"]
            properties["labels"]["items"] = {"type": "integer"}

    assert differences(change) == [
        ("Run/labels/items", "types", ("string",), ("integer",))
    ]


def test_alternative_object_is_reported_and_compared():
    """If GitHub allows two forms and the fragment one, the members are compared."""

    def change(operation, _):
        plain = body(operation)
        other = {
            "type": "object",
            "properties": {**plain["properties"], "tag": {"type": "string"}},
        }
        content = operation["requestBody"]["content"]["application/json"]
        content["schema"] = {"anyOf": [plain, other]}

    assert differences(change) == [
        ("start/body", "alternatives", 1, 2),
        ("StartRequest/tag", "member", False, True),
        ("StartRequest/ref", "required", True, False),
    ]


def test_removed_operation_is_reported():
    """An operation that GitHub removes; operations not in the fragment are ignored."""
    theirs = Description("ghec", {"paths": {}})
    found = compare(Description("ours", fragment()), theirs)
    assert found == [Difference("start", "operation", ours=True, theirs=False)]


def test_newer_member_may_be_missing_in_an_older_edition():
    """``x-since`` explains the missing member."""

    def change(operation, _):
        del body(operation)["properties"]["new"]

    assert differences(change, edition="ghes-3.19") == []
    assert differences(change, edition="ghec") == [
        ("StartRequest/new", "member", True, False)
    ]


def test_wrong_since_is_reported():
    """An ``x-since`` later than an edition that has the member."""
    assert differences(lambda *_: None, edition="ghes-3.19") == [
        ("StartRequest/new", "since", "github.com", "ghes-3.19")
    ]


def test_editions_are_ordered_by_number():
    """3.8 is older than 3.12, and the cloud is newest."""
    editions = ["github.com", "ghes-3.12", "ghes-3.8", "ghes-2.22"]
    assert sorted(editions, key=rank) == editions[::-1]
    with pytest.raises(ValueError, match="not an edition"):
        rank("ghes-next")


ENTRY = {"where": ["Run/id", "Run/at"], "what": "types", "why": "They lie."}


def test_correction_explains_only_its_own_values():
    """A difference with other values is unexplained, and the entry is stale."""
    corrections = expected([{**ENTRY, "ours": ["integer"], "theirs": ["number"]}])
    explained = Difference("Run/id", "types", ("integer",), ("number",))
    unexplained = Difference("Run/at", "types", ("integer",), ("string",))
    verdict = judge([explained, unexplained], corrections)
    assert verdict.unexplained == [unexplained]
    assert [str(one) for one in verdict.stale] == [
        "Run/at: types is ('integer',) here, ('number',) there"
    ]


def test_correction_needs_a_reason():
    """An entry without a reason raises."""
    with pytest.raises(ValueError, match="no reason"):
        expected([{**ENTRY, "ours": 1, "theirs": 2, "why": " "}])


def test_duplicate_correction_raises():
    """Two entries for the same place."""
    entry = {**ENTRY, "ours": 1, "theirs": 2}
    with pytest.raises(ValueError, match="said twice: Run/at"):
        expected([entry, entry])


def test_missing_npm_raises(tmp_path, monkeypatch):
    """The error says that npm is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FetchError, match="npm is missing"):
        archive(OCTOKIT, tmp_path / "cache")


def test_failing_npm_raises_with_its_output(tmp_path, monkeypatch):
    """The error contains the output of npm."""
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho no route >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(FetchError, match="is there a network") as caught:
        archive(OCTOKIT, tmp_path / "cache")
    assert "no route" in str(caught.value)


def test_package_with_another_hash_raises(tmp_path):
    """S16: only the pinned package is read."""
    (tmp_path / "octokit-openapi-23.0.2.tgz").write_bytes(b"something else")
    with pytest.raises(FetchError, match="not the pinned package"):
        archive(OCTOKIT, tmp_path)
