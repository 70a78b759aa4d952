"""A shared budget, in any order of leases, responses, failures and time."""

import asyncio
from random import Random

from attrs import define, field
from hypothesis import given, settings, strategies as st

from aioghactions.fleet import RedisBudget, Seen
from tests.fleet.timed_redis import TimedRedis

RESET = 1_700_009_999
SECONDS = 9_999.0


@define
class Process:
    """One process: what it has leased, and what it has heard."""

    budget: RedisBudget
    left: int = 0
    ends: float = 0.0
    spent: int = 0
    seen: int | None = None
    probes: bool = False  # nothing was known at its lease: it learns what is left
    in_flight: list[int] = field(factory=list)  # what the responses will say


@define
class Fleet:
    """Processes, and a server that counts for itself.

    Attributes:
        left: What the server has left.
        rejected: Requests that it rejected, apart from those that probe.
    """

    random: Random
    store: TimedRedis
    processes: list[Process]
    left: int
    rejected: int = 0

    async def lease(self, process: Process) -> None:
        """Report everything, then lease again."""
        seen = None
        if process.seen is not None:
            seen = Seen(remaining=process.seen, reset=RESET, seconds=SECONDS)
        lease = await process.budget.lease(
            "b",
            "core",
            self.random.randint(1, 25),
            spent=process.spent,
            returned=process.left,
            seen=seen,
        )
        process.probes = not await self.store.hexists("aioghactions:{b}:core", "left")
        process.spent, process.left = 0, lease.granted
        process.ends = self.store.now + lease.seconds

    async def send(self, process: Process) -> None:
        """Send a request, which the server counts at once."""
        if process.left and self.store.now < process.ends:
            process.left -= 1
            self.rejected += not self.left and not process.probes
            self.left = max(0, self.left - 1)
            process.in_flight.append(self.left)

    async def hear(self, process: Process) -> None:
        """Receive any response."""
        if process.in_flight:
            at = self.random.randrange(len(process.in_flight))
            remaining = process.in_flight.pop(at)
            process.spent += 1
            known = remaining if process.seen is None else process.seen
            process.seen = min(remaining, known)

    async def wait(self, _: Process) -> None:
        """Let time pass."""
        self.store.now += self.random.choice((0.1, 1.0, 5.0))

    async def kill(self, process: Process) -> None:
        """Start the process anew, which remembers nothing."""
        if self.random.random() < 0.1:
            self.processes.remove(process)
            self.processes.append(Process(RedisBudget(self.store).member()))

    async def flush(self, _: Process) -> None:
        """Forget everything, now and then; each process notices before it sends."""
        if self.random.random() < 0.05:
            await self.store.flushall()

    @property
    def unspent(self) -> int:
        """The units that may be spent now."""
        now = self.store.now
        return sum(it.left for it in self.processes if now < it.ends)


async def run(seed: int, limit: int, count: int, *, flushes: bool) -> Fleet:
    """Run a fleet for a while, and check each state."""
    random, store = Random(seed), TimedRedis()  # noqa: S311 - repeatable, not secret
    processes = [Process(RedisBudget(store).member()) for _ in range(count)]
    fleet = Fleet(random, store, processes, limit)
    steps = [fleet.lease, fleet.send, fleet.send, fleet.hear, fleet.hear, fleet.wait]
    for _ in range(150):
        step = random.choice([*steps, fleet.flush if flushes else fleet.kill])
        await step(random.choice(fleet.processes))
        if not flushes:
            known = any(it.seen is not None for it in fleet.processes)
            assert fleet.unspent <= fleet.left or not known
    await store.aclose()
    return fleet


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), limit=st.integers(1, 60), count=st.integers(1, 5))
def test_no_more_is_on_lease_than_the_server_has_left(
    seed: int, limit: int, count: int
):
    """A4: at any time, whatever order responses have and whichever process dies."""
    assert asyncio.run(run(seed, limit, count, flushes=False)).rejected == 0


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), limit=st.integers(1, 60), count=st.integers(1, 5))
def test_a_store_that_forgets_sends_nothing_into_the_limit(
    seed: int, limit: int, count: int
):
    """A4: though leases of the time before are still spent."""
    assert asyncio.run(run(seed, limit, count, flushes=True)).rejected == 0
