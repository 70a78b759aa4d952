import math
import re

import pytest

from aioghactions.settings import Pace, Patience

INTEGERS = [
    (Patience, "attempts", "of at least 1"),
    (Patience, "limit_answers", "of at least 0"),
    (Pace, "concurrency", "from 1 to 100"),
    (Pace, "points_per_minute", "of at least 5"),
    (Pace, "content_per_minute", "of at least 1"),
    (Pace, "content_per_hour", "of at least 1"),
]
NUMBERS = [
    (Patience, "first_delay", "of at least 0"),
    (Patience, "longest_delay", "of at least 0"),
    (Patience, "longest_limit_wait", "of at least 0"),
    (Patience, "deadline", "greater than 0"),
    (Patience, "connect_timeout", "greater than 0"),
    (Patience, "read_timeout", "greater than 0"),
    (Patience, "attempt_timeout", "greater than 0"),
    (Pace, "write_interval", "of at least 0"),
    (Pace, "release", "of at least 0"),
]


@pytest.mark.parametrize("value", ["5", b"5", True, [5], 5j, 5.0], ids=repr)
@pytest.mark.parametrize(("settings", "name", "bounds"), INTEGERS + NUMBERS)
def test_setting_must_be_a_number(settings: type, name: str, bounds: str, value):
    """A12: the error names the setting, not the value, which may be a secret."""
    whole = settings(**{name: 5})
    kind = "an integer" if (settings, name, bounds) in INTEGERS else "a number"
    if kind == "a number" and value == 5.0:
        assert settings(**{name: value}) == whole
        return
    message = f"{settings.__name__.lower()}.{name} must be {kind} {bounds}, got "
    with pytest.raises(TypeError) as caught:
        settings(**{name: value})
    assert str(caught.value) == message + type(value).__name__


@pytest.mark.parametrize(("settings", "name", "bounds"), INTEGERS + NUMBERS)
def test_value_out_of_range_raises(settings: type, name: str, bounds: str):
    """A12: with the range and the value."""
    lowest = int(re.search(r"\d+", bounds)[0])
    lowest -= not bounds.startswith("greater")
    with pytest.raises(ValueError, match=rf"\.{name} must be .*{bounds}, got {lowest}"):
        settings(**{name: lowest})


@pytest.mark.parametrize(("settings", "name", "bounds"), NUMBERS)
def test_nan_is_out_of_range(settings: type, name: str, bounds: str):
    """A12: it compares with nothing."""
    with pytest.raises(ValueError, match=f"{name} must be a number {bounds}, got nan"):
        settings(**{name: math.nan})


def test_concurrency_is_at_most_100():
    """A5: GitHub allows no more."""
    with pytest.raises(ValueError, match="integer from 1 to 100, got 101"):
        Pace(concurrency=101)


def test_bounds_are_inclusive():
    """A12: the lowest and highest values are valid."""
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
    Pace(
        concurrency=1,
        points_per_minute=5,
        write_interval=0,
        content_per_minute=1,
        content_per_hour=1,
        release=0,
    )
    Pace(concurrency=100)


def test_default_patience():
    """A17: its deadline leaves room for one limit wait and all attempts."""
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


def test_patience_none_has_one_attempt_and_waits_for_no_limit():
    """A2: every rate limit raises at once."""
    assert Patience.none() == Patience(
        attempts=1, limit_answers=0, longest_limit_wait=0
    )


@pytest.mark.parametrize("base", ["https://api.github.com", "https://api.octo.ghe.com"])
def test_pace_of_github_com_has_all_rules(base: str):
    """A5: GitHub's published numbers, half of its concurrency."""
    assert Pace.for_host(base) == Pace(
        concurrency=50,
        points_per_minute=900,
        write_interval=1,
        content_per_minute=80,
        content_per_hour=500,
        probe=True,
        release=10,
        once_limited=False,
    )


@pytest.mark.parametrize(
    "base", ["https://ghe.corp.example/api/v3", "http://127.0.0.1:8080"]
)
def test_pace_of_a_server_applies_once_it_has_shown_limits(base: str):
    """A9: a server without limits is not paced."""
    assert Pace.for_host(base) == Pace(probe=False, once_limited=True)


def test_for_host_needs_a_url():
    """A12: a host name alone is an error."""
    with pytest.raises(ValueError, match="https"):
        Pace.for_host("api.github.com")


def test_pace_off_limits_only_the_concurrency():
    """A5: all rules can be set to None."""
    assert Pace.off(concurrency=7) == Pace(
        concurrency=7,
        points_per_minute=None,
        write_interval=None,
        content_per_minute=None,
        content_per_hour=None,
        probe=False,
    )
    assert Pace.off().concurrency == 50
