"""Where the gate turns: the value on each side of its comparisons."""

import asyncio
from datetime import UTC, datetime, timedelta
from math import inf

import pytest

from aioghactions import RateLimitError, operations
from aioghactions._limits.admission import Admission
from aioghactions._limits.limiter import RateLimiter
from aioghactions.settings import Pace
from tests.support.scripted import limits, reply
from tests.support.turns import turns
from tests.support.virtual import VirtualClock, in_virtual_time

READ = operations.get_workflow_run("o", "r", 1).operation
PATIENT = {"longest_wait": inf, "deadline": inf}
REFUSED = reply(403, retry_after="30")


async def closed_for_half_a_minute() -> tuple[RateLimiter, VirtualClock]:
    """Return a gate that GitHub has closed, on a machine that has run for a while."""
    clock = VirtualClock(chance=0.0)
    limiter = RateLimiter(Admission(Pace.off(concurrency=2)), clock)
    await clock.sleep(1_000)
    ticket = await limiter.admit(READ, **PATIENT)
    assert limiter.learn(ticket, REFUSED, "secondary") == 30
    limiter.leave(ticket)
    return limiter, clock


def wall(clock: VirtualClock) -> datetime:
    """Return what the wall clock shows."""
    return datetime.fromtimestamp(clock.now(), UTC)


@in_virtual_time
async def test_a_wait_as_long_as_patience_is_waited():
    """A5: `longest_limit_wait` itself is not too long; nobody has to come by."""
    limiter, clock = await closed_for_half_a_minute()
    await limiter.admit(READ, longest_wait=30.0, deadline=1_030.5)
    assert clock.monotonic() == 1_030


@in_virtual_time
async def test_a_wait_longer_than_patience_says_whom_and_until_when():
    """A5: the error names the operation, and the instant at which to try again."""
    limiter, clock = await closed_for_half_a_minute()
    await clock.sleep(5)
    with pytest.raises(RateLimitError) as caught:
        await limiter.admit(READ, longest_wait=24.9, deadline=inf)
    assert caught.value.operation == "get-workflow-run"
    assert caught.value.retry_at == wall(clock) + timedelta(seconds=25)
    assert clock.monotonic() == 1_005


@in_virtual_time
async def test_a_wait_until_the_very_deadline_is_too_long():
    """A17: there would be no time left to ask in."""
    limiter, _ = await closed_for_half_a_minute()
    with pytest.raises(RateLimitError):
        await limiter.admit(READ, longest_wait=inf, deadline=1_030.0)
    await limiter.admit(READ, longest_wait=inf, deadline=1_030.1)


@in_virtual_time
async def test_an_instant_is_told_in_utc_and_to_the_fraction():
    """A5: aware, and neither rounded nor in the past."""
    clock = VirtualClock()
    limiter = RateLimiter(Admission(Pace.off()), clock)
    now = wall(clock)
    assert limiter.instant(0.5) == now + timedelta(seconds=0.5)
    assert limiter.instant(-9.0) == now
    assert limiter.instant(0.0).tzinfo is UTC


@in_virtual_time
async def test_an_answer_that_refuses_nothing_wants_no_silence():
    """A3: no seconds at all."""
    limiter = RateLimiter(Admission(Pace.off()), VirtualClock())
    ticket = await limiter.admit(READ, **PATIENT)
    assert limiter.learn(ticket, reply(), None) == 0.0


async def two_left(concurrency: int) -> tuple[RateLimiter, VirtualClock, list[object]]:
    """Return a gate with two requests inside, and two more that may be sent."""
    clock = VirtualClock(chance=0.0)
    limiter = RateLimiter(Admission(Pace.off(concurrency=concurrency)), clock)
    probe = await limiter.admit(READ, **PATIENT)
    reset = clock.true_now() + 100
    limiter.learn(probe, reply(**limits(3, reset=reset)), None)
    other = await limiter.admit(READ, **PATIENT)
    return limiter, clock, [probe, other]


@in_virtual_time
async def test_what_was_not_sent_costs_nothing():
    """A1: an allowance is given back with its place, to the last request."""
    limiter, clock, [probe, _other] = await two_left(10)
    limiter.leave(probe)
    unsent = await limiter.admit(READ, **PATIENT)
    limiter.leave(unsent, sent=False)
    for _ in range(2):
        await limiter.admit(READ, **PATIENT)
    assert clock.monotonic() == 0


@in_virtual_time
async def test_who_is_called_and_does_not_come_has_sent_nothing():
    """A1, A22: a cancelled visitor that had its ticket already gives all of it back."""
    limiter, clock, [probe, other] = await two_left(2)
    async with asyncio.TaskGroup() as group:
        third = group.create_task(limiter.admit(READ, **PATIENT))
        await turns()
        limiter.leave(probe)  # calls the third visitor
        third.cancel()
        await turns()
        assert third.cancelled()
        await limiter.admit(READ, **PATIENT)
        assert clock.monotonic() == 0
        limiter.leave(other)
        await limiter.admit(READ, **PATIENT)
        assert clock.monotonic() == 0
