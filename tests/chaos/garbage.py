"""Random malformed responses."""

import time
import warnings
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import aioghactions as gha
from aioghactions._core.messages import Headers, Request, Response
from tests.chaos.figure import Figure
from tests.support import virtual
from tests.support.scripted import scripted_client
from tests.support.virtual import VirtualClock

CALLS = [
    gha.operations.get_repo_secret("o", "r", "S"),
    gha.operations.list_workflow_runs_for_repo("o", "r", per_page=100),
    gha.operations.create_workflow_dispatch("o", "r", "ci.yml", ref="main"),
    gha.operations.delete_workflow_run("o", "r", 1),
    gha.operations.download_workflow_run_logs("o", "r", 1),
]
STATUSES = [200, 201, 202, 204, 206, 299, 301, 302, 303, 304, 307, 308, 400, 401, 403]
STATUSES += [403, 404, 408, 409, 410, 422, 429, 429, 451, 500, 502, 503, 599, 999]
NUMBERS = ["0", "1", "-1", "9" * 30, "1e9", "0x10", "NaN", "٣", "", " 7 ", "7, 7"]
DATES = [
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sun, 99 Nov 1994 08:49:37 GMT",
    "Mon, 01 Jan 0001 00:00:00 -2359",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "@1688169599",
    "@99999999999999",
]
URLS = [
    "/elsewhere",
    "//evil.example/",
    "https://api.github.com/repositories/1",
    "https://evil.example/?sig=x",
    "http://api.github.com/",
    "https://api.github.com:99999/",
    "https://[::ffff:169.254.169.254]/",
    "https://user@api.github.com/",
    "javascript:x",
    "\x00",
    "https://" + "a" * 70_000,
    '<https://api.github.com/x>; rel="next"',
    '<>; rel="next", ' * 500,
]
NAMES = {
    "retry-after": NUMBERS + DATES,
    "date": DATES,
    "age": NUMBERS,
    "etag": ['"x"', 'W/"x"', "x", '"' + "x" * 9999 + '"', '"\x7f"'],
    "last-modified": DATES,
    "location": URLS,
    "link": URLS,
    "deprecation": DATES + NUMBERS,
    "sunset": DATES + NUMBERS,
    "content-type": ["text/html", "application/json; charset=utf-7", ""],
    "x-ratelimit-limit": NUMBERS,
    "x-ratelimit-remaining": NUMBERS,
    "x-ratelimit-used": NUMBERS,
    "x-ratelimit-reset": [*NUMBERS, "1700003600", "1700000000"],
    "x-ratelimit-resource": ["core", "CORE", "a" * 999, "ä", "", "all"],
    "x-github-request-id": ["\x1b[2J", "C0:1", "x" * 9999],
    "gh-limited-by": ["", "x"],
    "x-accepted-github-permissions": ["actions=write", "\u202e"],
}
BODIES = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b"{",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"1" * 5_000,
    b"NaN",
    b"\xff\xfe\x00",
    b"\xef\xbb\xbf{}",
    b"<html><title>\x1b]0;x\x07</title>",
    b'{"message": 7, "errors": 7, "documentation_url": []}',
    b'{"message": "API rate limit exceeded", "errors": [null, {"field": 1}]}',
    b'{"message": "\\ud800", "documentation_url": "\\u202e"}',
    b'{"name": "S", "name": "T", "created_at": "0000-99-99", "updated_at": 1e999}',
    b'{"total_count": -1, "workflow_runs": [{}]}',
    b'{"total_count": "x", "workflow_runs": null}',
    b'{"workflow_run_id": 1, "run_url": 2, "html_url": 3}',
]


def garbage(random: Random) -> Callable[[Request], Response]:
    """Return a step that returns a random response."""

    def step(_: Request) -> Response:
        headers = Headers()
        for name in random.sample(sorted(NAMES), random.randint(0, 8)):
            headers[name] = random.choice(NAMES[name])
        body = bytearray(random.choice(BODIES))
        for _ in range(random.choice((0, 0, 1, 3))):
            at = random.randrange(len(body) + 1)
            body[at : at + random.randint(0, 2)] = random.randbytes(
                random.randint(0, 2)
            )
        return Response(
            status=random.choice(STATUSES), headers=headers, body=bytes(body)
        )

    return step


def c9(count: int) -> list[Figure]:
    """C9: every response becomes a value or an error of this library, in time."""
    seen: Counter[str] = Counter()
    longest, slowest = 0.0, 0.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        seed = 0
        while seen["responses"] < count:
            start = time.thread_time()
            longest = max(longest, virtual.run(_send_calls(seed, seen)))
            slowest = max(slowest, time.thread_time() - start)
            seed += 1
    expected = seen["values"] + seen["errors"]
    return [
        Figure("responses", seen["responses"], least=count),
        Figure("values", seen["values"], least=1),
        Figure("errors of this library", seen["errors"], least=1),
        Figure("other exceptions", seen["calls"] - expected, most=0),
        Figure("virtual seconds of the longest call", longest, most=1200),
        Figure("seconds of work for five calls", slowest, most=1, timed=True),
    ]


async def _send_calls(seed: int, seen: Counter[str]) -> float:
    """Send five calls with a new client; return the longest time of one."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    clock, longest = VirtualClock(seed=seed), 0.0
    settings: dict[str, Any] = {"clock": clock, "pace": gha.Pace()}
    async with scripted_client(garbage(random), **settings) as (client, server):
        for _ in range(5):
            start = clock.monotonic()
            seen["calls"] += 1
            try:
                await client.exchange(random.choice(CALLS), conditional=True)
            except gha.GitHubActionsError as error:
                seen["errors"] += 1
                str(error)
            else:
                seen["values"] += 1
            longest = max(longest, clock.monotonic() - start)
        seen["responses"] += len(server.seen)
    return longest
