"""Every documented payload, read into models and held against itself."""

import copy
import json
import pickle
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError

from aioghactions import models
from aioghactions._core.call import Returns
from aioghactions._json import converter
from aioghactions._json import structure as json_structure
from aioghactions._json.codec import StructureError
from aioghactions._json.frozen import FrozenDict, freeze, thaw
from aioghactions._json.model_support import OpenStrEnum, SharedObjects
from aioghactions._json.structure import structure, unstructure
from aioghactions.operations import OPERATIONS
from tests.support.fragment import Example, endpoints, examples, objects, schemas

EVERY = pytest.mark.parametrize("example", examples(), ids=str)


def returns(example: Example) -> Returns:
    """Return what the operation promises for the status of the example."""
    return OPERATIONS[example.operation].answers[int(example.status)]


def read(example: Example, payload: Any) -> Any:
    """Structure a payload as the operation promises it, on its own."""
    return structure(payload, returns(example), SharedObjects())


def read_strictly(example: Example, payload: Any) -> Any:
    """Structure a payload by cattrs alone."""
    promised = returns(example)
    kind: Any = json_structure.find_model(promised.model)
    return converter.structure(payload, tuple[kind, ...] if promised.many else kind)


def outcome(reading: Any, example: Example, payload: Any) -> Any:
    """Return what reading gives: a value, or the path of what does not fit."""
    try:
        return reading(example, payload)
    except StructureError as misfit:
        return misfit.path


def modelled(example: Example, payload: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object of the payload that is a model, with the model's name."""
    schema = endpoints()[example.operation].schema(example.status)
    for name, found in objects(schema, payload):
        if schemas()[name]["type"] == "object":
            yield name, found


def assert_holds(value: Any, payload: Any) -> None:
    """Assert that every member of the payload is in the value, and nothing else."""
    if attrs.has(type(value)):
        names = {f.name.removesuffix("_"): f.name for f in attrs.fields(type(value))}
        del names["extra"]
        for member, inner in payload.items():
            if member in names and member not in value.extra:
                assert_holds(getattr(value, names[member]), inner)
            else:
                assert thaw(value.extra[member]) == inner
        assert all(getattr(value, names[n]) is None for n in names.keys() - payload)
        assert value.extra.keys() <= payload.keys()
    elif isinstance(value, FrozenDict):
        assert thaw(value) == payload
    elif isinstance(value, tuple):
        assert type(payload) is list
        for item, inner in zip(value, payload, strict=True):
            assert_holds(item, inner)
    elif isinstance(value, datetime):
        assert value == datetime.fromisoformat(payload)
        assert value.tzinfo is not None
    elif isinstance(value, OpenStrEnum):
        assert value == payload
    else:
        assert (type(value), value) == (type(payload), payload)


def assert_same(one: Any, other: Any) -> None:
    """Assert that two values are equal, and of the same types all the way down."""
    assert type(one) is type(other)
    assert one == other
    if attrs.has(type(one)):
        for attribute in attrs.fields(type(one)):
            assert_same(getattr(one, attribute.name), getattr(other, attribute.name))
    elif isinstance(one, tuple):
        for item, twin in zip(one, other, strict=True):
            assert_same(item, twin)
    elif isinstance(one, Mapping):
        for key in one:
            assert_same(one[key], other[key])


def instances(value: Any) -> Iterator[Any]:
    """Yield every model in a value."""
    if isinstance(value, tuple):
        for item in value:
            yield from instances(item)
    elif attrs.has(type(value)):
        yield value
        for attribute in attrs.fields(type(value)):
            yield from instances(getattr(value, attribute.name))


def test_there_are_58_documented_payloads():
    """A lost example would make these tests pass for less."""
    assert len(examples()) == 58


@EVERY
def test_every_member_of_a_documented_payload_is_found_in_its_model(example):
    """Each with its value; what the fragment does not know is in extra."""
    assert_holds(read(example, example.payload), example.payload)


@EVERY
def test_generated_functions_and_cattrs_make_the_same_models(example):
    """The fast way and the independent one agree, value by value, type by type."""
    assert_same(read(example, example.payload), read_strictly(example, example.payload))


@pytest.mark.slow
@EVERY
def test_any_optional_member_may_be_missing_or_null(example):
    """Only what every documented edition has is needed, and both read as None."""
    payload = copy.deepcopy(example.payload)
    for name, found in modelled(example, payload):
        for member in set(found) - set(schemas()[name].get("required", ())):
            kept = found.pop(member)
            assert_holds(read(example, payload), payload)
            assert_same(read(example, payload), read_strictly(example, payload))
            found[member] = None
            assert_holds(read(example, payload), payload)
            assert_same(read(example, payload), read_strictly(example, payload))
            found[member] = kept


@pytest.mark.slow
@EVERY
def test_any_required_member_that_is_missing_is_named(example):
    """The error ends in the member's name; nothing else escapes."""
    payload = copy.deepcopy(example.payload)
    for name, found in modelled(example, payload):
        for member in schemas()[name].get("required", ()):
            kept = found.pop(member)
            with pytest.raises(StructureError, match="is missing") as caught:
                read(example, payload)
            assert caught.value.path.endswith(f".{member}")
            found[member] = kept


@pytest.mark.slow
@EVERY
def test_any_member_of_another_kind_is_read_alike_or_refused_alike(example):
    """Fast or strict: the same model, or an error in both."""
    payload = copy.deepcopy(example.payload)
    for _, found in modelled(example, payload):
        for member, kept in list(found.items()):
            for other in (None, 5, True, "x", [], {}, ["x"], {"x": 1}, [None]):
                if other == kept:  # 1 == True, also where equal objects are shared
                    continue
                found[member] = other
                fast = outcome(read, example, payload)
                assert_same(fast, outcome(read_strictly, example, payload))
            found[member] = kept


@EVERY
def test_an_unknown_member_anywhere_is_kept(example):
    """GitHub may add members: to any object, of any kind."""
    payload = copy.deepcopy(example.payload)
    for _, found in modelled(example, payload):
        found["news"] = {"a": [1, {"b": None}]}
    value = read(example, payload)
    assert_holds(value, payload)
    assert all(
        one.extra["news"] == freeze({"a": [1, {"b": None}]}) for one in instances(value)
    )


@EVERY
def test_a_model_becomes_its_payload_again(example):
    """Unstructured and structured again it is equal; nothing but nulls is lost."""
    value = read(example, example.payload)
    plain = unstructure(list(value)) if isinstance(value, tuple) else unstructure(value)
    assert_same(read(example, plain), value)
    assert json.loads(json.dumps(plain)) == plain


@EVERY
def test_models_are_values(example):
    """They hash, copy and pickle, and equal what they came from."""
    value = read(example, example.payload)
    assert hash(value) == hash(read(example, example.payload))
    assert_same(copy.deepcopy(value), value)
    assert_same(pickle.loads(pickle.dumps(value)), value)  # noqa: S301  # our own


@EVERY
def test_models_cannot_be_changed(example):
    """Neither an attribute set nor one deleted, in any object of the answer."""
    for one in instances(read(example, example.payload)):
        assert not hasattr(one, "__dict__")
        for attribute in attrs.fields(type(one)):
            with pytest.raises(FrozenInstanceError):
                setattr(one, attribute.name, None)
            with pytest.raises(FrozenInstanceError):
                delattr(one, attribute.name)


def test_every_model_is_reached_by_a_documented_payload_or_known_not_to_be():
    """What no page shows is modelled after GitHub's own description."""
    reached = {
        type(one).__name__
        for example in examples()
        for one in instances(read(example, example.payload))
    }
    every = {name for name in models.__all__ if attrs.has(getattr(models, name))}
    assert sorted(every - reached) == [
        "ArtifactWorkflowRun",
        "BasicError",
        "CodeOfConduct",
        "Integration",
        "PullRequestBranch",
        "PullRequestMinimal",
        "PullRequestRepository",
        "RunnerLabel",
        "SecretScanningBypassOptions",
        "SecretScanningBypassReviewer",
        "SecurityAndAnalysis",
        "SecurityFeature",
        "TeamPermissions",
        "TeamSimple",
        "ValidationErrorSimple",
        "WorkflowDispatch",
    ]
