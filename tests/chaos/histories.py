"""A18: long histories with failing requests, new runs and crashes."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from attrs import define

import aioghactions as gha
from aioghactions import errors
from aioghactions._core.messages import Headers, Request, Response
from tests.chaos.figure import Figure
from tests.support import virtual
from tests.support.lists import Run, RunList
from tests.support.virtual import VirtualClock

START = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = int(START.timestamp())
SPAN = 60 * 86_400
END = START + timedelta(seconds=SPAN)
CRASHES = 10
AHEAD = 60
PATIENT = gha.Patience(attempts=8, deadline=None)


@define(eq=False, kw_only=True)
class FailingList(RunList):
    """A list of runs with a server that fails at random."""

    fails: Callable[[], bool] = lambda: False
    failed: int = 0

    async def exchange(self, request: Request, timeouts: Any) -> Response:
        response = await super().exchange(request, timeouts)
        if not self.fails():
            return response
        self.failed += 1
        if self.failed % 2:
            raise errors.ConnectionLostError("truncated response")
        return Response(status=502, headers=Headers({}), body=b"<html>")


def bursts(count: int, random: Random) -> list[Run]:
    """Return runs: half evenly distributed, half in bursts of three a second."""
    size = count // 10
    seconds = [random.randrange(SPAN) for _ in range(count - 5 * size)]
    for _ in range(5):
        begin = random.randrange(SPAN - size)
        seconds += [begin + number // 3 for number in range(size)]
    return [Run(FIRST + at, number) for number, at in enumerate(sorted(seconds), 1)]


def a18(count: int) -> list[Figure]:
    """A18: one request in five fails, the program crashes ten times, runs start."""
    random = Random(18)  # noqa: S311 - repeatable, not secret
    expected = bursts(count, random)
    later = iter(range(count + 1, 10**9))
    server = FailingList(
        clock=VirtualClock(),
        runs=list(expected),
        latency=lambda: random.uniform(0.05, 0.4),
        # With each request another run starts, after the time range.
        before=lambda runs, _: runs.runs.append(Run(FIRST + SPAN, next(later))),
        fails=lambda: random.random() < 0.2,
    )
    crashes = sorted(random.sample(range(1, count), CRASHES))
    yielded: list[int] = []
    complete = virtual.run(_read(server, crashes, yielded))
    pages = count / 100
    # A crash loses the pages read ahead: some windows of at most ten pages.
    lost = CRASHES * AHEAD / pages
    return [
        Figure("runs yielded twice", len(yielded) - len(set(yielded)), most=0),
        Figure(
            "runs missing", len({run.id for run in expected} - set(yielded)), most=0
        ),
        Figure("runs out of order", float(yielded != sorted(yielded)), most=0),
        Figure("proven complete", float(complete), least=1),
        Figure("requests per page", server.requests / pages, most=2 + lost),
    ]


async def _read(server: RunList, crashes: list[int], yielded: list[int]) -> bool:
    """Read the history, with a new client after each crash."""
    saved = "null"
    for crash in [*crashes, None]:
        async with gha.Client(
            "token",
            transport=server,
            clock=server.clock,
            pace=gha.Pace.off(),
            patience=PATIENT,
        ) as client:
            history = client.repo("octo-org/hello").runs.history(
                START, END, resume=json.loads(saved)
            )
            async for run in history:
                yielded.append(run.id)
                if len(yielded) == crash:
                    # The position is saved together with the runs.
                    saved = json.dumps(history.position)
                    break
            else:
                return history.complete
    raise AssertionError("the history did not end")
