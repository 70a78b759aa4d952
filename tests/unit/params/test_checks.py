"""What a verb is given, checked before anything is sent."""

import pytest

from aioghactions._params import checks

CANARY = "CANARY: in the wrong place"


@pytest.mark.parametrize("value", ["x", " x ", "refs/heads/main"])
def test_a_text_has_something_in_it(value):
    """It is given back as it is."""
    assert checks.text("ref", value) is value


@pytest.mark.parametrize("value", [0, 1, 2.5, -1, float("inf")])
def test_seconds_are_any_number_of_them(value):
    """Also what is left of a time that is over."""
    assert checks.seconds("timeout", value) is value


@pytest.mark.parametrize("values", [[1, 2], (1, 2), {1, 2}, iter([1, 2])])
def test_integers_become_a_list(values):
    """A generator could be sent only once."""
    assert checks.integers("ids", values) == [1, 2]


def test_there_may_be_no_integers():
    """None of them is several as well."""
    assert checks.integers("ids", []) == []


@pytest.mark.parametrize("name", ["TOKEN", "_t", "a1_B2"])
def test_a_secret_has_a_name(name):
    """Letters, digits and underscores."""
    assert checks.secret_name(name) is name


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
        (lambda _, value: checks.secret_name(value), CANARY, ValueError),
        (lambda _, value: checks.secret_name(value), "1ST", ValueError),
        (lambda _, value: checks.secret_name(value), "TOKEN\n", ValueError),
        (lambda _, value: checks.secret_name(value), 5, TypeError),
    ],
)
def test_what_is_of_another_kind_is_named_and_not_shown(check, value, error):
    """S5: what was put in the wrong place may be a secret."""
    with pytest.raises(error) as caught:
        check("secret_name", value)
    assert str(caught.value).startswith("secret_name")
    assert "CANARY" not in str(caught.value)


def test_members_have_names():
    """Any mapping has."""
    checks.mapping("inputs", {"a": 1})
