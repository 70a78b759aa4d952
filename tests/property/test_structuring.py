"""Documents generated from the fragment's schemas, structured in both ways."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from aioghactions import models
from aioghactions._core.call import Returns
from aioghactions._json import converter, structure as json_structure
from aioghactions._json.codec import StructureError
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import structure
from tests.support.fragment import Node, name, schemas

MODELS = sorted(n for n in models.__all__ if attrs.has(getattr(models, n)))
EVERY = pytest.mark.parametrize("model", MODELS)

texts = st.text(max_size=8)
offsets = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
instants = st.datetimes(timezones=offsets).map(datetime.isoformat)
junk = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | texts,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=5,
)
free = st.dictionaries(texts, junk, max_size=3)


def values(schema: Node, depth: int = 0) -> st.SearchStrategy[Any]:
    """Return a strategy for values of a schema."""
    if known := name(schema):
        return documents(known, depth) if depth < 4 else minimal(known)
    for key in ("allOf", "oneOf", "anyOf"):
        if key in schema:
            return st.one_of([values(choice, depth) for choice in schema[key]])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([of_type(kind, schema, depth) for kind in kinds])


def of_type(kind: str, schema: Node, depth: int) -> st.SearchStrategy[Any]:
    """Return a strategy for values of one type of a schema."""
    match kind:
        case "string" if schema.get("format") == "date-time":
            return instants
        case "string" if "x-usual" in schema:
            return texts | st.sampled_from(schema["x-usual"])
        case "array":
            return st.lists(values(schema["items"], depth + 1), max_size=2)
        case "object":
            return free
        case _:
            return {
                "string": texts,
                "integer": st.integers(0, 2**53),
                "number": st.floats(allow_nan=False, allow_infinity=False),
                "boolean": st.booleans(),
                "null": st.none(),
            }[kind]


def documents(model: str, depth: int = 0) -> st.SearchStrategy[Any]:
    """Return a strategy for documents of a schema, with any optional members."""
    schema = schemas()[model]
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | texts
    required = set(schema.get("required", ()))
    # Most optional members at once would make deep documents of all of them.
    members = {
        key: values(node, depth + 1) for key, node in schema["properties"].items()
    }
    known = st.fixed_dictionaries(
        {key: strategy for key, strategy in members.items() if key in required},
        optional={k: s | st.none() for k, s in members.items() if k not in required},
    )
    news = free.map(lambda d: {k: v for k, v in d.items() if k not in members})
    return st.builds(lambda unknown, rest: {**unknown, **rest}, news, known).map(
        with_reviewer_type
    )


def minimal(model: str) -> st.SearchStrategy[Any]:
    """Return a strategy for minimal documents of a schema, to end a recursion."""
    schema = schemas()[model]
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    needed = schema.get("required", ())
    return st.fixed_dictionaries(
        {key: values(schema["properties"][key], 9) for key in needed}
    )


def with_reviewer_type(document: dict[str, Any]) -> dict[str, Any]:
    """Set the type of a reviewer to that of the object."""
    if "reviewer" in document and isinstance(document["reviewer"], dict):
        is_team = "slug" in document["reviewer"]
        document["type"] = "Team" if is_team else "User"
    return document


def outcome(read: Any) -> Any:
    """Return the value, or the path of the error."""
    try:
        return read()
    except StructureError as error:
        return error.path


@EVERY
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_generated_functions_agree_with_cattrs_on_any_document(model, data):
    """Both give equal models."""
    document = data.draw(documents(model))
    before = json.dumps(document)
    fast = structure(document, Returns(model), SharedObjects())
    assert fast == converter.structure(document, json_structure.find_model(model))
    assert hash(fast) == hash(structure(document, Returns(model), SharedObjects()))
    assert type(fast).from_dict(json.loads(json.dumps(fast.to_dict()))) == fast
    assert json.dumps(document) == before


@EVERY
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_both_reject_a_damaged_document_with_the_same_path(model, data):
    """A13: the same error class, for the same member."""
    document = data.draw(documents(model))
    node: Any = document
    while isinstance(node, dict) and node:
        key = data.draw(st.sampled_from(sorted(node)))
        if not isinstance(node[key], dict) or data.draw(st.booleans()):
            node[key] = data.draw(junk)
            break
        node = node[key]
    fast = outcome(lambda: structure(document, Returns(model), SharedObjects()))
    slow = outcome(
        lambda: converter.structure(document, json_structure.find_model(model))
    )
    assert fast == slow


@given(junk, st.sampled_from(MODELS), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_json_becomes_a_model_or_structure_error(document, model, many):
    """A13: no other exception for any document."""
    found = outcome(
        lambda: structure(document, Returns(model, many=many), SharedObjects())
    )
    expected = tuple if many else json_structure.find_model(model)
    assert isinstance(found, expected | str)


@given(st.lists(documents("SimpleUser"), min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_sharing_does_not_change_values(users):
    """Other objects with the same ids do not affect a model."""
    shared = SharedObjects()
    for user in users:
        user["id"] %= 2
        shared = structure(user, Returns("SimpleUser"), shared)
        assert shared == structure(user, Returns("SimpleUser"), SharedObjects())
