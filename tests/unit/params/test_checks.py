"""Checks of arguments before a request is sent."""

import enum
from decimal import Decimal

import pytest

from aioghactions._params import checks

CANARY = "CANARY: in the wrong place"


@pytest.mark.parametrize("value", ["x", " x ", "refs/heads/main"])
def test_text_with_content_is_returned(value):
    """Unchanged."""
    assert checks.text("ref", value) is value


@pytest.mark.parametrize("value", [0, 1, 2.5, -1, float("inf")])
def test_seconds_may_be_any_number(value):
    """Also zero and negative, as the rest of an expired time."""
    assert checks.seconds("timeout", value) is value


@pytest.mark.parametrize("values", [[1, 2], (1, 2), {1, 2}, iter([1, 2])])
def test_integers_become_a_list(values):
    """Any iterable is accepted."""
    assert checks.integers("ids", values) == [1, 2]


def test_integers_may_be_empty():
    """The result is an empty list."""
    assert checks.integers("ids", []) == []


@pytest.mark.parametrize("name", ["TOKEN", "_t", "a1_B2"])
def test_valid_secret_name(name):
    """Letters, digits and underscores, not starting with a digit."""
    assert checks.entry_name("name", name) is name


@pytest.mark.parametrize(
    ("check", "value", "error"),
    [
        (checks.text, 5, TypeError),
        (checks.text, None, TypeError),
        (checks.text, CANARY.encode(), TypeError),
        (checks.text, "", ValueError),
        (checks.text, " \n", ValueError),
        (checks.mapping, [CANARY], TypeError),
        (checks.mapping, None, TypeError),
        (checks.seconds, CANARY, TypeError),
        (checks.seconds, None, TypeError),
        (checks.seconds, True, TypeError),
        (checks.seconds, float("nan"), ValueError),
        (checks.integers, 5, TypeError),
        (checks.integers, CANARY, TypeError),
        (checks.integers, [CANARY], TypeError),
        (checks.integers, [True], TypeError),
        (checks.entry_name, CANARY, ValueError),
        (checks.entry_name, "1ST", ValueError),
        (checks.entry_name, "TOKEN\n", ValueError),
        (checks.entry_name, 5, TypeError),
    ],
)
def test_invalid_value_raises_without_the_value(check, value, error):
    """S5: an argument in the wrong place may be a secret."""
    with pytest.raises(error) as caught:
        check("secret_name", value)
    assert str(caught.value).startswith("secret_name")
    assert "CANARY" not in str(caught.value)


def test_mapping_is_accepted():
    """Any mapping is valid."""
    checks.mapping("inputs", {"a": 1})


@pytest.mark.parametrize("value", [None, 1, 50, 100])
def test_number_within_its_range_is_returned(value):
    """None is not sent, so it is valid."""
    assert checks.between("per_page", value, 1, 100) == value


@pytest.mark.parametrize("value", [0, -1, 101])
def test_number_out_of_its_range_raises(value):
    """The message has the argument, the value and the range."""
    with pytest.raises(ValueError, match=rf"per_page must be 1 to 100, got {value}"):
        checks.between("per_page", value, 1, 100)


def test_range_may_have_no_upper_bound():
    """As for page numbers."""
    assert checks.between("page", 10**9, 1) == 10**9
    with pytest.raises(ValueError, match="page must be 1 or more, got 0"):
        checks.between("page", 0, 1)


@pytest.mark.parametrize("value", [None, {}, {"a": 1, "b": 2}])
def test_mapping_within_its_size_is_returned(value):
    """Up to the maximum."""
    assert checks.at_most("inputs", value, 2) is value


def test_mapping_that_is_too_large_raises():
    """The message has the argument, the size and the limit, but no content."""
    with pytest.raises(ValueError, match="inputs must have at most 2 entries, got 3"):
        checks.at_most("inputs", {"a": 1, "b": 2, "c": 3}, 2)


@pytest.mark.parametrize("value", [None, "", "abc"])
def test_text_that_matches_is_returned(value):
    """The complete text has to match."""
    assert checks.matching("sealed", value, "^[a-z]*$", "small letters") == value


@pytest.mark.parametrize("value", ["abc1", "abc\n", "hunter2"])
def test_text_that_does_not_match_raises_without_the_text(value):
    """S15: an unsealed value may be the secret itself."""
    with pytest.raises(ValueError, match="sealed must be small letters") as caught:
        checks.matching("sealed", value, "^[a-z]*$", "small letters")
    assert value not in str(caught.value)


def test_one_of_several_arguments_is_enough():
    """An empty one counts."""
    checks.one_of(state="approved", comment=None)
    checks.one_of(state=None, comment="")


def test_none_of_several_arguments_raises():
    """The message names the arguments."""
    with pytest.raises(ValueError, match="pass state or comment, or both"):
        checks.one_of(state=None, comment=None)


class Color(enum.StrEnum):
    RED = "red"


def test_values_of_a_mapping_become_strings():
    """As JSON has numbers and booleans, and without those that are None."""
    values = {"a": 17, "b": True, "c": False, "d": 0.5, "e": "x", "f": "", 7: Color.RED}
    texts = checks.texts("inputs", values | {"none": None})
    assert texts == {
        "a": "17",
        "b": "true",
        "c": "false",
        "d": "0.5",
        "e": "x",
        "f": "",
        "7": "red",
    }
    assert checks.texts("inputs", None) is None
    assert checks.texts("inputs", {}) == {}


@pytest.mark.parametrize("value", [[1], {"a": 1}, b"x", Decimal(1), object()])
def test_value_that_is_no_input_raises(value):
    """The message has its path and its type, and what to do."""
    kind = type(value).__name__
    message = (
        rf"^inputs\.x must be a string, a number or a boolean, not {kind}; use json"
    )
    with pytest.raises(TypeError, match=message):
        checks.texts("inputs", {"x": value})


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_number_that_json_lacks_raises(value):
    """The message has the value."""
    with pytest.raises(ValueError, match=rf"^inputs\.x: {value} cannot be sent"):
        checks.texts("inputs", {"x": value})
