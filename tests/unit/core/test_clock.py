import asyncio

from aioghactions._core.clock import SystemClock


def test_dice_are_even():
    """A15: a thousand throws in [0, 1) fall evenly, to a part in ten or so."""
    clock = SystemClock()
    throws = sorted(clock.jitter() for _ in range(10_000))
    assert 0 <= throws[0] <= throws[-1] < 1
    # Kolmogorov-Smirnov: even dice fail this once in ten billion runs.
    gap = max(
        max(abs(throw - rank / 10_000), abs(throw - (rank + 1) / 10_000))
        for rank, throw in enumerate(throws)
    )
    assert gap < 3.45 / 100


def test_time_does_not_run_backwards():
    """A7: waits are held on this clock."""
    clock = SystemClock()
    instants = [clock.monotonic() for _ in range(1000)]
    assert instants == sorted(instants)


def test_now_is_today():
    """The wall clock counts seconds since the epoch."""
    assert 1_700_000_000 < SystemClock().now() < 5_000_000_000


async def test_to_sleep_is_to_let_others_run():
    """A22: also for no time at all; and a sleep can be cancelled."""
    clock, ran = SystemClock(), []
    async with asyncio.TaskGroup() as group:
        asleep = group.create_task(clock.sleep(1000))
        group.create_task(run(ran))
        await clock.sleep(0)
        await clock.sleep(0)
        assert ran == [True]
        asleep.cancel()
    assert asleep.cancelled()


async def run(ran):
    """Note that it ran."""
    ran.append(True)
