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
from aioghactions._json.frozen import freeze
from aioghactions._json.model_support import (
    OpenStrEnum,
    SharedObjects,
    as_array,
    by_discriminator,
    can_switch_class,
    enum_values,
    interned,
    member_names,
    mutable_twin,
    unknown_members,
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
def test_a_value_is_its_string_known_or_not(text):
    """GitHub may add values: an enum compares, hashes and prints like its string."""
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
def test_a_value_pickles_and_copies(text, twin):
    """A model goes through a queue with whatever status it has."""
    again = twin(Color(text))
    assert again == text
    assert type(again) is Color
    assert again.is_known is (text == "blue")


def test_an_unknown_value_says_that_it_is_unknown():
    """The repr tells a value of GitHub's future from one of ours."""
    assert repr(Color("blue")) == "<Color.BLUE: 'blue'>"
    assert repr(Color("green")) == "<Color: 'green', unknown>"
    assert (Color("green").name, Color("green").is_known) == ("UNKNOWN", False)
    assert Color("blue") is Color.BLUE


def test_an_unknown_value_does_not_become_a_member():
    """What one answer says is not known to the next."""
    Color("green")
    assert list(Color) == [Color.BLUE, Color.DARK_RED]
    assert "green" not in enum_values(Color)


@pytest.mark.parametrize("value", [5, None, True, ["blue"], {"a": 1}])
def test_a_value_that_is_no_string_is_refused(value):
    """Open to other strings is not open to everything."""
    with pytest.raises(ValueError, match="is not a valid Color"):
        Color(value)


def test_the_table_of_members_finds_them_by_their_string():
    """Generated code looks values up in it: the class decides on unknown ones only."""
    table = enum_values(Color)
    assert table == {"blue": Color.BLUE, "dark-red": Color.DARK_RED}
    assert table["blue"] is Color.BLUE
    assert (table["green"], type(table["green"])) == ("green", Color)
    assert "green" not in table
    with pytest.raises(ValueError, match="5 is not a valid Color"):
        table[5]


def test_the_table_of_usual_texts_gives_one_string_for_each():
    """Another text, or none, stays what it is and is not remembered."""
    table = interned("push")
    assert table[json.loads('"push"')] is table["push"]
    assert (table["fork"], table[None]) == ("fork", None)
    assert table == {"push": "push"}


def test_a_written_draft_becomes_a_frozen_instance():
    """A filled draft is an instance like any other once it has the frozen class."""
    draft: Any = mutable_twin(Thing)()
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
def test_every_model_can_be_written_and_frozen_again(name):
    """On this Python, for each generated class: not the probe alone."""
    cls = getattr(models, name)
    if not attrs.has(cls):
        return
    draft: Any = object.__new__(mutable_twin(cls))
    for attribute in attrs.fields(cls):
        setattr(draft, attribute.name, None)
    draft.__class__ = cls
    assert type(draft) is cls
    for attribute in attrs.fields(cls):
        with pytest.raises(FrozenInstanceError):
            setattr(draft, attribute.name, 1)


def test_this_python_can_switch_classes():
    """Structuring is fast on the Pythons that we test."""
    assert can_switch_class()


def test_a_python_with_another_layout_cannot(monkeypatch):
    """Where a subclass is laid out differently, the switch is refused."""

    def larger(cls: type) -> type:
        return type("Larger", (cls,), {"__slots__": ("more",)} | WRITABLE)

    monkeypatch.setattr(model_support, "mutable_twin", larger)
    assert can_switch_class.__wrapped__() is False


def test_a_python_whose_drafts_stay_frozen_cannot(monkeypatch):
    """Where resetting the two methods is not enough, nothing can be filled."""
    monkeypatch.setattr(
        model_support,
        "mutable_twin",
        lambda cls: type("Frozen", (cls,), {"__slots__": ()}),
    )
    assert can_switch_class.__wrapped__() is False


def test_a_python_whose_instances_stay_writable_cannot(monkeypatch):
    """An instance that can be changed must not be shared."""
    monkeypatch.setattr(model_support, "frozen", attrs.define)
    assert can_switch_class.__wrapped__() is False


WRITABLE = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}


def test_the_names_of_members_are_those_of_json():
    """A keyword has an underscore in Python alone, and extra is no member."""

    @frozen
    class Range:
        from_: int
        to: int
        extra: dict[str, int]

    assert member_names(Range) == {"from", "to"}


def test_unknown_members_are_kept_and_frozen():
    """Nothing that GitHub sends is lost."""
    found = unknown_members({"id": 1, "x": [1], "y": {}}, frozenset({"id"}))
    assert found == {"x": (1,), "y": {}}
    assert found == freeze({"x": [1], "y": {}})


@pytest.mark.parametrize("value", ["ab", {"a": 1}, None, 5, ("a",)])
def test_only_an_array_is_an_array(value):
    """A string would come out as its letters, an object as its keys."""
    assert as_array([1]) == [1]
    with pytest.raises(TypeError, match="not an array"):
        as_array(value)


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
def test_a_member_is_what_its_sibling_says(kind, value, made):
    """A kind that is unknown, or none, makes nothing."""
    structures = {
        "User": lambda data, _: ("user", data["id"]),
        "Team": lambda data, _: ("team", data["id"]),
    }
    assert by_discriminator(kind, value, structures, SharedObjects()) == made
