"""Fleets of real processes against a server that counts for itself."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from math import inf
from pathlib import Path
from statistics import median
from typing import Any, Final

from attrs import evolve, frozen

from tests.chaos.figure import Figure
from tests.fleet.origin import Origin, serve
from tests.fleet.store import Store, redis_server, standby

_ROOT: Final = Path(__file__).parents[2]
Incident = Callable[[Store, list[asyncio.subprocess.Process]], Awaitable[None]]


async def _nothing(_: Store, processes: list[asyncio.subprocess.Process]) -> None:
    """Let the fleet work in peace."""


@frozen(kw_only=True)
class Fleet:
    """A fleet, its server, and what happens to it.

    Attributes:
        members: Number of processes.
        shared: Whether they share a budget.
        seconds: How long they send.
        window: Seconds of the server's window.
        limit: Requests in a window.
        width: Requests in flight, of all processes together.
        tasks: Requests that each process would send at once.
        points: Requests in any minute, of all together.
        method: What they send.
        latency: Seconds until a response.
        skew: Seconds by which the server's clock is wrong.
        has_standby: Whether another store takes over when the first one stops.
        incident: What happens meanwhile.
    """

    members: int
    shared: bool = True
    seconds: float = 24.0
    window: float = 12.0
    limit: int = 2500
    width: int = 100
    tasks: int = 20
    points: int | None = None
    method: str = "GET"
    latency: float = 0.2
    skew: float = 0.0
    has_standby: bool = False
    incident: Incident = _nothing


@frozen(kw_only=True)
class Outcome:
    """What the server and the processes counted."""

    origin: Origin
    calls: int
    reports: list[dict[str, Any]]

    def figures(self) -> list[Figure]:
        """Return the figures of "Must show" that every scenario has."""
        origin = self.origin
        figures = [
            Figure("requests", origin.requests, least=1),
            Figure("sent into the limit", origin.rejected, most=0),
            Figure("in flight together", origin.most_in_flight, most=100),
            # A write needs five units, and comes once a second.
            Figure(
                "Redis calls a request",
                self.calls / origin.requests,
                most=inf if origin.most_writes else 0.4,
            ),
            Figure("CPU ms a request", self.cpu, timed=True),
            Figure("failed calls", sum(r["failed"] for r in self.reports), most=0),
        ]
        return figures + self.shares()

    @property
    def cpu(self) -> float:
        """CPU of all processes in ms, for each request."""
        return 1000 * sum(it["cpu"] for it in self.reports) / self.origin.requests

    def shares(self) -> list[Figure]:
        """Return how evenly the processes were served."""
        names = {report["name"] for report in self.reports}  # without a killed one
        sent = [n for name, n in self.origin.by_member.items() if name in names]
        ratio = median(sent) / min(sent)
        return [Figure("median / slowest process", ratio, most=1.3, timed=True)]

    def unused(self) -> Figure:
        """Return the greatest share of a finished window that was not used, in %."""
        origin = self.origin
        most = max(origin.unused, default=origin.limit)
        return Figure("unused at the reset, %", 100 * most / origin.limit, most=2)


async def run(fleet: Fleet) -> Outcome:
    """Run a fleet, and return what was counted."""
    origin = Origin(fleet.limit, fleet.window, fleet.latency, fleet.skew)
    async with AsyncExitStack() as stack:
        store = last = await stack.enter_async_context(redis_server())
        redis = {"redis": store.url if fleet.shared else None}
        if fleet.has_standby:
            last, port = await stack.enter_async_context(standby(store))
            redis = {"sentinel": port}
        about: dict[str, Any] = {
            "url": await stack.enter_async_context(serve(origin)),
            **redis,
            "seconds": fleet.seconds,
            "width": fleet.width,
            "tasks": fleet.tasks,
            "points": fleet.points,
            "method": fleet.method,
        }
        processes = [await _start({**about, "name": f"m{i}"}) for i in _each(fleet)]
        try:
            for process in processes:
                assert process.stdout is not None
                assert await process.stdout.readline() == b"ready\n"
            # A new budget lets each send one request at a time for three seconds.
            await asyncio.sleep(3.5 * fleet.shared)  # noqa: TID251
            for process in processes:
                assert process.stdin is not None
                process.stdin.write(b"go\n")
            incident = asyncio.create_task(fleet.incident(store, processes))
            outputs = [(await it.communicate())[0] for it in processes]
            await incident
            calls = await last.calls()
        finally:
            for process in processes:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
    reports = [json.loads(output) for output in outputs if output]
    return Outcome(origin=origin, calls=calls, reports=reports)


def _each(fleet: Fleet) -> range:
    return range(fleet.members)


async def _start(about: Mapping[str, Any]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.fleet.member", json.dumps(about)),
        cwd=_ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )


async def kill_one(_: Store, processes: list[asyncio.subprocess.Process]) -> None:
    """Kill a process in the middle of its work."""
    await asyncio.sleep(6)  # noqa: TID251 - the processes have real clocks
    processes[0].kill()


async def flush(store: Store, _: list[asyncio.subprocess.Process]) -> None:
    """Let the store forget everything, twice."""
    for _ in range(2):
        await asyncio.sleep(7)  # noqa: TID251
        await store.flush()


async def fail(store: Store, _: list[asyncio.subprocess.Process]) -> None:
    """Let another store take over."""
    await asyncio.sleep(6)  # noqa: TID251
    await store.stop()


async def away(store: Store, _: list[asyncio.subprocess.Process]) -> None:
    """Stop the store for half a minute."""
    await asyncio.sleep(6)  # noqa: TID251
    await store.stop()
    await asyncio.sleep(30)  # noqa: TID251
    await store.start()


FULL: Final[Mapping[str, Fleet]] = {
    "6 alone": Fleet(members=6, shared=False, width=20),
    "2": Fleet(members=2, tasks=50),
    "6": Fleet(members=6),
    "12": Fleet(members=12),
    "skew": Fleet(members=2, skew=-420.0, tasks=50, seconds=20),
    "kill": Fleet(members=6, incident=kill_one),
    "flush": Fleet(members=6, incident=flush),
    "away": Fleet(members=6, incident=away, seconds=60),
    "failover": Fleet(members=6, incident=fail, has_standby=True, seconds=36),
    "points": Fleet(members=6, limit=100_000, window=600, points=900, seconds=90),
    "writes": Fleet(members=4, method="POST", tasks=2, seconds=60, latency=0.3),
}
SHORT: Final = evolve(FULL["2"], seconds=9.0, window=5.0, limit=800, latency=0.1)
FAILOVER: Final = evolve(
    FULL["failover"], members=2, seconds=20.0, window=5.0, limit=800, latency=0.1
)
