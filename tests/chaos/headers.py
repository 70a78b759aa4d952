"""Random malformed headers, given to all functions that parse headers."""

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
CHARACTERS: Final = '0123456789+-.,;:=<>"/\\ @%\t\x00\x7f\xa0\xff٣é\u202e'


def _follow(headers: Mapping[str, str]) -> object:
    return redirects.follow(
        REQUEST, 302, headers.get("location", ""), base=API, download=True, visited=()
    )


def _neighbours(headers: Mapping[str, str]) -> object:
    template = "/repos/{owner}/{repo}/actions/runs"
    return links.neighbours(headers.get("link", ""), base=API, template=template)


PARSERS: Final[list[Callable[[Mapping[str, str]], object]]] = [
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


def mutated(text: str, random: Random) -> str:
    """Return ``text`` with some characters removed or inserted."""
    characters = list(text[:400])
    for _ in range(random.choice((0, 1, 1, 2, 5))):
        at = random.randrange(len(characters) + 1)
        characters[at : at + random.randrange(3)] = random.choices(
            CHARACTERS, k=random.randrange(3)
        )
    return "".join(characters)


def c9(count: int) -> list[Figure]:
    """C9: any header is parsed, ignored, or raises an error of this library."""
    random = Random(9)  # noqa: S311 - repeatable, not secret
    seen: Counter[str] = Counter()
    slowest = 0.0
    for _ in range(count):
        name = random.choice(sorted(NAMES))
        value = mutated(random.choice(NAMES[name]), random)
        headers = Headers({name: value})
        start = time.thread_time()
        for parse in PARSERS:
            seen[_outcome(parse, headers)] += 1
        response = Response(status=random.choice(STATUSES), headers=headers, body=b"")
        seen[_outcome(responses.limit_kind, response)] += 1
        slowest = max(slowest, time.thread_time() - start)
    return [
        Figure("headers", count, least=count),
        Figure("headers parsed", seen["parsed"], least=1),
        Figure("errors of this library", seen["rejected"], least=1),
        Figure("other exceptions", seen["failed"], most=0),
        Figure("seconds of work for one header", slowest, most=1, timed=True),
    ]


def _outcome(parse: Callable[[Any], object], value: object) -> str:
    try:
        parse(value)
    except GitHubActionsError:
        return "rejected"
    except Exception:  # noqa: BLE001 - counted as a failure
        return "failed"
    return "parsed"
