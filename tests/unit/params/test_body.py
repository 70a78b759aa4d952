import enum

import pytest

from aioghactions._params import encode


class Visibility(enum.StrEnum):
    ALL = "all"


def test_what_is_none_is_not_sent():
    """None means "not given"; false, zero and empty are sent."""
    assert encode.encode_body(a=None, b=False, c=0, d="", e=[]) == {
        "b": False,
        "c": 0,
        "d": "",
        "e": [],
    }


def test_enums_mappings_and_collections_become_json():
    """Whatever reads as JSON is written as JSON."""
    assert encode.encode_body(
        visibility=Visibility.ALL, ids=(1, 2), inputs={"who": {"name": None}}, one={3}
    ) == {
        "visibility": "all",
        "ids": [1, 2],
        "inputs": {"who": {"name": None}},
        "one": [3],
    }


def test_a_value_without_a_json_form_is_named():
    """The message says where the value stands."""
    with pytest.raises(TypeError, match=r"inputs\.who\[1\]: a bytes cannot be sent"):
        encode.encode_body(inputs={"who": ["x", b"y"]})


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_a_number_that_json_does_not_know_is_refused(number):
    """Some writers would send null, which means something else."""
    with pytest.raises(ValueError, match=r"inputs\.n: (nan|inf|-inf) cannot be sent"):
        encode.encode_body(inputs={"n": number})


def test_several_takes_any_iterable_but_a_string():
    """A lone string would be sent letter by letter."""
    assert encode.as_list("runners", range(3)) == [0, 1, 2]
    assert encode.as_list("runners", None) is None
    for lone in ("abc", b"abc", {"a": 1}):
        with pytest.raises(TypeError, match="runners must be a list of values"):
            encode.as_list("runners", lone)
