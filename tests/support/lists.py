"""A transport that lists workflow runs, with a filter by time, without a network.

For lists that are too long, or change too fast, for a server on loopback.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from attrs import define, field, frozen

from aioghactions._core.clock import Clock
from aioghactions._core.messages import Headers, Request, Response
from tests.support import fragment

PATH = "/repositories/1296269/actions/runs"
CAP = 1_000


def numbered(query: dict[str, str], number: int, last: int) -> str:
    """Return the ``Link`` header of a page."""
    if number >= last:
        return ""
    return ", ".join(
        f"<https://api.github.com{PATH}?{urlencode(query | {'page': str(page)})}>; "
        f'rel="{relation}"'
        for relation, page in (("next", number + 1), ("last", last))
    )


@frozen(order=True)
class Run:
    """One run: when it was created, in seconds since the epoch, and its id."""

    created_at: int
    id: int


@define(eq=False, kw_only=True)
class RunList:
    """A transport with one operation: list runs, newest first.

    Args:
        clock: The clock for latencies.
        runs: The runs, oldest first.
        latency: Called for each request; returns the seconds until its response
            arrives. The request is processed after half of them.
        before: Called with each request before it is processed, to change the list.
        cap: Largest number of runs in a filtered list.
        largest_page: Largest number of runs on a page.
        heeds_created: Whether the ``created`` filter is applied.
        links: Returns the ``Link`` header of a page, given its number and the last.
    """

    clock: Clock
    runs: list[Run] = field(factory=list[Run])
    latency: Callable[[], float] = lambda: 0.0
    before: Callable[["RunList", Request], object] = lambda _, __: None
    cap: int = CAP
    largest_page: int = 100
    heeds_created: bool = True
    links: Callable[[dict[str, str], int, int], str] = numbered

    requests: int = 0
    answered: int = 0
    in_flight: int = 0
    most_in_flight: int = 0

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""

    def stream(
        self, request: Request, timeouts: Any
    ) -> AbstractAsyncContextManager[Any]:
        raise AssertionError("no downloads here")

    async def exchange(self, request: Request, timeouts: Any) -> Response:
        self.requests += 1
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            half = self.latency() / 2
            await self.clock.sleep(half)
            self.answered += 1
            self.before(self, request)
            response = self._answer(dict(parse_qsl(urlsplit(request.url).query)))
            await self.clock.sleep(half)
            return response
        finally:
            self.in_flight -= 1

    def _answer(self, query: dict[str, str]) -> Response:
        found = self._found(query.get("created"))
        number = int(query.get("page", "1"))
        size = min(int(query["per_page"]), self.largest_page)
        capped = any(name not in {"page", "per_page"} for name in query)
        reachable = min(len(found), self.cap) if capped else len(found)
        newest_first = found[::-1]
        shown = newest_first[(number - 1) * size : min(number * size, reachable)]
        documents = ",".join(document(run) for run in shown)
        body = f'{{"total_count":{len(found)},"workflow_runs":[{documents}]}}'
        link = self.links(query, number, max(-(-reachable // size), 1))
        headers = Headers({"link": link} if link else {})
        return Response(status=200, headers=headers, body=body.encode())

    def _found(self, created: str | None) -> list[Run]:
        if created is None or not self.heeds_created:
            return self.runs
        first, last = map(_second, created.split(".."))
        return self.runs[
            bisect_left(self.runs, Run(first, 0)) : bisect_right(
                self.runs, Run(last + 1, 0)
            )
        ]


def _second(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def document(run: Run) -> str:
    """Return the JSON of a run, with the members of the oldest edition only."""
    created = f"{datetime.fromtimestamp(run.created_at, UTC):%Y-%m-%dT%H:%M:%SZ}"
    return _template().replace("@ID", str(run.id)).replace("@CREATED", created)


@cache
def _template() -> str:
    example = next(
        example.payload["workflow_runs"][0]
        for example in fragment.examples()
        if str(example) == "ghes-2.22/list-workflow-runs-for-repo.200"
    )
    times = {"created_at": "@CREATED", "updated_at": "@CREATED"}
    made = example | {"id": "@ID", "head_repository": None, "head_commit": None}
    return json.dumps(made | times).replace('"@ID"', "@ID")
