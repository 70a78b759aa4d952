import enum

import pytest

from aioghactions._params import encode


class Visibility(enum.StrEnum):
    ALL = "all"


def test_none_is_not_sent():
    """False, zero and empty values are sent."""
    assert encode.encode_body(a=None, b=False, c=0, d="", e=[]) == {
        "b": False,
        "c": 0,
        "d": "",
        "e": [],
    }


def test_enums_mappings_and_collections_become_json():
    """At any depth."""
    assert encode.encode_body(
        visibility=Visibility.ALL, ids=(1, 2), inputs={"who": {"name": None}}, one={3}
    ) == {
        "visibility": "all",
        "ids": [1, 2],
        "inputs": {"who": {"name": None}},
        "one": [3],
    }


def test_value_without_a_json_form_raises():
    """The message has the path of the value."""
    with pytest.raises(TypeError, match=r"inputs\.who\[1\]: a bytes cannot be sent"):
        encode.encode_body(inputs={"who": ["x", b"y"]})


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_number_without_a_json_form_raises(number):
    """Some JSON libraries would write null instead."""
    with pytest.raises(ValueError, match=r"inputs\.n: (nan|inf|-inf) cannot be sent"):
        encode.encode_body(inputs={"n": number})


def test_as_list_accepts_any_iterable_except_strings():
    """A string would be sent as its characters."""
    assert encode.as_list("runners", range(3)) == [0, 1, 2]
    assert encode.as_list("runners", None) is None
    for value in ("abc", b"abc", {"a": 1}):
        with pytest.raises(TypeError, match="runners must be a list of values"):
            encode.as_list("runners", value)
