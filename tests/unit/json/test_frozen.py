import copy
import json
import pickle

import orjson
import pytest

from aioghactions._json.frozen import EMPTY, FrozenDict, freeze, freeze_object, thaw

JSON = {"a": [1, {"b": None}], "c": {"d": "e"}, "f": []}


def change(frozen: FrozenDict, how: str) -> None:
    """Try to change a frozen object."""
    match how:
        case "item":
            frozen["a"] = 1
        case "del":
            del frozen["a"]
        case "or":
            frozen |= {"a": 1}
        case "pop" | "setdefault":
            getattr(frozen, how)("a")
        case "update":
            frozen.update(a=1)
        case _:
            getattr(frozen, how)()


@pytest.mark.parametrize(
    "how", ["item", "del", "or", "pop", "setdefault", "update", "popitem", "clear"]
)
@pytest.mark.parametrize("frozen", [freeze(JSON), freeze(JSON)["c"], EMPTY])
def test_frozen_json_is_immutable(frozen, how):
    """At any depth, since models share these objects."""
    before = dict(frozen)
    with pytest.raises(TypeError, match="cannot be changed"):
        change(frozen, how)
    assert dict(frozen) == before


def test_arrays_become_tuples():
    """At any depth, since lists are mutable."""
    assert freeze(JSON) == {"a": (1, {"b": None}), "c": {"d": "e"}, "f": ()}


def test_thaw_returns_plain_json():
    """The copy can be sent or changed."""
    plain = thaw(freeze(JSON))
    assert plain == JSON
    assert type(plain["a"][1]) is dict


def test_equal_frozen_objects_have_equal_hashes():
    """A model with a free-form member is hashable."""
    assert hash(freeze(JSON)) == hash(freeze(copy.deepcopy(JSON)))
    assert len({freeze({"a": 1}), freeze({"a": 1}), freeze({"a": 2})}) == 2


@pytest.mark.parametrize("copy_of", [copy.copy, copy.deepcopy])
def test_copies_are_equal_and_frozen(copy_of):
    """A copy cannot be changed either."""
    copied = copy_of(freeze(JSON))
    assert copied == freeze(JSON)
    assert isinstance(copied, FrozenDict)


def test_frozen_objects_can_be_pickled():
    """A mapping proxy could not."""
    assert pickle.loads(pickle.dumps(freeze(JSON))) == freeze(JSON)  # noqa: S301  # our own
    assert pickle.loads(pickle.dumps(EMPTY)) is EMPTY  # noqa: S301  # our own


def test_json_libraries_accept_frozen_objects():
    """They are dictionaries."""
    assert orjson.loads(orjson.dumps(freeze(JSON))) == JSON
    assert json.loads(json.dumps(freeze(JSON))) == JSON


def test_empty_objects_are_one_instance():
    """Most models have no unknown members."""
    assert freeze({}) is EMPTY


def test_freeze_object_accepts_objects_only():
    """An array or a string raises."""
    assert freeze_object({"a": [1]}) == {"a": (1,)}
    for other in ([], "a", None, 1):
        with pytest.raises(TypeError, match="not an object"):
            freeze_object(other)
