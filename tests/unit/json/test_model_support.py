import copy
import json
import pickle
from typing import Any

import attrs
import pytest
from attrs import frozen
from attrs.exceptions import FrozenInstanceError

from aioghactions import models
from aioghactions._json import model_support
from aioghactions._json.frozen import EMPTY, freeze, thaw
from aioghactions._json.model_support import (
    LIMIT,
    MOST_NAMES,
    OpenStrEnum,
    SharedObjects,
    array,
    by_discriminator,
    can_switch_class,
    complete,
    enum_values,
    interned,
    last_unknown,
    member_names,
    mutable,
    unknown,
)


class Color(OpenStrEnum):
    """What a thing looks like."""

    BLUE = "blue"
    DARK_RED = "dark-red"


@frozen
class Thing:
    """A frozen class with slots."""

    name: str
    size: int = 0


@pytest.mark.parametrize("text", ["blue", "green"], ids=["known", "unknown"])
def test_enum_value_equals_its_string(text):
    """GitHub may add values: known and unknown ones compare, hash and print alike."""
    color = Color(text)
    assert color == text
    assert text == color
    assert hash(color) == hash(text)
    assert f"{color}" == str(color) == color.value == text
    assert {text: 1}[color] == 1
    assert isinstance(color, Color)


@pytest.mark.parametrize("text", ["blue", "green"], ids=["known", "unknown"])
@pytest.mark.parametrize(
    "twin",
    [
        copy.copy,
        copy.deepcopy,
        lambda value: pickle.loads(pickle.dumps(value)),  # noqa: S301  # our own
    ],
    ids=["copy", "deepcopy", "pickle"],
)
def test_enum_value_can_be_pickled_and_copied(text, twin):
    """Models with unknown values can be sent through a queue."""
    again = twin(Color(text))
    assert again == text
    assert type(again) is Color
    assert again.is_known is (text == "blue")


def test_unknown_enum_value_has_another_repr():
    """The repr distinguishes documented values from unknown ones."""
    assert repr(Color("blue")) == "<Color.BLUE: 'blue'>"
    assert repr(Color("green")) == "<Color: 'green', unknown>"
    assert (Color("green").name, Color("green").is_known) == ("UNKNOWN", False)
    assert Color("blue") is Color.BLUE


def test_unknown_enum_value_is_not_stored():
    """The enum does not grow."""
    Color("green")
    assert list(Color) == [Color.BLUE, Color.DARK_RED]
    assert enum_values(Color)("green") is None


@pytest.mark.parametrize("value", [5, None, True, ["blue"], {"a": 1}])
def test_enum_value_that_is_not_a_string_raises(value):
    """Only unknown strings are kept."""
    with pytest.raises(ValueError, match="is not a valid Color"):
        Color(value)


def test_enum_values_finds_members_by_string():
    """Only unknown values, and null, call the enum."""
    find = enum_values(Color)
    assert find("blue") is Color.BLUE
    assert find("dark-red") is Color.DARK_RED
    assert (find("green"), find(None), find(5)) == (None, None, None)


def test_enum_reads_null_as_none():
    """Null passes for every enum; other values are as strict as ever."""
    assert Color.read(None) is None
    assert Color.read("blue") is Color.BLUE
    assert (Color.read("green"), Color.read("")) == ("green", "")
    with pytest.raises(ValueError, match="5 is not a valid Color"):
        Color.read(5)


def test_interned_returns_one_string_for_each_known_text():
    """Other texts, and None, are returned unchanged and not stored."""
    find = interned("push")
    assert find(json.loads('"push"'), "") is find("push", "")
    assert (find("fork", "fork"), find(None, None)) == ("fork", None)


def test_filled_twin_becomes_a_frozen_instance():
    """Once its class is set to the frozen one."""
    draft: Any = mutable(Thing)()
    draft.name, draft.size = "a", 1
    del draft.size
    draft.size = 2
    draft.__class__ = Thing
    assert draft == Thing("a", 2)
    assert type(draft) is Thing
    with pytest.raises(FrozenInstanceError):
        draft.size = 3
    with pytest.raises(FrozenInstanceError):
        del draft.size


@pytest.mark.parametrize("name", models.__all__)
def test_every_model_can_be_filled_and_frozen(name):
    """On this Python, for each generated class, not only the probe."""
    cls = getattr(models, name)
    if not attrs.has(cls):
        return
    draft: Any = object.__new__(mutable(cls))
    for attribute in attrs.fields(cls):
        setattr(draft, attribute.name, None)
    draft.__class__ = cls
    assert type(draft) is cls
    for attribute in attrs.fields(cls):
        with pytest.raises(FrozenInstanceError):
            setattr(draft, attribute.name, 1)


def test_this_python_can_switch_classes():
    """The fast path works on the tested Pythons."""
    assert can_switch_class()


def test_another_layout_cannot_switch_classes(monkeypatch):
    """A subclass with another layout raises TypeError."""

    def larger(cls: type) -> type:
        return type("Larger", (cls,), {"__slots__": ("more",)} | WRITABLE)

    monkeypatch.setattr(model_support, "mutable", larger)
    assert can_switch_class.__wrapped__() is False


def test_twin_that_stays_frozen_cannot_switch_classes(monkeypatch):
    """Where resetting the two methods does not allow assignment."""
    monkeypatch.setattr(
        model_support,
        "mutable",
        lambda cls: type("Frozen", (cls,), {"__slots__": ()}),
    )
    assert can_switch_class.__wrapped__() is False


def test_instance_that_stays_mutable_cannot_switch_classes(monkeypatch):
    """A mutable instance must not be shared."""
    monkeypatch.setattr(model_support, "frozen", attrs.define)
    assert can_switch_class.__wrapped__() is False


WRITABLE = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}


def test_member_names_are_those_of_the_json():
    """Keywords have a trailing underscore in Python only; extra is not a member."""

    @frozen
    class Range:
        from_: int
        to: int
        extra: dict[str, int]

    assert member_names(Range) == {"from", "to"}


KNOWN = frozenset({"id", "name"})


def test_unknown_members_are_kept_and_frozen():
    """Nothing that GitHub sends is lost; the order stays."""
    data = {"x": [1], "id": 1, "y": {}}
    found = unknown(data, KNOWN, SharedObjects())
    assert list(found.items()) == [("x", (1,)), ("y", {})]
    assert found == freeze({"x": [1], "y": {}})
    with pytest.raises(TypeError):
        found["y"] = 1


def test_objects_without_unknown_members_share_the_empty_dict():
    """Nothing is kept of them."""
    shared = SharedObjects()
    assert unknown({"id": 1}, KNOWN, shared) is EMPTY
    assert not any(shared.unknown.values())


def test_nothing_was_unknown_before():
    """The first object of a model has no last one."""
    assert last_unknown({"id": 1, "x": 2}, 1, KNOWN, SharedObjects()) is None


@pytest.mark.parametrize(
    ("data", "more"),
    [
        ({"id": 1, "x": "new"}, 1),
        ({"id": 1, "x": "new", "z": None}, 2),
        ({"id": 1, "x": "new", "y": None, "z": 1}, 3),
        ({"x": "new", "name": "a"}, 2),  # of which the optional one was not counted
    ],
)
def test_other_names_are_not_those_of_the_last_object(data, more):
    """Then each name is looked up: one more, one less, another, or known ones."""
    shared = SharedObjects()
    unknown({"id": 1, "x": "new", "y": None}, KNOWN, shared)
    assert last_unknown(data, more, KNOWN, shared) is None
    expected = {name: value for name, value in data.items() if name not in KNOWN}
    assert unknown(data, KNOWN, shared) == expected


def test_unknown_members_with_the_values_of_the_last_object_are_the_same_object():
    """Which the models of a page share, whatever else they have."""
    shared = SharedObjects()
    first = unknown({"id": 1, "x": "new", "y": None}, KNOWN, shared)
    again = {"name": "a", "x": str(b"new", "ascii"), "id": 2, "y": None}
    assert last_unknown(again, 2, KNOWN, shared) is first
    assert unknown(again, KNOWN, shared) is first


@pytest.mark.parametrize("value", ["a", None, True, False, 5])
@pytest.mark.parametrize("more", [{}, {"y": "b"}], ids=["one", "two"])
def test_equal_scalars_are_shared(value, more):
    """Also those that are no texts, whatever else the objects have."""
    shared = SharedObjects()
    first, second = (json.loads(json.dumps({"x": value, **more})) for _ in "12")
    found = unknown(first, KNOWN, shared)
    assert last_unknown(second, len(second), KNOWN, shared) is found == first
    assert unknown({**second, "id": 1}, KNOWN, shared) == first


DIFFERENT = [
    *[(1, True), (0, False), (1, 1.0), (0.0, -0.0), (1.5, 2.5)],
    *[("a", "b"), (None, "a"), (None, [None]), ([1], [1.0]), ({}, []), ({}, None)],
]


@pytest.mark.parametrize("more", [{}, {"y": "b"}], ids=["one", "two"])
@pytest.mark.parametrize(("value", "other"), DIFFERENT)
def test_unknown_members_with_other_values_are_another_object(value, other, more):
    """Equal numbers of other types differ in JSON; arrays are not compared."""
    shared = SharedObjects()
    for each in (value, other, value):
        data = {"x": each, **more}
        for found in (
            unknown(data, KNOWN, shared),
            last_unknown(data, len(data), KNOWN, shared),
        ):
            assert found is not None
            assert json.dumps(thaw(found)) == json.dumps(data)


def test_models_have_their_own_unknown_members():
    """A user and a run may both have something new of one name."""
    shared = SharedObjects()
    unknown({"x": "user"}, KNOWN, shared)
    other = frozenset({"login"})
    assert last_unknown({"x": "user"}, 1, other, shared) is None
    assert unknown({"x": "run"}, other, shared) == {"x": "run"}
    assert last_unknown({"x": "user"}, 1, KNOWN, shared) == {"x": "user"}


def test_objects_whose_other_names_alternate_keep_their_values():
    """Found by their number or by all their names, they are never mixed up."""
    shared = SharedObjects()
    kinds = [{"x": "1"}, {"y": "2"}, {"x": "3"}, {"y": "2"}, {"y": "2"}, {"x": "3"}]
    for kind in kinds * 3:
        data = {"id": 1, **kind}
        found = last_unknown(data, 1, KNOWN, shared)
        assert (found or unknown(data, KNOWN, shared)) == kind


def test_names_that_come_twice_in_a_row_are_found_without_a_look_at_each():
    """Those of a server's newer version replace the older ones for good."""
    shared = SharedObjects()
    unknown({"x": "1"}, KNOWN, shared)
    for _ in range(2):
        assert last_unknown({"y": "2"}, 1, KNOWN, shared) is None
        again = unknown({"y": "2"}, KNOWN, shared)
    assert last_unknown({"y": "2"}, 1, KNOWN, shared) is again
    assert last_unknown({"x": "1"}, 1, KNOWN, shared) is None


def test_remembered_members_are_bounded():
    """A server that invents names, or sends too many, does not fill memory."""
    shared = SharedObjects()
    for number in range(3 * LIMIT):
        names = [f"x{number}.{name}" for name in range(number + 1)]
        for _ in range(3):
            unknown(dict.fromkeys(names), KNOWN, shared)
            assert len(shared.unknown[KNOWN]) <= LIMIT
    assert len(shared.unknown) == 1
    many = {f"x{number}": number for number in range(MOST_NAMES + 1)}
    assert unknown(many, KNOWN, shared) == many
    assert tuple(many) not in shared.unknown[KNOWN]
    assert last_unknown(many, len(many), KNOWN, shared) is None


def test_completed_object_has_all_members():
    """Null for those that are missing; nothing else changes."""
    data = {"id": 1, "news": 2}
    assert complete(data, frozenset({"id", "name"})) == {**data, "name": None}
    assert data == {"id": 1, "news": 2}


@pytest.mark.parametrize("value", ["ab", {"a": 1}, None, 5, ("a",)])
def test_as_array_rejects_other_values(value):
    """Strings and objects are iterable as well."""
    assert array([1]) == [1]
    with pytest.raises(TypeError, match="not an array"):
        array(value)


@pytest.mark.parametrize(
    ("kind", "value", "made"),
    [
        ("User", {"id": 1}, ("user", 1)),
        ("Team", {"id": 1}, ("team", 1)),
        ("Robot", {"id": 1}, None),
        (None, {"id": 1}, None),
        (["User"], {"id": 1}, None),
        ("User", None, None),
    ],
)
def test_discriminator_selects_the_model(kind, value, made):
    """An unknown or missing discriminator returns None."""
    structures = {
        "User": lambda data, _: ("user", data["id"]),
        "Team": lambda data, _: ("team", data["id"]),
    }
    assert by_discriminator(kind, value, structures, SharedObjects()) == made
