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
    assert str(caught.value).startswith("secret_name ")
    assert "CANARY" not in str(caught.value)


def test_members_have_names():
    """Any mapping has."""
    checks.mapping("inputs", {"a": 1})


@pytest.mark.parametrize("value", [None, 1, 50, 100])
def test_a_number_within_its_range_is_handed_on(value):
    """None is not sent, so it is never out of range."""
    assert checks.between("per_page", value, 1, 100) == value


@pytest.mark.parametrize("value", [0, -1, 101])
def test_a_number_out_of_its_range_is_refused_before_sending(value):
    """The message names argument, value and range."""
    with pytest.raises(
        ValueError, match=rf"per_page is {value}; GitHub takes 1 to 100"
    ):
        checks.between("per_page", value, 1, 100)


def test_a_range_may_have_no_end():
    """Pages are counted from 1."""
    assert checks.between("page", 10**9, 1) == 10**9
    with pytest.raises(ValueError, match="page is 0; GitHub takes 1 or more"):
        checks.between("page", 0, 1)


@pytest.mark.parametrize("value", [None, {}, {"a": 1, "b": 2}])
def test_a_mapping_within_its_size_is_handed_on(value):
    """As many entries as GitHub takes, or fewer."""
    assert checks.at_most("inputs", value, 2) is value


def test_a_mapping_that_is_too_large_is_refused():
    """The message names argument, size and limit, and no content."""
    with pytest.raises(
        ValueError, match="inputs has 3 entries; GitHub takes at most 2"
    ):
        checks.at_most("inputs", {"a": 1, "b": 2, "c": 3}, 2)


@pytest.mark.parametrize("value", [None, "", "abc"])
def test_a_text_of_the_documented_form_is_handed_on(value):
    """The whole text must have it."""
    assert checks.matching("sealed", value, "^[a-z]*$", "small letters") == value


@pytest.mark.parametrize("value", ["abc1", "abc\n", "hunter2"])
def test_a_text_of_another_form_is_refused_without_showing_it(value):
    """S15: what is not sealed may be the secret itself."""
    with pytest.raises(ValueError, match="sealed must be small letters") as caught:
        checks.matching("sealed", value, "^[a-z]*$", "small letters")
    assert value not in str(caught.value)


def test_one_of_several_arguments_is_enough():
    """Also one that is empty or false was given."""
    checks.one_of(state="approved", comment=None)
    checks.one_of(state=None, comment="")


def test_none_of_several_arguments_is_refused_by_their_names():
    """The message says what to do."""
    with pytest.raises(ValueError, match="give state or comment, or both"):
        checks.one_of(state=None, comment=None)
