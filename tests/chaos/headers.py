"""Headers that no server would send, given to whoever reads them."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

from aioghactions._core.messages import Headers, Request, Response, parse_http_date
from aioghactions._http import redirects
from aioghactions._limits.headers import (
    parse_rate_limit,
    retry_after,
    seconds_until_reset,
    wait_seconds,
)
from aioghactions._lists import links
from aioghactions._request import events, response_errors
from aioghactions.errors import GitHubActionsError
from tests.chaos.figure import Figure
from tests.chaos.garbage import NAMES, STATUSES
from tests.support import responses
from tests.support.virtual import EPOCH

API: Final = "https://api.github.com"
REQUEST: Final = Request(method="GET", url=f"{API}/repos/o/r/actions/runs")
SIGNS: Final = '0123456789+-.,;:=<>"/\\ @%\t\x00\x7f\xa0\xff٣é\u202e'


def _follow(headers: Mapping[str, str]) -> object:
    return redirects.follow(
        REQUEST, 302, headers.get("location", ""), base=API, download=True, visited=()
    )


def _neighbours(headers: Mapping[str, str]) -> object:
    template = "/repos/{owner}/{repo}/actions/runs"
    return links.neighbours(headers.get("link", ""), base=API, template=template)


READERS: Final[list[Callable[[Mapping[str, str]], object]]] = [
    lambda headers: wait_seconds(headers, now=EPOCH, consecutive_refusals=3),
    lambda headers: retry_after(headers, now=EPOCH),
    lambda headers: seconds_until_reset(headers, now=EPOCH),
    lambda headers: parse_http_date(headers.get("date", "")),
    lambda headers: events.deprecation_notice("get-workflow-run", headers),
    parse_rate_limit,
    response_errors.safe_headers,
    _neighbours,
    _follow,
]


def spoiled(text: str, random: Random) -> str:
    """Return ``text`` with a few signs lost, doubled or put in."""
    signs = list(text[:400])
    for _ in range(random.choice((0, 1, 1, 2, 5))):
        at = random.randrange(len(signs) + 1)
        signs[at : at + random.randrange(3)] = random.choices(
            SIGNS, k=random.randrange(3)
        )
    return "".join(signs)


def c9(count: int) -> list[Figure]:
    """C9: any header is read or ignored, or is an error of ours, in no time."""
    random = Random(9)  # noqa: S311 - repeatable, not secret
    seen: Counter[str] = Counter()
    slowest = 0.0
    for _ in range(count):
        name = random.choice(sorted(NAMES))
        value = spoiled(random.choice(NAMES[name]), random)
        headers = Headers({name: value})
        start = time.thread_time()
        for read in READERS:
            seen[_outcome(read, headers)] += 1
        answer = Response(status=random.choice(STATUSES), headers=headers, body=b"")
        seen[_outcome(responses.limit_kind, answer)] += 1
        slowest = max(slowest, time.thread_time() - start)
    return [
        Figure("headers", count, least=count),
        Figure("readings", seen["read"], least=1),
        Figure("errors of ours", seen["refused"], least=1),
        Figure("anything else", seen["lost"], most=0),
        Figure("seconds of work for one header", slowest, most=1, timed=True),
    ]


def _outcome(read: Callable[[Any], object], given: object) -> str:
    try:
        read(given)
    except GitHubActionsError:
        return "refused"
    except Exception:  # noqa: BLE001 - which it must not be, and is counted
        return "lost"
    return "read"
