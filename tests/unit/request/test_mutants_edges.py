"""Where a decision turns: the value on each side of it."""

from email.utils import formatdate

import pytest

from aioghactions import errors
from aioghactions._core.messages import Request
from aioghactions._http import hosts, redirects
from aioghactions._http.urls import parse_url
from aioghactions._limits.bucket import Bucket
from aioghactions._limits.headers import retry_after, wait_seconds
from aioghactions._lists import links
from aioghactions._request import backoff
from aioghactions.errors import RedirectError
from aioghactions.settings import Patience

GITHUB = "https://api.github.com"
NOW = 1_700_000_000.0


def test_a_date_without_a_date_is_measured_by_our_clock():
    """A4: an answer that does not say when it was sent was sent now."""
    headers = {"retry-after": formatdate(NOW + 90, usegmt=True)}
    assert wait_seconds(headers, now=NOW) == 90
    assert retry_after(headers) is None


def test_a_reset_of_this_very_second_waits_for_its_end():
    """A4: reset is cut to seconds: one second, and no more."""
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{NOW:.0f}"}
    assert wait_seconds(headers, now=NOW) == 1
    assert wait_seconds(headers, now=NOW - 0.5) == 1.5


def test_the_longest_unstated_wait_is_an_hour_however_often_it_is_refused():
    """A4: doubling ends, and costs no more for the thousandth refusal."""
    waits = [
        wait_seconds({}, now=NOW, consecutive_refusals=consecutive_refusals)
        for consecutive_refusals in (6, 7, 8, 1_000)
    ]
    assert waits == [1_920, 3_600, 3_600, 3_600]


def test_the_pause_stops_doubling_at_2_to_the_64():
    """A15: no overflow, even for a patience that has no bound to speak of."""
    patience = Patience(first_delay=1.0, longest_delay=1e300)
    assert backoff.ceiling(65, patience) == 2.0**64
    assert backoff.ceiling(66, patience) == 2.0**64
    assert backoff.ceiling(10**9, patience) == 2.0**64


def test_what_is_not_passing_is_no_reason_to_repeat():
    """A14: an error of another kind is a plain no."""
    assert backoff.is_repeatable(errors.DownloadError("x"), "GET") is False
    assert backoff.is_repeatable(errors.RedirectError("x"), "GET") is False


def test_a_server_without_limits_is_not_guarded():
    """A9: false, for everybody who asks."""
    bucket = Bucket(limited=True)
    bucket.settle_unlimited(bucket.reserve(0.0))
    assert bucket.limited is False


@pytest.mark.parametrize("location", ["/x\n", "/x\r", "/x\x0b", "/x\u00a0", "\n/x"])
def test_only_blanks_and_tabs_may_stand_around_a_location(location: str):
    """S2: whatever else a program might strip is refused."""
    with pytest.raises(RedirectError, match="malformed"):
        _follow(location)


def test_every_letter_of_a_location_counts():
    """S2: what ends in any letter leads there."""
    assert _follow("/moved/X").url == f"{GITHUB}/moved/X"
    assert _follow("X/moved").url == f"{GITHUB}/X/moved"


def _follow(location: str) -> Request:
    request = Request(method="GET", url=f"{GITHUB}/x")
    return redirects.follow(
        request, 302, location, base=GITHUB, download=True, visited=(request.url,)
    )


def test_a_base_may_end_in_any_letter():
    """S6: only slashes are taken from its end."""
    assert hosts.api_base("https://gw.corp.example/X/") == "https://gw.corp.example/X"
    base = parse_url("https://gw.corp.example/X")
    assert parse_url("https://gw.corp.example/X/user").is_under(base)
    assert not parse_url("https://gw.corp.example/user").is_under(base)


@pytest.mark.parametrize("base", ["https://gw.corp.example/api/v3/", "https://a.b/X"])
def test_a_neighbour_is_named_below_the_base(base: str):
    """S6: with or without a slash at its end."""
    root = base.rstrip("/")
    found = links.neighbours(
        f'<{root}/repos/o/r/actions/runs?page=2>; rel="next"',
        base=base,
        template="/repos/{owner}/{repo}/actions/runs",
    )
    assert found.next == ("/repos/o/r/actions/runs", (("page", "2"),))


def test_a_host_alone_names_the_server():
    """S6: one variable is enough, and an unset one is no address."""
    assert hosts.env_base({"GH_HOST": "a.example"}) == "https://a.example/api/v3"
    assert hosts.env_base({"GITHUB_API_URL": "https://a.example"}) == (
        "https://a.example/api/v3"
    )


@pytest.mark.parametrize("url", ["http://proxy.example/X", "http://proxy.example//X"])
def test_a_proxy_has_no_path(url: str):
    """S5: nor one that is made of a single letter."""
    with pytest.raises(ValueError, match="a proxy's address"):
        hosts.check_proxy(url, base=GITHUB, token=True)


def test_the_first_scheme_is_the_scheme_of_a_proxy():
    """S5: a second one is no part of a password."""
    with pytest.raises(ValueError, match="address"):
        hosts.check_proxy(
            "http://user:x://http://proxy.example", base=GITHUB, token=True
        )
