from datetime import UTC, datetime

import pytest

from aioghactions._core.messages import RateLimit
from aioghactions._limits.headers import parse_rate_limit

HEADERS = {
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "4987",
    "x-ratelimit-reset": "1777975200",
    "x-ratelimit-used": "13",
    "x-ratelimit-resource": "core",
}


def test_the_headers_become_an_allowance():
    """A4: what GitHub says, as values."""
    assert parse_rate_limit(HEADERS) == RateLimit(
        resource="core",
        limit=5000,
        remaining=4987,
        used=13,
        reset=datetime(2026, 5, 5, 10, tzinfo=UTC),
    )


@pytest.mark.parametrize("name", ["limit", "remaining", "reset"])
@pytest.mark.parametrize(
    "text", ["", "-1", "1.5", "x", "٣", "1, 2", "99999999999", "0x10"]
)
def test_unreadable_headers_say_nothing(name: str, text: str):
    """A4: garbage is the same as no header."""
    assert parse_rate_limit({**HEADERS, f"x-ratelimit-{name}": text}) is None


@pytest.mark.parametrize("name", ["limit", "remaining", "reset"])
def test_missing_headers_say_nothing(name: str):
    """A9: a server without limits is not limited."""
    headers = dict(HEADERS)
    del headers[f"x-ratelimit-{name}"]
    assert parse_rate_limit(headers) is None


@pytest.mark.parametrize(
    ("resource", "read"),
    [
        ("actions_runner_registration", "actions_runner_registration"),
        (" search ", "search"),
        ("", "core"),
        ("CORE", "core"),
        ("a" * 65, "core"),
        ("../x", "core"),
    ],
)
def test_a_resource_without_a_usable_name_is_core(resource: str, read: str):
    """A9: old Enterprise Servers have one allowance and no name for it."""
    limit = parse_rate_limit({**HEADERS, "x-ratelimit-resource": resource})
    assert limit is not None
    assert limit.resource == read


@pytest.mark.parametrize(
    ("used", "remaining", "read"),
    [("13", "4987", 13), ("", "4987", 13), ("x", "9000", 0), (" 7 ", "1", 7)],
)
def test_what_was_used_is_told_or_reckoned(used: str, remaining: str, read: int):
    """Servers before GHES 3.0 do not send ``x-ratelimit-used``."""
    limit = parse_rate_limit(
        {**HEADERS, "x-ratelimit-used": used, "x-ratelimit-remaining": remaining}
    )
    assert limit is not None
    assert limit.used == read


def test_the_latest_reset_that_fits_is_read():
    """Ten digits are the most that are read, and they make a date."""
    limit = parse_rate_limit({**HEADERS, "x-ratelimit-reset": "9999999999"})
    assert limit is not None
    assert limit.reset.year == 2286
