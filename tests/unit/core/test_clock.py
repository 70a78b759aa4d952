import asyncio
from functools import partial

import pytest

from aioghactions._core.clock import Deadline, SystemClock, first_of
from tests.support import virtual
from tests.support.turns import turns
from tests.support.virtual import VirtualClock, in_virtual_time


def test_jitter_is_uniform_in_0_to_1():
    """A15: ten thousand numbers pass a Kolmogorov-Smirnov test."""
    clock = SystemClock()
    numbers = sorted(clock.jitter() for _ in range(10_000))
    assert 0 <= numbers[0] <= numbers[-1] < 1
    # A uniform source exceeds this distance once in ten billion runs.
    distance = max(
        max(abs(number - rank / 10_000), abs(number - (rank + 1) / 10_000))
        for rank, number in enumerate(numbers)
    )
    assert distance < 3.45 / 100


def test_monotonic_never_decreases():
    """A7: waits are measured on this clock."""
    clock = SystemClock()
    instants = [clock.monotonic() for _ in range(1000)]
    assert instants == sorted(instants)


def test_now_is_seconds_since_the_epoch():
    """The wall clock shows a date of this century."""
    assert 1_700_000_000 < SystemClock().now() < 5_000_000_000


async def test_sleep_yields_to_the_loop_and_can_be_cancelled():
    """A22: a sleep of 0 seconds yields as well."""
    clock, ran = SystemClock(), []
    async with asyncio.TaskGroup() as group:
        asleep = group.create_task(clock.sleep(1000))
        group.create_task(append(ran))
        await clock.sleep(0)
        await clock.sleep(0)
        assert ran == [True]
        asleep.cancel()
    assert asleep.cancelled()


async def append(ran):
    """Record that it ran."""
    ran.append(True)


async def after(seconds, result="done", *, finished=None):
    """Return ``result`` after ``seconds``; append it to ``finished`` in any case."""
    try:
        await asyncio.sleep(seconds)  # noqa: TID251 - virtual
    finally:
        await turns(3)  # what is cancelled may await while it cleans up
        if finished is not None:
            finished.append(result)
    return result


async def fail(seconds):
    """Fail after ``seconds``."""
    await asyncio.sleep(seconds)  # noqa: TID251 - virtual
    raise KeyError("bad")


async def finish_when_cancelled():
    """Return a result instead of the cancellation."""
    try:
        await asyncio.sleep(100)  # noqa: TID251 - virtual
    except asyncio.CancelledError:
        return "done"


async def cancel_itself():
    """Await something that is cancelled."""
    cancelled = asyncio.get_running_loop().create_future()
    cancelled.cancel()
    await cancelled


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
@in_virtual_time
async def test_first_of_returns_the_first_result_and_ends_the_others(order):
    """A22, A23: the others have finished their cleanup when it returns."""
    finished = []
    starts = [
        partial(after, 1, "first", finished=finished),
        partial(after, 2, "second", finished=finished),
        partial(after, 3, "third", finished=finished),
    ]
    assert await first_of(*(starts[number] for number in order)) == "first"
    assert sorted(finished) == ["first", "second", "third"]
    assert len(asyncio.all_tasks()) == 1


@in_virtual_time
async def test_first_of_prefers_the_earlier_argument_in_a_tie():
    """Both sleeps end at the same instant."""
    assert await first_of(partial(after, 1, "a"), partial(after, 1, "b")) == "a"
    assert await first_of(partial(after, 1, "b"), partial(after, 1, "a")) == "b"


@in_virtual_time
async def test_first_of_keeps_a_result_that_arrives_during_cancellation():
    """A result of the earlier argument is not lost."""
    assert await first_of(finish_when_cancelled, partial(after, 1, "late")) == "done"
    assert await first_of(partial(after, 1, "first"), finish_when_cancelled) == "first"


@in_virtual_time
async def test_first_of_raises_the_error_itself():
    """A12: not an ExceptionGroup; the others are cancelled."""
    finished = []
    with pytest.raises(KeyError, match="bad"):
        await first_of(partial(after, 9, finished=finished), partial(fail, 1))
    assert finished == ["done"]


@in_virtual_time
async def test_first_of_raises_a_cancellation_from_inside():
    """As ``await`` of a cancelled future does."""
    with pytest.raises(asyncio.CancelledError):
        await first_of(cancel_itself, partial(after, 1))


@pytest.mark.parametrize("count", range(6))
@in_virtual_time
async def test_first_of_can_be_cancelled_at_every_step(count):
    """A22: both are cancelled, whether they have started or not."""
    race = asyncio.ensure_future(first_of(partial(after, 9), partial(after, 9)))
    await turns(count)
    race.cancel()
    await asyncio.wait([race])
    assert race.cancelled()
    assert len(asyncio.all_tasks()) == 1


@in_virtual_time
async def test_first_of_leaves_no_coroutine_unawaited():
    """A22: all tasks are cancelled at once, before any of the race has run."""
    race = asyncio.ensure_future(first_of(partial(after, 9), partial(after, 9)))
    await turns()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await asyncio.wait([race])
    assert race.cancelled()


def bound(seconds, work):
    """Run ``work`` with a deadline; return the result, the time, ``has_passed``."""
    clock = VirtualClock()

    async def main():
        deadline = Deadline(clock, seconds)
        result = await deadline.bound(work)
        assert len(asyncio.all_tasks()) == 1
        return result, clock.monotonic(), deadline.has_passed

    return virtual.run(main())


@pytest.mark.parametrize(
    ("seconds", "work", "expected"),
    [
        (10, 1, ("done", 1, False)),
        (None, 1, ("done", 1, False)),
        (10, 3_600, (None, 10, True)),
        (0, 3_600, (None, 0, True)),
        (None, 3_600, ("done", 3_600, False)),
    ],
)
def test_work_ends_at_the_deadline(seconds, work, expected):
    """A17: not earlier; without a deadline, never."""
    assert bound(seconds, partial(after, work)) == pytest.approx(expected)


@pytest.mark.parametrize("seconds", [10, None])
def test_bound_raises_the_error_itself(seconds):
    """A12: not an ExceptionGroup, and not a TimeoutError."""
    with pytest.raises(KeyError, match="bad"):
        bound(seconds, partial(fail, 1))


def test_cancelling_bound_cancels_the_work():
    """A22: nothing continues afterwards."""
    finished = []

    async def main():
        async with asyncio.timeout(5):
            work = partial(after, 3_600, finished=finished)
            await Deadline(VirtualClock(), 100).bound(work)

    with pytest.raises(TimeoutError):
        virtual.run(main())
    assert finished == ["done"]


@pytest.mark.parametrize(("duration", "slept"), [(3, 3), (30, 10), (-1, 0)])
def test_sleep_ends_at_the_deadline(duration, slept):
    """A17: a longer sleep is cut."""
    clock = VirtualClock()

    async def main():
        await Deadline(clock, 10).sleep(duration)
        return clock.monotonic()

    assert virtual.run(main()) == pytest.approx(slept)
