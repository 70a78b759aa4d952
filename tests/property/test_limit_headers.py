from datetime import UTC, datetime
from math import isfinite

from hypothesis import given, strategies as st

from aioghactions._limits.headers import (
    parse_rate_limit,
    retry_after,
    seconds_until_reset,
    wait_seconds,
)
from tests.property.strategies import HEADERS

NOW = 1_777_975_200.0


@given(HEADERS, st.integers(0, 10**6))
def test_wait_is_finite_and_bounded(headers: dict[str, str], consecutive_refusals: int):
    """A2, A7: between 0 and a day, whatever the headers are."""
    wait = wait_seconds(headers, now=NOW, consecutive_refusals=consecutive_refusals)
    assert isfinite(wait)
    assert 0 <= wait <= 86_400
    seconds = retry_after(headers)
    assert seconds is None or 0 <= seconds <= 86_400
    reset = seconds_until_reset(headers, now=NOW)
    assert reset is None or 0 <= reset <= 3_660


@given(st.integers(0, 3_600), st.integers(0, 2**31), st.floats(-1e9, 1e9))
def test_wait_is_reset_minus_date(left: int, date: int, skew: float):
    """A7: exact to the second for every date, independent of the local clock."""
    headers = {
        "date": datetime.fromtimestamp(date, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(date + left),
    }
    assert wait_seconds(headers, now=NOW + skew) == left + 1


@given(HEADERS)
def test_rate_limit_is_valid_or_none(headers: dict[str, str]):
    """A4: invalid headers never raise, and no number is negative."""
    limit = parse_rate_limit(headers)
    if limit is not None:
        assert min(limit.limit, limit.remaining, limit.used) >= 0
        assert limit.reset.tzinfo is UTC
        assert limit.resource.isascii()
