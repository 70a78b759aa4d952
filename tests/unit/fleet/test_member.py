"""Clients that share a budget, in virtual time."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import pairwise
from math import inf
from statistics import median

import pytest
import redis.exceptions
from attrs import define, field

from aioghactions import errors, operations
from aioghactions._limits.admission import Admission
from aioghactions._limits.limiter import RateLimiter
from aioghactions._limits.member import Member
from aioghactions.fleet import RedisBudget
from aioghactions.settings import Pace
from tests.fleet.timed_redis import TimedRedis
from tests.support.scripted import limits, reply
from tests.support.virtual import VirtualClock, in_virtual_time

READ = operations.get_workflow_run("o", "r", 1).operation
DISPATCH = operations.create_workflow_dispatch("o", "r", 1, ref="main").operation
PATIENT = {"longest_wait": inf, "deadline": inf}


@define
class GitHub:
    """Counts one window after the other."""

    limit: int
    clock: VirtualClock
    window: float = 3600.0
    requests: int = 0
    rejected: int = 0
    in_flight: int = 0
    most: int = 0
    writes: list[tuple[float, float]] = field(factory=list)
    _reset: float = 0.0
    _left: int = 0

    async def answer(self, operation, *, seconds=0.1):
        """Return the response to a request, and whether it was rejected."""
        now = self.clock.true_now()
        if now >= self._reset:
            self._reset, self._left = int(now + self.window), self.limit
        self.requests += 1
        is_rejected = self._left == 0
        self.rejected += is_rejected
        self._left -= not is_rejected
        left, start = self._left, self.clock.monotonic()
        self.in_flight += 1
        self.most = max(self.most, self.in_flight)
        await self.clock.sleep(seconds)
        self.in_flight -= 1
        if operation.method != "GET":
            self.writes.append((start, self.clock.monotonic()))
        return reply(
            403 if is_rejected else 200,
            **limits(left, reset=self._reset, limit=self.limit),
        ), is_rejected


@define
class Process:
    """A process of a fleet."""

    limiter: RateLimiter
    member: Member
    github: GitHub
    lost: list[str]
    sent: int = 0

    async def send(self, operation=READ, *, seconds=0.1, response=None, limit=None):
        """Send one request as an attempt does."""
        permit = self.limiter.try_acquire(operation) or await self.limiter.acquire(
            operation, **PATIENT
        )
        try:
            answer, is_rejected = await self.github.answer(operation, seconds=seconds)
            self.sent += 1
            kind = limit or ("primary" if is_rejected else None)
            self.limiter.observe(permit, response or answer, kind)
        finally:
            self.limiter.release(permit)
            await self.limiter.report()

    async def work(self, count, operation=READ, *, wide=10):
        """Send ``count`` requests, some at once."""
        left = iter(range(count))

        async def one():
            for _ in left:
                await self.send(operation)

        async with asyncio.TaskGroup() as group:
            for _ in range(wide):
                group.create_task(one())


@define
class Fleet:
    processes: list[Process]
    redis: TimedRedis
    github: GitHub
    clock: VirtualClock


@asynccontextmanager
async def fleet(count, *, limit=5000, window=3600.0, strict=False, **pace):
    """Start a fleet; check in the end that nothing was sent into the limit."""
    clock = VirtualClock(chance=0.0)
    store, github = TimedRedis(clock), GitHub(limit, clock, window)
    # The loop does not wait for another thread.
    pace = Pace(**{"release": 0.0, "points_per_minute": None, **pace})
    processes = []
    for _ in range(count):
        admission, lost = Admission(pace), []
        member = Member(
            RedisBudget(store, strict=strict).member(),
            "b",
            admission,
            clock,
            lambda error, members, lost=lost: lost.append(
                f"{type(error).__name__} {members}"
            ),
        )
        limiter = RateLimiter(admission, clock, member)
        processes.append(Process(limiter, member, github, lost))
    async with AsyncExitStack() as stack:
        for process in processes:
            await process.member.join()
            stack.push_async_callback(process.member.leave)
        yield Fleet(processes, store, github, clock)
        await store.aclose()
    assert github.rejected == 0


async def all_work(it, count, operation=READ):
    """Let all processes send at once."""
    async with asyncio.TaskGroup() as group:
        for process in it.processes:
            group.create_task(process.work(count, operation))


@in_virtual_time
async def test_a_fleet_spends_two_windows_and_no_request_more():
    """A4: three processes share what GitHub declares as left."""
    async with fleet(3, limit=300, window=600.0) as it:
        await all_work(it, 200)
        assert it.github.requests == 600
        assert 600 <= it.clock.monotonic() < 640  # all of the first window
        assert it.redis.calls < it.github.requests


@in_virtual_time
async def test_what_the_first_response_says_is_known_to_all_at_once():
    """A4: though the process that has it sends nothing more."""
    async with fleet(2) as it:
        first, second = it.processes
        for window in range(2):
            await it.clock.sleep(3700 * window)
            await first.send()
            start = it.clock.monotonic()
            await second.send()
            assert it.clock.monotonic() - start <= 0.5


@in_virtual_time
async def test_a_fleet_has_no_more_requests_in_flight_than_one_client():
    """A5: the concurrency is that of the budget."""
    async with fleet(3, concurrency=10) as it:
        await all_work(it, 60)
        assert it.github.most <= 10
        assert min(process.sent for process in it.processes) == 60


@in_virtual_time
async def test_writes_of_a_fleet_come_one_at_a_time_a_second_apart():
    """A5: whichever process sends them."""
    async with fleet(2) as it:
        await all_work(it, 4, DISPATCH)
        writes = sorted(it.github.writes)
        assert len(writes) == 8
        gaps = [b[0] - a[1] for a, b in pairwise(writes)]
        assert min(gaps) >= 1 - 1e-5


async def work_until(end, process, operation):
    """Send one request after the other until an instant."""
    while process.github.clock.monotonic() < end:
        await process.send(operation)


async def steady(it, tasks, operation):
    """Return what each process sends in two minutes, the calls of Redis, the seconds.

    Not at first, when those who need it first take what is free. ``tasks`` must be few
    beside the limit: the first part ends when each of them has sent once more.
    """
    for end in (70, 200):
        before = [process.sent for process in it.processes]
        calls, start = it.redis.calls, it.clock.monotonic()
        async with asyncio.TaskGroup() as group:
            for process in it.processes * tasks:
                group.create_task(work_until(end, process, operation))
    sent = [it.sent - n for it, n in zip(it.processes, before, strict=True)]
    return sent, it.redis.calls - calls, it.clock.monotonic() - start


@in_virtual_time
@pytest.mark.parametrize(
    ("count", "interval", "most_calls"), [(4, 1.0, 12), (7, 0.2, 9), (12, 1.0, 17)]
)
async def test_processes_write_in_turn(count, interval, most_calls):
    """A3, A5: each sends as many as any other."""
    async with fleet(count, write_interval=interval) as it:
        sent, calls, _ = await steady(it, 2, DISPATCH)
        assert max(sent) - min(sent) <= 1
        assert sum(sent) >= 0.9 * min(160, 130 / (interval + 0.1))
        assert calls <= most_calls * sum(sent)


@in_virtual_time
@pytest.mark.parametrize(
    ("count", "points", "tasks", "most_calls"),
    [(6, 900, 20, 0.4), (6, 300, 20, 1), (3, 60, 4, 4)],
)
async def test_processes_share_the_points_of_a_minute(count, points, tasks, most_calls):
    """A3, A5: the slowest one sends at least three quarters of the median."""
    pace = {"points_per_minute": points, "concurrency": 100}
    async with fleet(count, limit=100_000, **pace) as it:
        sent, calls, seconds = await steady(it, tasks, READ)
        assert median(sent) <= 1.3 * min(sent)
        assert sum(sent) >= 0.9 * 2 * points
        assert calls <= most_calls * sum(sent)
        assert calls <= 1.3 * count * seconds


@in_virtual_time
async def test_points_of_a_fleet_are_those_of_one_client():
    """A5: 60 in any minute."""
    async with fleet(2, points_per_minute=60) as it:
        await all_work(it, 60)
        assert it.clock.monotonic() >= 60


@in_virtual_time
async def test_a_secondary_limit_pauses_the_fleet():
    """A4: one process is told, all wait."""
    async with fleet(2) as it:
        first, second = it.processes
        await second.send()
        paused = reply(403, retry_after="60")
        await first.send(response=paused, limit="secondary")
        start = it.clock.monotonic()
        await it.clock.sleep(4)  # the lease of the other has ended
        await second.send()
        assert it.clock.monotonic() - start >= 60


@in_virtual_time
async def test_a_server_without_limits_needs_no_lease():
    """As GitHub Enterprise Server by default."""
    async with fleet(2, probe=False, once_limited=True) as it:
        for process in it.processes:
            await process.send(response=reply())
        assert it.redis.calls <= 4  # of the concurrency


@in_virtual_time
async def test_a_request_that_was_not_sent_costs_nothing():
    """Its units can be used again, or are returned."""
    async with fleet(1, points_per_minute=900) as it:
        (process,) = it.processes
        for operation in (READ, DISPATCH):
            permit = await process.limiter.acquire(operation, **PATIENT)
            process.limiter.release(permit, sent=False)
        await process.send(DISPATCH)
        assert it.github.requests == 1


# --- without the store -----------------------------------------------------------

GONE = redis.exceptions.ConnectionError("gone")


@in_virtual_time
async def test_without_the_store_a_process_takes_its_share():
    """Of what is left, and of the concurrency; one event when it is lost and found."""
    async with fleet(2, limit=800, concurrency=20) as it:
        first, second = it.processes
        await all_work(it, 20)
        it.redis.failure = GONE
        await first.work(60)
        assert first.lost == ["BudgetUnavailableError 2"]
        assert first.limiter._admission.secondary.most == 10
        await second.work(20)
        it.redis.failure = None
        await it.clock.sleep(6)
        await all_work(it, 20)
        assert [it.split()[0] for it in first.lost] == [
            "BudgetUnavailableError",
            "NoneType",
        ]
        assert len(second.lost) == 2


@in_virtual_time
async def test_without_the_store_a_fleet_leaves_a_reserve():
    """What others have in flight may not be in the last response."""
    async with fleet(2, limit=160, window=600.0, concurrency=10) as it:
        await all_work(it, 20)
        it.redis.failure = GONE
        await all_work(it, 100)
        assert it.github.requests == 240
        assert it.clock.monotonic() > 600


@in_virtual_time
async def test_without_the_store_all_limits_are_divided():
    """Writes come at half the rate."""
    async with fleet(2, points_per_minute=900) as it:
        first, _ = it.processes
        await first.send(DISPATCH)
        it.redis.failure = GONE
        await it.clock.sleep(4)
        for _ in range(3):
            await first.send(DISPATCH)
        (_, a), (b, _) = it.github.writes[-2:]
        assert b - a >= 2 - 1e-6


@in_virtual_time
async def test_an_old_response_allows_one_request_until_the_next():
    """Others may have spent what it says."""
    async with fleet(2, concurrency=20) as it:
        first, _ = it.processes
        await first.send()
        it.redis.failure = GONE
        await it.clock.sleep(10)
        await first.work(8, wide=8)
        assert first.sent == 9


@in_virtual_time
async def test_a_report_to_a_lost_store_fails_no_call():
    """A4: the response of the call has arrived."""
    async with fleet(1) as it:
        (process,) = it.processes
        await process.send()
        it.redis.failure = GONE
        paused = reply(403, retry_after="1")
        await process.send(response=paused, limit="secondary")
        await process.send(response=paused, limit="secondary")
        assert process.lost == ["BudgetUnavailableError 1"]


@in_virtual_time
async def test_strict_fails_calls_while_the_store_is_lost():
    """And works again afterwards."""
    async with fleet(1, strict=True) as it:
        (process,) = it.processes
        await process.work(3, wide=1)
        it.redis.failure = GONE
        paused = reply(403, retry_after="1")
        await process.send(response=paused, limit="secondary")
        await it.clock.sleep(4)
        with pytest.raises(errors.BudgetError, match="gone"):
            await process.send()
        it.redis.failure = None
        await process.send()
        assert process.lost == []


@in_virtual_time
async def test_leaving_a_lost_store_raises_nothing():
    """The leases end by themselves."""
    async with fleet(2) as it:
        first, second = it.processes
        await first.send()
        it.redis.failure = GONE
        await first.member.leave()
        await it.clock.sleep(4)
        await second.send()
        await second.member.leave()


@in_virtual_time
async def test_what_is_left_is_returned_when_a_process_leaves():
    """The others can use it at once."""
    async with fleet(2, limit=2) as it:
        first, second = it.processes
        await it.clock.sleep(4)
        await first.send()
        await first.member.leave()
        await second.send()
        assert it.github.requests == 2


@in_virtual_time
async def test_a_flush_is_survived():
    """Leases are void, and nothing is sent into the limit."""
    async with fleet(2, limit=300, window=600.0, points_per_minute=900) as it:
        await all_work(it, 40)
        await it.redis.flushall()
        await all_work(it, 60)
        assert it.github.requests == 200


@in_virtual_time
async def test_tasks_that_wait_for_the_store_ask_once_together():
    """A3: the store is not asked for each of them."""
    async with fleet(1) as it:
        (process,) = it.processes
        member, before = process.member, it.redis.calls
        async with asyncio.TaskGroup() as group, member._lock:  # the store is asked
            for _ in range(9):
                group.create_task(member.fill(member.holdings.width))
            await it.clock.sleep(1)
        assert it.redis.calls == before + 1


@in_virtual_time
async def test_cancelled_callers_leave_nothing_behind():
    """A22: while the store is asked, too."""
    async with fleet(1, limit=50) as it:
        (process,) = it.processes
        await it.clock.sleep(4)
        for turns in range(12):
            task = asyncio.create_task(process.send())
            for _ in range(turns):
                await asyncio.sleep(0)  # noqa: TID251 - one turn of the loop
            task.cancel()
            await asyncio.wait([task])
            assert process.limiter._admission.in_flight == 0
        await process.work(5)


@in_virtual_time
@pytest.mark.parametrize("number", range(1, 8))
async def test_a_cancelled_write_does_not_keep_others_from_writing(number):
    """A22: whichever call of the store is cancelled when it has run."""
    async with fleet(2) as it:
        first, second = it.processes
        await first.send()
        await it.clock.sleep(4)
        it.redis.cancels = number
        task = asyncio.create_task(first.send(DISPATCH))
        await asyncio.wait([task])
        assert task.cancelled() or it.redis.cancels
        it.redis.cancels = 0
        start = it.clock.monotonic()
        await second.send(DISPATCH)
        assert it.clock.monotonic() - start <= 5


@in_virtual_time
async def test_a_cancelled_wait_for_a_write_does_not_delay_the_others():
    """A22: while the store says to wait; its place is lost a second later."""
    async with fleet(3) as it:
        first, second, third = it.processes
        await first.send()
        await it.clock.sleep(4)
        await first.send(DISPATCH)
        task = asyncio.create_task(second.send(DISPATCH))
        await it.clock.sleep(0.5)
        task.cancel()
        start = it.clock.monotonic()
        await third.send(DISPATCH)
        assert it.clock.monotonic() - start <= 3
