import math

import pytest

from aioghactions.settings import Patience


def test_the_defaults_leave_room_for_a_limit_wait_and_every_attempt():
    """A17: the deadline covers one whole limit wait and all attempts."""
    patience = Patience()
    assert patience.deadline is not None
    assert patience.deadline >= (
        patience.longest_limit_wait + patience.attempts * patience.attempt_timeout
    )
    assert patience == Patience(
        attempts=5,
        first_delay=0.5,
        longest_delay=20,
        limit_answers=3,
        longest_limit_wait=900,
        deadline=1200,
        connect_timeout=10,
        read_timeout=30,
        attempt_timeout=60,
    )


@pytest.mark.parametrize(
    "values",
    [
        {"attempts": 0},
        {"first_delay": -0.1},
        {"longest_delay": -1},
        {"limit_answers": -1},
        {"longest_limit_wait": -1},
        {"longest_limit_wait": math.nan},
        {"deadline": 0},
        {"connect_timeout": 0},
        {"read_timeout": 0},
        {"attempt_timeout": -5},
    ],
    ids=lambda values: "-".join(map(str, *values.items())),
)
def test_a_value_out_of_bounds_is_named(values: dict[str, float]):
    """The message says which value is wrong."""
    with pytest.raises(ValueError, match=next(iter(values))):
        Patience(**values)


def test_the_least_values_are_allowed():
    """Bounds are inclusive where waiting for nothing makes sense."""
    Patience(
        attempts=1,
        first_delay=0,
        longest_delay=0,
        limit_answers=0,
        longest_limit_wait=0,
        deadline=0.001,
        connect_timeout=0.001,
        read_timeout=0.001,
        attempt_timeout=0.001,
    )
    Patience(deadline=None)


def test_no_patience_tries_once_and_waits_for_no_limit():
    """A2: with ``Patience.none()`` every limit is an error at once."""
    assert Patience.none() == Patience(
        attempts=1, limit_answers=0, longest_limit_wait=0
    )
