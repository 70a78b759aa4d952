"""C12: a client that stays open for a day of virtual time, or minutes of real time.

Its memory, tasks and sockets must not grow with the time it is open.
"""

import asyncio
import gc
import time
from collections.abc import Set as AbstractSet
from pathlib import Path
from random import Random

import aiohttp
from attrs import define, field

import aioghactions as gha
from tests.chaos.figure import Figure
from tests.chaos.scenarios import PATIENT, random_faults
from tests.chaos.server import Server
from tests.chaos.sockets import BODY, HEAD, POOL, descriptors
from tests.support import raw, virtual
from tests.support.virtual import VirtualClock

HOUR = 3600.0
LIMIT = 5000
READERS = 18
WRITERS = 2
FAULTS = ("500", "502", "reset before", "reset after", "truncated")
_MIB = 2**20


@define
class Usage:
    """Resources of the process at one moment."""

    at: float
    tasks: int
    descriptors: int
    memory: float

    @classmethod
    def now(
        cls, at: float, *, besides: AbstractSet[asyncio.Task[None]] = frozenset()
    ) -> "Usage":
        """Return the usage; ``besides`` are tasks of the server, which do not count."""
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        tasks = asyncio.all_tasks() - besides
        return cls(at, len(tasks), descriptors(), pages * 4096 / _MIB)

    def until(self, end: "Usage") -> list[Figure]:
        """Return the figures of the growth from here to ``end``."""
        hours = (end.at - self.at) / HOUR
        growth = (end.memory - self.memory) / hours
        return [
            Figure("growth of tasks", end.tasks - self.tasks, most=0),
            Figure(
                "growth of files and sockets",
                end.descriptors - self.descriptors,
                most=5,
            ),
            Figure("growth in MiB an hour", growth, most=1),
        ]


def day(hours: int) -> list[Figure]:
    """C12: reads and writes at 5,000 requests an hour, with faults, for a day."""
    server = Server(
        clock=VirtualClock(),
        limit=LIMIT,
        fault=random_faults(0.02, seed=12, among=FAULTS),
    )
    soak = _Day(server, hours * HOUR)
    virtual.run(soak.run())
    # Each window starts some seconds after the reset, spread over the waiters.
    windows = hours * HOUR / (HOUR + 12)
    used = server.used_in_all / (windows * LIMIT)
    return [
        Figure("hours", soak.lasted / HOUR, least=hours),
        # If the last responses of a window are lost, one request gets what remains.
        Figure("requests rejected in an hour", server.rejected / hours, most=1),
        Figure("share of the quota used", used, least=1),
        Figure("share of the time in events", soak.reported, least=0.99, most=1.01),
        Figure("writes that failed, outcome unknown", soak.unknown, least=1),
        Figure("calls that failed otherwise", soak.failed, most=0),
        *soak.marks[0].until(soak.marks[-1]),
    ]


@define
class _Day:
    """One client, open all day; some workers read and some write, without a pause."""

    server: Server
    end: float
    lasted: float = 0.0
    reported: float = 0.0
    unknown: int = 0
    failed: int = 0
    marks: list[Usage] = field(factory=list[Usage])

    def account(self, event: gha.Event) -> None:
        """Add the seconds of ``event``."""
        if event.kind in {"attempt", "pause", "retry"}:
            self.reported += event.seconds

    async def run(self) -> None:
        clock = self.server.clock
        async with (
            gha.Client(
                "token",
                transport=self.server,
                clock=clock,
                patience=PATIENT,
                on_event=self.account,
            ) as client,
            asyncio.TaskGroup() as group,
        ):
            workers = [
                group.create_task(self.work(client, number))
                for number in range(READERS + WRITERS)
            ]
            for mark in (HOUR * 1.5, self.end - HOUR / 4):
                await clock.sleep(mark - clock.monotonic())
                self.marks.append(Usage.now(clock.monotonic()))
            await asyncio.wait(workers)
            self.lasted = clock.monotonic()
        self.reported /= self.lasted * len(workers)

    async def work(self, client: gha.Client, number: int) -> None:
        """Repeat the same call until the end."""
        repo = client.repo("octo-org/hello")
        while self.server.clock.monotonic() < self.end:
            try:
                if number < WRITERS:
                    inputs = {"tag": f"T{number}"}
                    await repo.workflows.dispatch("ci.yml", ref="main", inputs=inputs)
                else:
                    await repo.secrets.get(f"S{number}")
            except gha.GitHubActionsError as error:
                self.unknown += error.outcome_unknown
                self.failed += not error.outcome_unknown


def in_two_parts(random: Random) -> raw.Script:
    """Return a script that responds in two parts, or closes the connection late."""

    async def script(exchange: raw.Exchange) -> None:
        data = HEAD + BODY
        cut = random.randint(0, len(data))
        await exchange.send(data[:cut])
        if random.random() < 0.02:
            await asyncio.sleep(1)  # noqa: TID251 - longer than the timeout of the calls
            exchange.writer.close()
        else:
            await exchange.send(data[cut:])

    return script


def real(minutes: float) -> list[Figure]:
    """C12: real sockets, responses in two parts, one in fifty never complete."""
    marks: list[Usage] = []
    calls = asyncio.run(_real(minutes * 60, marks))
    return [Figure("calls", calls, least=minutes * 60), *marks[0].until(marks[-1])]


async def _real(seconds: float, marks: list[Usage]) -> int:
    random, calls = Random(12), 0  # noqa: S311 - repeatable, not secret
    start = time.perf_counter()
    async with (
        raw.serve(in_two_parts(random)) as server,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=POOL)) as session,
        gha.Client(
            "ghp_token",
            base_url=server.url,
            session=session,
            pace=gha.Pace.off(concurrency=POOL),
        ) as client,
    ):
        secrets = client.repo("octo-org/hello").secrets

        async def work() -> None:
            nonlocal calls
            while time.perf_counter() - start < seconds:
                try:
                    async with asyncio.timeout(0.5):
                        await secrets.get("S")
                except TimeoutError:
                    pass
                server.seen.clear()
                calls += 1
                await asyncio.sleep(0.02)  # noqa: TID251 - limits the load

        async with asyncio.TaskGroup() as group:
            workers = [group.create_task(work()) for _ in range(5)]
            await asyncio.wait(workers, timeout=seconds / 3)
            marks.append(Usage.now(time.perf_counter(), besides=server.tasks))
            await asyncio.wait(workers, timeout=seconds * 0.66)
            marks.append(Usage.now(time.perf_counter(), besides=server.tasks))
    return calls
