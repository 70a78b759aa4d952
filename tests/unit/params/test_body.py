import enum

import pytest

from aioghactions._params import body


class Visibility(enum.StrEnum):
    ALL = "all"


def test_none_is_not_sent():
    """False, zero and empty values are sent."""
    assert body.encode(a=None, b=False, c=0, d="", e=[]) == {
        "b": False,
        "c": 0,
        "d": "",
        "e": [],
    }


def test_enums_mappings_and_collections_become_json():
    """At any depth."""
    assert body.encode(
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
        body.encode(inputs={"who": ["x", b"y"]})


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_number_without_a_json_form_raises(number):
    """Some JSON libraries would write null instead."""
    with pytest.raises(ValueError, match=r"inputs\.n: (nan|inf|-inf) cannot be sent"):
        body.encode(inputs={"n": number})


def test_as_list_accepts_any_iterable_except_strings():
    """A string would be sent as its characters."""
    assert body.as_list("runners", range(3)) == [0, 1, 2]
    assert body.as_list("runners", None) is None
    for value in ("abc", b"abc", {"a": 1}):
        with pytest.raises(TypeError, match="runners takes several values"):
            body.as_list("runners", value)
