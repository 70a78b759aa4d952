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
    """Models share what they hold, so nothing in it may change, at any depth."""
    before = dict(frozen)
    with pytest.raises(TypeError, match="cannot be changed"):
        change(frozen, how)
    assert dict(frozen) == before


def test_arrays_become_tuples_at_any_depth():
    """A list inside a frozen object would be a way to change it."""
    assert freeze(JSON) == {"a": (1, {"b": None}), "c": {"d": "e"}, "f": ()}


def test_thawing_gives_the_plain_json_back():
    """What was frozen can be sent, or changed as a copy."""
    plain = thaw(freeze(JSON))
    assert plain == JSON
    assert type(plain["a"][1]) is dict


def test_equal_frozen_objects_hash_alike():
    """Members that are free-form do not keep a model out of a set."""
    assert hash(freeze(JSON)) == hash(freeze(copy.deepcopy(JSON)))
    assert len({freeze({"a": 1}), freeze({"a": 1}), freeze({"a": 2})}) == 2


@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy])
def test_copies_are_equal_and_frozen(twin):
    """A copy is no way around either."""
    again = twin(freeze(JSON))
    assert again == freeze(JSON)
    assert isinstance(again, FrozenDict)


def test_it_pickles_where_a_mapping_proxy_does_not():
    """A model goes through a queue with what it does not know."""
    assert pickle.loads(pickle.dumps(freeze(JSON))) == freeze(JSON)  # noqa: S301  # our own
    assert pickle.loads(pickle.dumps(EMPTY)) is EMPTY  # noqa: S301  # our own


def test_json_libraries_write_it_like_a_dict():
    """It is one, underneath."""
    assert orjson.loads(orjson.dumps(freeze(JSON))) == JSON
    assert json.loads(json.dumps(freeze(JSON))) == JSON


def test_every_empty_object_is_the_same_one():
    """Most models have nothing unknown, and share that."""
    assert freeze({}) is EMPTY


def test_a_free_form_object_must_be_an_object():
    """An array or a string in its place is refused."""
    assert freeze_object({"a": [1]}) == {"a": (1,)}
    for other in ([], "a", None, 1):
        with pytest.raises(TypeError, match="not an object"):
            freeze_object(other)
