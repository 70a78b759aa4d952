import asyncio

import pytest

from aioghactions.fanout import Done, Failed, fan_out
from tests.support.turns import turns


async def double(n):
    """Return twice ``n``."""
    return 2 * n


async def outcomes_of(worker, items, limit):
    """Run a fan-out to its end."""
    async with fan_out(worker, items, limit=limit) as outcomes:
        return [outcome async for outcome in outcomes]


async def test_every_item_has_one_outcome():
    """A25: done or failed, each item exactly once."""

    async def picky(n):
        if n % 3 == 0:
            raise ValueError(n)
        return 2 * n

    found = await outcomes_of(picky, range(100), limit=7)
    assert sorted(o.item for o in found) == list(range(100))
    for outcome in found:
        match outcome:
            case Done(item, result):
                assert (item % 3 != 0, result) == (True, 2 * item)
            case Failed(item, error):
                assert (item % 3, error.args) == (0, (item,))


@pytest.mark.parametrize("count", [0, 1, 3])
async def test_few_items_need_fewer_than_limit_workers(count):
    """An empty or short source ends at once."""
    assert len(await outcomes_of(double, range(count), limit=50)) == count


async def test_an_async_source_is_pulled_by_one_worker_at_a_time():
    """A24: async sources work, and are closed when left early."""
    closed = False

    async def source():
        nonlocal closed
        try:
            for n in range(1_000_000):
                await turns()
                yield n
        finally:
            closed = True

    async with fan_out(double, source(), limit=4) as outcomes:
        async for outcome in outcomes:
            if outcome.item == 20:
                break
    assert closed


async def test_items_are_pulled_lazily():
    """A24: memory does not grow with the source while nobody takes outcomes."""
    pulled = 0

    def source():
        nonlocal pulled
        for n in range(100_000):
            pulled += 1
            yield n

    async with fan_out(double, source(), limit=5) as outcomes:
        await anext(outcomes)
        await turns(100)
        assert pulled <= 2 * 5 + 1


async def test_at_most_limit_workers_run_at_once():
    """The limit is a promise to GitHub, not a hint."""
    running = most = 0

    async def worker(_):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await turns()
        running -= 1

    await outcomes_of(worker, range(50), limit=6)
    assert most == 6


async def test_leaving_the_block_cancels_the_workers():
    """A24: nothing outlives the block."""
    cancelled = []

    async def worker(n):
        if n == 0:
            return n
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(n)
            raise

    async with fan_out(worker, range(1000), limit=4) as outcomes:
        assert await anext(outcomes) == Done(0, 0)
        await turns()
    assert len(cancelled) == 4


async def test_the_bodys_own_exception_stays_bare():
    """No ExceptionGroup where one exception was raised."""
    with pytest.raises(KeyError, match="mine"):
        async with fan_out(double, range(3), limit=2):
            raise KeyError("mine")


async def test_a_failing_source_reaches_the_consumer():
    """There is no item to blame, so the loop itself raises."""

    def source():
        yield 1
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        await outcomes_of(double, source(), limit=3)


async def test_cancelling_the_consumer_cancels_the_workers():
    """A22: cancellation goes through, and waits for the workers."""
    ended = 0

    async def worker(_):
        nonlocal ended
        try:
            await asyncio.Event().wait()
        finally:
            ended += 1

    async with asyncio.TaskGroup() as group:
        task = group.create_task(outcomes_of(worker, range(100), limit=8))
        await turns(5)
        task.cancel()
    assert task.cancelled()
    assert ended == 8


async def test_an_exit_in_a_worker_is_no_outcome():
    """A25: SystemExit and KeyboardInterrupt end the program, not the item."""

    class Exit(BaseException):
        pass

    async def worker(_):
        raise Exit

    with pytest.raises(BaseExceptionGroup) as caught:
        await outcomes_of(worker, range(3), limit=1)
    assert caught.group_contains(Exit)


async def test_a_limit_below_one_is_refused():
    """Nothing could ever run."""
    with pytest.raises(ValueError, match="limit is 0"):
        fan_out(double, [], limit=0)
