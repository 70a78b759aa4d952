from datetime import UTC, datetime

import pytest

from aioghactions._core.messages import RateLimit
from aioghactions._limits.headers import (
    parse_rate_limit,
    retry_after,
    seconds_until_reset,
    wait_seconds,
)

DATE = "Tue, 05 May 2026 10:00:00 GMT"
NOW = 1_777_975_200.0  # the same instant
HEADERS = {
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "4987",
    "x-ratelimit-reset": "1777975200",
    "x-ratelimit-used": "13",
    "x-ratelimit-resource": "core",
}


def test_headers_are_parsed():
    """A4: into the values of a RateLimit."""
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
def test_a_malformed_header_counts_as_missing(name: str, text: str):
    """A4: there is no RateLimit then."""
    assert parse_rate_limit({**HEADERS, f"x-ratelimit-{name}": text}) is None


@pytest.mark.parametrize("name", ["limit", "remaining", "reset"])
def test_without_a_header_there_is_no_rate_limit(name: str):
    """A9: a server without limits sends none."""
    headers = dict(HEADERS)
    del headers[f"x-ratelimit-{name}"]
    assert parse_rate_limit(headers) is None


@pytest.mark.parametrize(
    ("resource", "parsed"),
    [
        ("actions_runner_registration", "actions_runner_registration"),
        (" search ", "search"),
        ("", "core"),
        ("CORE", "core"),
        ("a" * 65, "core"),
        ("../x", "core"),
    ],
)
def test_a_resource_without_a_valid_name_is_core(resource: str, parsed: str):
    """A9: old Enterprise Servers have one resource without a name."""
    limit = parse_rate_limit({**HEADERS, "x-ratelimit-resource": resource})
    assert limit is not None
    assert limit.resource == parsed


@pytest.mark.parametrize(
    ("used", "remaining", "parsed"),
    [("13", "4987", 13), ("", "4987", 13), ("x", "9000", 0), (" 7 ", "1", 7)],
)
def test_used_is_computed_if_missing(used: str, remaining: str, parsed: int):
    """Servers before GHES 3.0 do not send ``x-ratelimit-used``."""
    limit = parse_rate_limit(
        {**HEADERS, "x-ratelimit-used": used, "x-ratelimit-remaining": remaining}
    )
    assert limit is not None
    assert limit.used == parsed


def test_the_latest_reset_is_a_valid_date():
    """Numbers of at most ten digits are parsed."""
    limit = parse_rate_limit({**HEADERS, "x-ratelimit-reset": "9999999999"})
    assert limit is not None
    assert limit.reset.year == 2286


def date(text: str) -> dict[str, str]:
    """Return a ``Retry-After`` with the ``Date`` of its response."""
    return {"date": DATE, "retry-after": text}


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("30", 30),
        (" 30 ", 30),
        ("0", 0),
        ("007", 7),
        ("86400", 86_400),
        ("86401", 86_400),
        ("9" * 400, 86_400),
        ("Tue, 05 May 2026 10:02:00 GMT", 120),
        ("Tuesday, 05-May-26 10:02:00 GMT", 120),
        ("Tue May  5 10:02:00 2026", 120),
        ("Tue, 05 May 2026 10:02:00 -0000", 120),
        ("Tue, 05 May 2026 10:00:00 GMT", 0),
        ("Fri, 08 May 2026 10:00:00 GMT", 86_400),
        ("Tue, 05 May 2026 09:59:59 GMT", None),
        ("", None),
        ("   ", None),
        ("-1", None),
        ("1.5", None),
        ("1e3", None),
        ("+5", None),
        ("soon", None),
        ("٣", None),
        ("²", None),
        ("Tue, 99 May 2026 10:02:00 GMT", None),
        ("Tue, 05 May 99999 10:02:00 GMT", None),
        ("Tue, 05 May 2026 10:02:00 GMT" + " " * 60 + "x", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, wait: float | None):
    """A2: blank, malformed, negative and past values count as missing."""
    assert retry_after(date(text), now=0.0) == wait


def test_retry_after_is_measured_by_the_servers_clock():
    """A7: the local clock is used only if the response has no ``Date``."""
    text = "Tue, 05 May 2026 10:02:00 GMT"
    wrong = NOW + 86_400
    assert retry_after(date(text), now=wrong) == 120
    assert retry_after({"retry-after": text}, now=NOW - 60) == 180
    assert retry_after({"retry-after": text}) is None
    assert retry_after({"retry-after": text, "date": "yesterday"}) is None
    assert retry_after(date(text)) == 120


@pytest.mark.parametrize("skew", [0, 3600, -3600, 86_400, -86_400])
def test_reset_is_measured_by_the_servers_clock(skew: int):
    """A7: a clock that is a day wrong changes nothing."""
    headers = {"date": DATE, "x-ratelimit-reset": str(int(NOW) + 600)}
    assert seconds_until_reset(headers, now=NOW + skew) == 600


@pytest.mark.parametrize(
    ("reset", "wait"),
    [
        (int(NOW) + 1, 1),
        (int(NOW), 0),
        (int(NOW) - 5, 0),
        (int(NOW) + 3_660, 3_660),
        (int(NOW) + 3_661, 3_660),
        (f" {int(NOW) + 9} ", 9),
        ("", None),
        ("-1", None),
        ("soon", None),
        ("٣", None),
    ],
)
def test_a_reset_without_date_is_clamped_to_one_window(
    reset: object, wait: float | None
):
    """A7: the wall clock is used, within [0, one window]."""
    headers = {"x-ratelimit-reset": str(reset)}
    assert seconds_until_reset(headers, now=NOW) == wait


def test_missing_headers_give_none():
    """A2: neither a reset nor a Retry-After."""
    assert seconds_until_reset({}, now=NOW) is None
    assert retry_after({}, now=NOW) is None


def spent(left: float, **more: str) -> dict[str, str]:
    """Return the headers of an exhausted limit with ``left`` seconds to its reset."""
    return {
        "date": DATE,
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(int(NOW + left)),
        **more,
    }


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        (date("30"), 30),
        (date("0"), 0),
        ({"retry-after": "Tue, 05 May 2026 10:01:30 GMT"}, 90),
        (spent(600), 601),
        (spent(0), 1),
        (spent(-9), 1),
        (spent(600, **{"retry-after": "30"}), 601),
        (spent(600, **{"retry-after": "900"}), 900),
        (spent(600, **{"retry-after": ""}), 601),
        ({**spent(600), "x-ratelimit-remaining": "1"}, 60),
        ({**spent(600), "x-ratelimit-remaining": " 0 "}, 601),
        ({"x-ratelimit-remaining": "0"}, 60),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "x"}, 60),
        (date(""), 60),
        ({}, 60),
    ],
)
def test_the_wait_is_the_documented_one(headers: dict[str, str], wait: float):
    """A2: ``Retry-After``, reset + 1 s, the later of both, or a minute."""
    assert wait_seconds(headers, now=NOW) == wait


@pytest.mark.parametrize(
    ("consecutive_refusals", "wait"),
    [(0, 60), (1, 60), (2, 120), (3, 240), (6, 1920), (7, 3600), (10**9, 3600)],
)
def test_unstated_waits_double_up_to_an_hour(consecutive_refusals: int, wait: float):
    """A2: at least a minute, then exponentially longer."""
    assert wait_seconds({}, now=NOW, consecutive_refusals=consecutive_refusals) == wait


@pytest.mark.parametrize(
    ("headers", "consecutive_refusals", "wait"),
    [
        (date("2"), 5, 2),
        (date("0"), 2, 60),
        (date("1"), 3, 120),
        (spent(-9), 2, 60),
        (spent(600), 4, 601),
    ],
)
def test_a_stated_wait_of_at_most_a_second_is_followed_once(
    headers: dict[str, str], consecutive_refusals: int, wait: float
):
    """A2: a second "retry now" in a row counts as missing."""
    assert (
        wait_seconds(headers, now=NOW, consecutive_refusals=consecutive_refusals)
        == wait
    )
