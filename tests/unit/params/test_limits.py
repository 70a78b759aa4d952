import pytest

from aioghactions._params import checks


@pytest.mark.parametrize("value", [None, 1, 50, 100])
def test_a_number_within_its_range_is_handed_on(value):
    """None is not sent, so it is never out of range."""
    assert checks.between("per_page", value, 1, 100) == value


@pytest.mark.parametrize("value", [0, -1, 101])
def test_a_number_out_of_its_range_is_refused_before_sending(value):
    """The message names argument, value and range."""
    with pytest.raises(ValueError, match=rf"per_page must be 1 to 100, got {value}"):
        checks.between("per_page", value, 1, 100)


def test_a_range_may_have_no_end():
    """Pages are counted from 1."""
    assert checks.between("page", 10**9, 1) == 10**9
    with pytest.raises(ValueError, match="page must be 1 or more, got 0"):
        checks.between("page", 0, 1)


@pytest.mark.parametrize("value", [None, {}, {"a": 1, "b": 2}])
def test_a_mapping_within_its_size_is_handed_on(value):
    """As many entries as GitHub takes, or fewer."""
    assert checks.at_most("inputs", value, 2) is value


def test_a_mapping_that_is_too_large_is_refused():
    """The message names argument, size and limit, and no content."""
    with pytest.raises(ValueError, match="inputs must have at most 2 entries, got 3"):
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
    with pytest.raises(ValueError, match="pass state or comment, or both"):
        checks.one_of(state=None, comment=None)
