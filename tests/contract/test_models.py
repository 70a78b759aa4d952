"""Every documented payload, structured into models and compared with itself."""

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
from aioghactions._json import converter, structure as json_structure
from aioghactions._json.codec import StructureError
from aioghactions._json.frozen import FrozenDict, freeze, thaw
from aioghactions._json.model_support import OpenStrEnum, SharedObjects
from aioghactions._json.structure import structure, unstructure
from aioghactions.operations import OPERATIONS
from tests.support.fragment import Example, endpoints, examples, objects, schemas

EVERY = pytest.mark.parametrize("example", examples(), ids=str)


def returns(example: Example) -> Returns:
    """Return the documented return type for the status of the example."""
    return OPERATIONS[example.operation].answers[int(example.status)]


def read(example: Example, payload: Any) -> Any:
    """Structure a payload with the generated functions and nothing shared."""
    return structure(payload, returns(example), SharedObjects())


def read_strictly(example: Example, payload: Any) -> Any:
    """Structure a payload with cattrs."""
    expected = returns(example)
    kind: Any = json_structure.find_model(expected.model)
    return converter.structure(payload, tuple[kind, ...] if expected.many else kind)


def outcome(reader: Any, example: Example, payload: Any) -> Any:
    """Return the value, or the path of the error."""
    try:
        return reader(example, payload)
    except StructureError as error:
        return error.path


def model_objects(
    example: Example, payload: Any
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object of the payload that has a model, with the model's name."""
    schema = endpoints()[example.operation].schema(example.status)
    for name, found in objects(schema, payload):
        if schemas()[name]["type"] == "object":
            yield name, found


def assert_contains(value: Any, payload: Any) -> None:
    """Assert that the value has every member of the payload, and no other."""
    if attrs.has(type(value)):
        names = {f.name.removesuffix("_"): f.name for f in attrs.fields(type(value))}
        del names["extra"]
        for member, expected_member in payload.items():
            if member in names and member not in value.extra:
                assert_contains(getattr(value, names[member]), expected_member)
            else:
                assert thaw(value.extra[member]) == expected_member
        assert all(getattr(value, names[n]) is None for n in names.keys() - payload)
        assert value.extra.keys() <= payload.keys()
    elif isinstance(value, FrozenDict):
        assert thaw(value) == payload
    elif isinstance(value, tuple):
        assert type(payload) is list
        for item, expected_member in zip(value, payload, strict=True):
            assert_contains(item, expected_member)
    elif isinstance(value, datetime):
        assert value == datetime.fromisoformat(payload)
        assert value.tzinfo is not None
    elif isinstance(value, OpenStrEnum):
        assert value == payload
    else:
        assert (type(value), value) == (type(payload), payload)


def assert_same(one: Any, other: Any) -> None:
    """Assert that two values are equal, with equal types at all levels."""
    assert type(one) is type(other)
    assert one == other
    if attrs.has(type(one)):
        for attribute in attrs.fields(type(one)):
            assert_same(getattr(one, attribute.name), getattr(other, attribute.name))
    elif isinstance(one, tuple):
        for item, other_item in zip(one, other, strict=True):
            assert_same(item, other_item)
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
    """None is missing, so the tests below cover all."""
    assert len(examples()) == 58


@EVERY
def test_model_has_every_member_of_its_payload(example):
    """With its value; members not in the fragment are in extra."""
    assert_contains(read(example, example.payload), example.payload)


@EVERY
def test_generated_functions_and_cattrs_return_equal_models(example):
    """The two independent implementations agree in values and types."""
    assert_same(read(example, example.payload), read_strictly(example, example.payload))


@pytest.mark.slow
@EVERY
def test_any_optional_member_may_be_missing_or_null(example):
    """Both become None."""
    payload = copy.deepcopy(example.payload)
    for name, found in model_objects(example, payload):
        for member in set(found) - set(schemas()[name].get("required", ())):
            original = found.pop(member)
            assert_contains(read(example, payload), payload)
            assert_same(read(example, payload), read_strictly(example, payload))
            found[member] = None
            assert_contains(read(example, payload), payload)
            assert_same(read(example, payload), read_strictly(example, payload))
            found[member] = original


@pytest.mark.slow
@EVERY
def test_missing_required_member_raises(example):
    """The path of the error ends with the member's name."""
    payload = copy.deepcopy(example.payload)
    for name, found in model_objects(example, payload):
        for member in schemas()[name].get("required", ()):
            original = found.pop(member)
            with pytest.raises(StructureError, match="is missing") as caught:
                read(example, payload)
            assert caught.value.path.endswith(f".{member}")
            found[member] = original


@pytest.mark.slow
@EVERY
def test_member_of_another_type_is_treated_alike_by_both(example):
    """Equal models, or an error with the same path."""
    payload = copy.deepcopy(example.payload)
    for _, found in model_objects(example, payload):
        for member, original in list(found.items()):
            for other in (None, 5, True, "x", [], {}, ["x"], {"x": 1}, [None]):
                if other == original:  # 1 == True, also where equal objects are shared
                    continue
                found[member] = other
                fast = outcome(read, example, payload)
                assert_same(fast, outcome(read_strictly, example, payload))
            found[member] = original


@EVERY
def test_unknown_members_are_kept(example):
    """GitHub may add members to any object."""
    payload = copy.deepcopy(example.payload)
    for _, found in model_objects(example, payload):
        found["news"] = {"a": [1, {"b": None}]}
    value = read(example, payload)
    assert_contains(value, payload)
    assert all(
        one.extra["news"] == freeze({"a": [1, {"b": None}]}) for one in instances(value)
    )


@EVERY
def test_unstructured_model_can_be_structured_again(example):
    """The result is equal; only nulls may be omitted."""
    value = read(example, example.payload)
    plain = unstructure(list(value)) if isinstance(value, tuple) else unstructure(value)
    assert_same(read(example, plain), value)
    assert json.loads(json.dumps(plain)) == plain


@EVERY
def test_models_hash_copy_and_pickle(example):
    """The copies are equal."""
    value = read(example, example.payload)
    assert hash(value) == hash(read(example, example.payload))
    assert_same(copy.deepcopy(value), value)
    assert_same(pickle.loads(pickle.dumps(value)), value)  # noqa: S301  # our own


@EVERY
def test_models_are_immutable(example):
    """No attribute can be set or deleted, in any object."""
    for one in instances(read(example, example.payload)):
        assert not hasattr(one, "__dict__")
        for attribute in attrs.fields(type(one)):
            with pytest.raises(FrozenInstanceError):
                setattr(one, attribute.name, None)
            with pytest.raises(FrozenInstanceError):
                delattr(one, attribute.name)


def test_models_without_a_documented_payload_are_listed():
    """They come from GitHub's OpenAPI description."""
    covered = {
        type(one).__name__
        for example in examples()
        for one in instances(read(example, example.payload))
    }
    every = {name for name in models.__all__ if attrs.has(getattr(models, name))}
    assert sorted(every - covered) == [
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
