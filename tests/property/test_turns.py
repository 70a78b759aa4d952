"""A secondary limit that processes share, in any order of questions and failures."""

import asyncio
from math import ceil
from random import Random

from attrs import define, field
from hypothesis import given, settings, strategies as st

from aioghactions.fleet import Rate, RedisBudget
from tests.fleet.timed_redis import START, TimedRedis

LEASE_MS = 3000
PLACE_MS = 1000  # how much later than told a process keeps its place


@define(eq=False)
class Process:
    """One process: when it asks next, and what it has in flight."""

    budget: RedisBudget
    asks_at: int  # ms
    since: int = 0  # ms: when it began to wait
    missed: int | None = None  # grants to others since then; None if it does not wait
    in_flight: int = 0
    ends_at: int = 0  # ms: of all that is in flight


@define
class Fleet:
    """Processes that spend one secondary limit, as a server counts it.

    Attributes:
        spent: Units, and until when they count (ms); None while they are in flight.
        most_missed: Grants to others while a process waited.
        longest_wait: Seconds.
        served: Number of leases granted.
    """

    random: Random
    store: TimedRedis
    rate: Rate
    least: int
    processes: list[Process]
    now: int = 0
    spent: list[list[int | None]] = field(factory=list[list[int | None]])
    most_missed: int = 0
    longest_wait: float = 0.0
    served: int = 0

    async def step(self) -> None:
        """Let the next thing happen: requests that end, or a question."""
        process = min(self.processes, key=lambda it: it.ends_at or it.asks_at)
        self.now = max(self.now, process.ends_at or process.asks_at)
        self.store.now = START + self.now / 1000
        if process.ends_at:
            await self.end(process)
        elif self.random.random() < 0.03:
            self.replace(process)
        elif self.random.random() < 0.05:  # has nothing to send
            process.asks_at, process.missed = self.now + 20_000, None
            await process.budget.width("b", 0, 50)
        else:
            await self.ask(process)

    async def ask(self, process: Process) -> None:
        """Lease, and send all at once; or wait, and then ask a little late."""
        lease = await process.budget.lease(
            "b", "x", self.random.randint(self.least, 25),
            least=self.least, rate=self.rate,
        )  # fmt: skip
        if lease.granted:
            self.send(process, lease.granted)
            return
        assert 0 < lease.seconds <= 9
        if process.missed is None:
            process.missed, process.since = 0, self.now
        late = self.random.choice((0, 1, self.random.randrange(PLACE_MS)))
        process.asks_at = self.now + round(lease.seconds * 1000) + late

    def send(self, process: Process, units: int) -> None:
        """Send ``units``; check that they fit."""
        assert units >= self.least
        counts = [n for n, until in self.spent if until is None or until > self.now]
        assert sum(filter(None, counts)) + units <= self.rate.limit
        self.spent.append([units, None])
        self.served += 1
        for other in self.processes:
            if other is not process and other.missed is not None:
                other.missed += 1
        if process.missed is not None:
            waited = (self.now - process.since) / 1000
            self.longest_wait = max(self.longest_wait, waited)
            self.most_missed = max(self.most_missed, process.missed)
            process.missed = None
        process.in_flight = units
        process.ends_at = self.now + self.random.randint(1, LEASE_MS)

    async def end(self, process: Process) -> None:
        """Report the end of all requests; some were never sent."""
        unsent = self.random.choice((0, 0, 0, 1, process.in_flight))
        spent = process.in_flight - unsent
        self.spent.remove([process.in_flight, None])
        self.spent.append([spent, self.now + round(self.rate.seconds * 1000)])
        await process.budget.settle("b", "x", spent, unsent, None, rate=self.rate)
        process.in_flight = process.ends_at = 0
        process.asks_at = self.now + self.random.choice((0, 5, 500))

    def replace(self, process: Process) -> None:
        """Kill a process that waits, and start it again."""
        self.processes.remove(process)
        self.processes.append(Process(process.budget.member(), self.now + 100))


async def run(seed: int, count: int, rate: Rate, least: int) -> Fleet:
    """Run a fleet for a while, and check each state."""
    random, store = Random(seed), TimedRedis()  # noqa: S311 - repeatable, not secret
    processes = [Process(RedisBudget(store).member(), 4000) for _ in range(count)]
    for process in processes:
        await process.budget.width("b", 0, 50)
    fleet = Fleet(random, store, rate, least, processes)
    for _ in range(150):
        await fleet.step()
    await store.aclose()
    return fleet


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    count=st.integers(1, 6),
    rate=st.sampled_from(
        [
            Rate(limit=1, seconds=1.0),
            Rate(limit=1, seconds=0.1),
            Rate(limit=30, seconds=60.0),
            Rate(limit=200, seconds=60.0),
        ]
    ),
    least=st.sampled_from([1, 5]),
)
def test_units_are_within_the_rate_and_each_process_has_its_turn(
    seed: int, count: int, rate: Rate, least: int
):
    """A5: never two writes within the second; nobody waits for more than the others."""
    fleet = asyncio.run(run(seed, count, rate, min(least, rate.limit)))
    # In one turn, the limit is spent, and comes free again; one may ask late, or never.
    turns = ceil(count * min(least, rate.limit) / rate.limit)
    turn = rate.seconds + (LEASE_MS + PLACE_MS) / 1000
    assert fleet.longest_wait <= turns * turn + 10
    if rate.limit == 1:  # otherwise there may be enough for one that comes later
        assert fleet.most_missed < count
