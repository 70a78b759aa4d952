import copy
import json
import pickle

import orjson
import pytest

from aioghactions._json.frozen import EMPTY, FrozenDict, freeze, freeze_object, thaw

JSON = {"a": [1, {"b": None}], "c": {"d": "e"}, "f": []}


def change(frozen: FrozenDict, how: str) -> None:
    """Try to change it."""
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
def test_frozen_json_cannot_be_changed(frozen, how):
    """Models share their values, so nothing may change, at any depth."""
    before = dict(frozen)
    with pytest.raises(TypeError, match="cannot be changed"):
        change(frozen, how)
    assert dict(frozen) == before


def test_arrays_become_tuples_at_any_depth():
    """A list in a frozen object would be mutable."""
    assert freeze(JSON) == {"a": (1, {"b": None}), "c": {"d": "e"}, "f": ()}


def test_thaw_is_the_inverse_of_freeze():
    """A thawed copy can be sent or changed."""
    plain = thaw(freeze(JSON))
    assert plain == JSON
    assert type(plain["a"][1]) is dict


def test_equal_frozen_objects_have_equal_hashes():
    """Models with free-form members can be in a set."""
    assert hash(freeze(JSON)) == hash(freeze(copy.deepcopy(JSON)))
    assert len({freeze({"a": 1}), freeze({"a": 1}), freeze({"a": 2})}) == 2


@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy])
def test_copies_are_equal_and_frozen(twin):
    """A copy cannot be changed either."""
    again = twin(freeze(JSON))
    assert again == freeze(JSON)
    assert isinstance(again, FrozenDict)


def test_frozen_json_can_be_pickled():
    """Models with unknown members can be sent through a queue."""
    assert pickle.loads(pickle.dumps(freeze(JSON))) == freeze(JSON)  # noqa: S301  # our own
    assert pickle.loads(pickle.dumps(EMPTY)) is EMPTY  # noqa: S301  # our own


def test_json_libraries_serialize_frozen_json():
    """It is a dict to them."""
    assert orjson.loads(orjson.dumps(freeze(JSON))) == JSON
    assert json.loads(json.dumps(freeze(JSON))) == JSON


def test_empty_objects_are_one_instance():
    """Most models have no unknown members."""
    assert freeze({}) is EMPTY


def test_freeze_object_rejects_other_values():
    """A free-form member must be an object."""
    assert freeze_object({"a": [1]}) == {"a": (1,)}
    for other in ([], "a", None, 1):
        with pytest.raises(TypeError, match="not an object"):
            freeze_object(other)
