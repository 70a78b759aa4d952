"""Documents made from the fragment's schemas, read in both ways."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aioghactions import models
from aioghactions._core.call import Returns
from aioghactions._json import converter
from aioghactions._json import structure as json_structure
from aioghactions._json.codec import StructureError
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import structure, unstructure
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
    """Return what makes values of a schema."""
    if known := name(schema):
        return documents(known, depth) if depth < 4 else minimal(known)
    for key in ("allOf", "oneOf", "anyOf"):
        if key in schema:
            return st.one_of([values(choice, depth) for choice in schema[key]])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([of_type(kind, schema, depth) for kind in kinds])


def of_type(kind: str, schema: Node, depth: int) -> st.SearchStrategy[Any]:
    """Return what makes values of one type of a schema."""
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
    """Return what makes documents of a schema: optional members come and go."""
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
        with_named_type
    )


def minimal(model: str) -> st.SearchStrategy[Any]:
    """Return what makes the smallest documents of a schema, to end a recursion."""
    schema = schemas()[model]
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    needed = schema.get("required", ())
    return st.fixed_dictionaries(
        {key: values(schema["properties"][key], 9) for key in needed}
    )


def with_named_type(document: dict[str, Any]) -> dict[str, Any]:
    """Give a reviewer the type that the member next to it names."""
    if "reviewer" in document and isinstance(document["reviewer"], dict):
        is_team = "slug" in document["reviewer"]
        document["type"] = "Team" if is_team else "User"
    return document


def outcome(read: Any) -> Any:
    """Return what reading gives: a value, or the path of what does not fit."""
    try:
        return read()
    except StructureError as misfit:
        return misfit.path


@EVERY
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_generated_functions_agree_with_cattrs_on_any_document(model, data):
    """Whatever comes and goes in a document, both make the same model of it."""
    document = data.draw(documents(model))
    before = json.dumps(document)
    fast = structure(document, Returns(model), SharedObjects())
    assert fast == converter.structure(document, json_structure.find_model(model))
    assert hash(fast) == hash(structure(document, Returns(model), SharedObjects()))
    assert structure(unstructure(fast), Returns(model), SharedObjects()) == fast
    assert json.dumps(document) == before


@EVERY
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_both_refuse_a_spoilt_document_at_the_same_path(model, data):
    """A13: nothing but our error escapes, and it names the same member."""
    document = data.draw(documents(model))
    spot: Any = document
    while isinstance(spot, dict) and spot:
        key = data.draw(st.sampled_from(sorted(spot)))
        if not isinstance(spot[key], dict) or data.draw(st.booleans()):
            spot[key] = data.draw(junk)
            break
        spot = spot[key]
    fast = outcome(lambda: structure(document, Returns(model), SharedObjects()))
    slow = outcome(
        lambda: converter.structure(document, json_structure.find_model(model))
    )
    assert fast == slow


@given(junk, st.sampled_from(MODELS), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_json_is_a_model_or_one_error_of_ours(document, model, many):
    """A13: no crash on whatever a server sends."""
    found = outcome(
        lambda: structure(document, Returns(model, many=many), SharedObjects())
    )
    expected = tuple if many else json_structure.find_model(model)
    assert isinstance(found, expected | str)


@given(st.lists(documents("SimpleUser"), min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_sharing_never_changes_what_is_read(users):
    """A memo that has seen other objects of the same ids gives the same models."""
    shared = SharedObjects()
    for user in users:
        user["id"] %= 2
        shared = structure(user, Returns("SimpleUser"), shared)
        assert shared == structure(user, Returns("SimpleUser"), SharedObjects())
