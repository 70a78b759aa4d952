"""Every documented payload, structured into models and compared with itself."""

import copy
import json
import pickle
import sys
import typing
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import NoneType
from typing import Any

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError

from aioghactions import models
from aioghactions._core.call import Returns
from aioghactions._generated.webhooks import EVENTS
from aioghactions._json import converter, structure as json_structure
from aioghactions._json.codec import StructureError
from aioghactions._json.frozen import FrozenDict, freeze, thaw
from aioghactions._json.model_support import OpenStrEnum, SharedObjects, member_names
from aioghactions._json.structure import structure
from aioghactions.operations import OPERATIONS
from tests.support.fragment import (
    Example,
    described_examples,
    endpoints,
    examples,
    objects,
    schemas,
    webhook_payloads,
)

MODELS = sorted(n for n in models.__all__ if attrs.has(getattr(models, n)))
EXAMPLES = (*examples(), *described_examples())
EVERY = pytest.mark.parametrize("example", EXAMPLES, ids=str)


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
        if isinstance(payload, int):  # seconds since 1970
            assert value == datetime.fromtimestamp(payload, UTC)
        else:
            assert value == datetime.fromisoformat(payload)
            # One old webhook example has a time without an offset: it is kept so.
            assert value.tzinfo is not None or payload.count(" ") == 1
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
def test_any_member_that_does_not_identify_may_be_missing_or_null(example):
    """F14: one odd member must not make a page unreadable; both become None."""
    payload = copy.deepcopy(example.payload)
    for name, found in model_objects(example, payload):
        for member in set(found) - set(getattr(models, name).identity):
            original = found.pop(member)
            assert_contains(read(example, payload), payload)
            assert_same(read(example, payload), read_strictly(example, payload))
            found[member] = None
            assert_contains(read(example, payload), payload)
            assert_same(read(example, payload), read_strictly(example, payload))
            found[member] = original


@pytest.mark.slow
@EVERY
def test_missing_member_that_identifies_raises(example):
    """The path of the error ends with the member's name."""
    payload = copy.deepcopy(example.payload)
    for name, found in model_objects(example, payload):
        for member in getattr(models, name).identity:
            original = found.pop(member)
            with pytest.raises(StructureError, match="is missing") as caught:
                read(example, payload)
            assert caught.value.path.endswith(f".{member}")
            found[member] = original


@pytest.mark.parametrize("name", MODELS)
def test_only_members_that_identify_an_object_must_be_there(name):
    """An object of nothing else is read; dates, enums and objects are typed so."""
    model = getattr(models, name)
    required = {key: [] if name.endswith("Page") else 1 for key in model.identity}
    if name == "RateLimitOverview":
        core = {"limit": 1, "remaining": 1, "reset": 1}
        required = {"resources": {"core": core}}
    if name == "RateLimitResources":
        required = {"core": {"limit": 1, "remaining": 1, "reset": 1}}
    value = model.from_dict(required)
    assert all(
        getattr(value, field.name) is None
        for field in attrs.fields(model)
        if field.name not in {*model.identity, "extra"}
    )
    hints = typing.get_type_hints(model)
    plain = {str, int, float, bool, Any}
    for field in attrs.fields(model):
        kinds = set(typing.get_args(hints[field.name])) or {hints[field.name]}
        if field.name not in {*model.identity, "extra"} and not kinds <= plain:
            assert NoneType in kinds, field.name


def test_documented_payloads_are_parsed_once():
    """No object is structured a second time, nor by cattrs, on any edition."""
    for example in examples():
        objects = Counter(name for name, _ in model_objects(example, example.payload))
        calls = Counter[str]()
        read(example, example.payload)  # imports the models

        def note(frame, event, _, calls=calls):
            calls[frame.f_code.co_name] += event == "call"

        sys.setprofile(note)
        try:
            read(example, example.payload)
        finally:
            sys.setprofile(None)
        assert any(name.startswith("structure_") for name in calls)
        assert (calls["complete"], calls["_model_hook"], calls["hook"]) == (0, 0, 0)
        for name, count in objects.items():
            stem = sys.modules[getattr(models, name).__module__].__name__
            assert calls[f"structure_{stem.rpartition('.')[2]}"] <= count


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
def test_names_are_looked_up_only_where_some_are_unknown(example):
    """Otherwise the number of known members is that of all members."""
    shared = SharedObjects()
    value = structure(copy.deepcopy(example.payload), returns(example), shared)
    assert {*shared.unknown} == {
        member_names(type(model)) for model in instances(value) if model.extra
    }


@EVERY
def test_every_model_survives_the_way_to_json_and_back(example):
    """Unknown members included; nothing but missing members is added, as null."""
    payload = copy.deepcopy(example.payload)
    for _, found in model_objects(example, payload):
        found["news"] = {"a": [1, {"b": None}]}
    for one in instances(read(example, payload)):
        plain = one.to_dict()
        assert_same(type(one).from_dict(json.loads(json.dumps(plain))), one)
    value = read(example, payload)
    for one, source in zip(
        value if isinstance(value, tuple) else [value],
        payload if isinstance(payload, list) else [payload],
        strict=True,
    ):
        assert_covers(one.to_dict(), source)


def assert_covers(plain: Any, source: Any) -> None:
    """Assert that ``plain`` has all of ``source``, and more only as null."""
    match source:
        case dict():
            for member, value in plain.items():
                assert_covers(value, source.get(member))
            assert source.keys() <= plain.keys()
        case list():
            for one, other in zip(plain, source, strict=True):
                assert_covers(one, other)
        case str() if plain != source:
            assert datetime.fromisoformat(plain) == datetime.fromisoformat(source)
        case _:
            assert plain == source


@EVERY
def test_flat_dict_has_no_objects(example):
    """A row of a data frame: names joined by dots, and every value once."""
    for one in instances(read(example, example.payload)):
        plain, flat = one.to_dict(), one.to_dict(flat=True)
        assert not any(isinstance(value, dict) and value for value in flat.values())
        for name, value in flat.items():
            found: Any = plain
            for part in name.split("."):
                found = found[part]
            assert found == value
        assert leaves(plain) == len(flat)


def leaves(value: Any) -> int:
    """Return the number of values that are not objects with members."""
    if isinstance(value, dict) and value:
        return sum(map(leaves, value.values()))
    return 1


@EVERY
def test_repr_fits_a_line(example):
    """It shows what identifies the object and its state; `to_dict` has the rest."""
    for one in instances(read(example, example.payload)):
        text = repr(one)
        assert text.startswith(f"{type(one).__name__}(")
        assert len(text) <= 130
        assert "\n" not in text
        shown = {field.name for field in attrs.fields(type(one)) if field.repr}
        for member in shown.intersection(one.identity):
            assert f"{member}=" in text


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
    """They come from schemas of GitHub's OpenAPI description without an example."""
    covered = {
        type(one).__name__
        for example in EXAMPLES
        for one in instances(read(example, example.payload))
    } | {
        type(one).__name__
        for event, payload in webhook_payloads()
        for one in instances(
            structure(payload, Returns(EVENTS[event]), SharedObjects())
        )
    }
    assert sorted(set(MODELS) - covered) == [
        "ArtifactWorkflowRun",
        "BasicError",
        "CodeOfConduct",
        "ProtectionRuleAppPage",
        "RunnerVersionEndOfLife",
        "SecretScanningBypassOptions",
        "SecretScanningBypassReviewer",
        "TeamPermissions",
        "TeamSimple",
        "ValidationError",
        "ValidationErrorSimple",
        "WorkflowDispatch",
    ]
