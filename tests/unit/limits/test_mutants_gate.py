"""Where the gate turns: the value on each side of its comparisons."""

import asyncio
from datetime import UTC, datetime, timedelta
from math import inf

import pytest

from aioghactions import RateLimitError, operations
from aioghactions._limits.admission import Limits
from aioghactions._limits.limiter import Gate
from aioghactions.settings import Pace
from tests.support.scripted import limits, reply
from tests.support.turns import turns
from tests.support.virtual import VirtualClock, in_virtual_time

READ = operations.get_workflow_run("o", "r", 1).operation
PATIENT = {"longest_wait": inf, "deadline": inf}
REFUSED = reply(403, retry_after="30")


async def closed_for_half_a_minute() -> tuple[Gate, VirtualClock]:
    """Return a gate that GitHub has closed, on a machine that has run for a while."""
    clock = VirtualClock(chance=0.0)
    gate = Gate(Limits(Pace.off(concurrency=2)), clock)
    await clock.sleep(1_000)
    ticket = await gate.admit(READ, **PATIENT)
    assert gate.learn(ticket, REFUSED, "secondary") == 30
    gate.leave(ticket)
    return gate, clock


def wall(clock: VirtualClock) -> datetime:
    """Return what the wall clock shows."""
    return datetime.fromtimestamp(clock.now(), UTC)


@in_virtual_time
async def test_a_wait_as_long_as_patience_is_waited():
    """A5: `longest_limit_wait` itself is not too long; nobody has to come by."""
    gate, clock = await closed_for_half_a_minute()
    await gate.admit(READ, longest_wait=30.0, deadline=1_030.5)
    assert clock.monotonic() == 1_030


@in_virtual_time
async def test_a_wait_longer_than_patience_says_whom_and_until_when():
    """A5: the error names the operation, and the instant at which to try again."""
    gate, clock = await closed_for_half_a_minute()
    await clock.sleep(5)
    with pytest.raises(RateLimitError) as caught:
        await gate.admit(READ, longest_wait=24.9, deadline=inf)
    assert caught.value.operation == "get-workflow-run"
    assert caught.value.retry_at == wall(clock) + timedelta(seconds=25)
    assert clock.monotonic() == 1_005


@in_virtual_time
async def test_a_wait_until_the_very_deadline_is_too_long():
    """A17: there would be no time left to ask in."""
    gate, _ = await closed_for_half_a_minute()
    with pytest.raises(RateLimitError):
        await gate.admit(READ, longest_wait=inf, deadline=1_030.0)
    await gate.admit(READ, longest_wait=inf, deadline=1_030.1)


@in_virtual_time
async def test_an_instant_is_told_in_utc_and_to_the_fraction():
    """A5: aware, and neither rounded nor in the past."""
    clock = VirtualClock()
    gate = Gate(Limits(Pace.off()), clock)
    now = wall(clock)
    assert gate.instant(0.5) == now + timedelta(seconds=0.5)
    assert gate.instant(-9.0) == now
    assert gate.instant(0.0).tzinfo is UTC


@in_virtual_time
async def test_an_answer_that_refuses_nothing_wants_no_silence():
    """A3: no seconds at all."""
    gate = Gate(Limits(Pace.off()), VirtualClock())
    ticket = await gate.admit(READ, **PATIENT)
    assert gate.learn(ticket, reply(), None) == 0.0


async def two_left(concurrency: int) -> tuple[Gate, VirtualClock, list[object]]:
    """Return a gate with two requests inside, and two more that may be sent."""
    clock = VirtualClock(chance=0.0)
    gate = Gate(Limits(Pace.off(concurrency=concurrency)), clock)
    probe = await gate.admit(READ, **PATIENT)
    reset = clock.true_now() + 100
    gate.learn(probe, reply(**limits(3, reset=reset)), None)
    other = await gate.admit(READ, **PATIENT)
    return gate, clock, [probe, other]


@in_virtual_time
async def test_what_was_not_sent_costs_nothing():
    """A1: an allowance is given back with its place, to the last request."""
    gate, clock, [probe, _other] = await two_left(10)
    gate.leave(probe)
    unsent = await gate.admit(READ, **PATIENT)
    gate.leave(unsent, sent=False)
    for _ in range(2):
        await gate.admit(READ, **PATIENT)
    assert clock.monotonic() == 0


@in_virtual_time
async def test_who_is_called_and_does_not_come_has_sent_nothing():
    """A1, A22: a cancelled visitor that had its ticket already gives all of it back."""
    gate, clock, [probe, other] = await two_left(2)
    async with asyncio.TaskGroup() as group:
        third = group.create_task(gate.admit(READ, **PATIENT))
        await turns()
        gate.leave(probe)  # calls the third visitor
        third.cancel()
        await turns()
        assert third.cancelled()
        await gate.admit(READ, **PATIENT)
        assert clock.monotonic() == 0
        gate.leave(other)
        await gate.admit(READ, **PATIENT)
        assert clock.monotonic() == 0
