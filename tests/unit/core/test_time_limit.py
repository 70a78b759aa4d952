import asyncio
from math import inf

import pytest

from aioghactions._core.clock import TimeLimit
from tests.support.turns import turns
from tests.support.virtual import in_virtual_time


async def block(limit, log, *, seconds=inf):
    """Be inside of a limited block for some seconds; log when and how it ended."""
    loop = asyncio.get_running_loop()
    released = asyncio.Event()
    if seconds < inf:
        loop.call_later(seconds, released.set)
    how = "ended"
    try:
        async with asyncio.Timeout(None) as timeout:
            limit.begin(timeout)
            try:
                await released.wait()
            finally:
                limit.end(timeout)
    except TimeoutError:
        how = "expired"
    log.append((how, loop.time()))


@in_virtual_time
async def test_each_block_expires_after_its_own_time():
    """With one timer for all of them."""
    limit, log = TimeLimit(10), []
    loop = asyncio.get_running_loop()
    async with asyncio.TaskGroup() as group:
        for begin, seconds in ((0, 4), (3, inf), (5, inf), (5, 9), (14, 2), (20, inf)):
            loop.call_at(
                begin,
                lambda seconds=seconds: group.create_task(
                    block(limit, log, seconds=seconds)
                ),
            )
        hold = asyncio.Event()
        loop.call_at(25, hold.set)
        await hold.wait()
    assert log == [
        *(("ended", 4), ("expired", 13), ("ended", 14)),
        *(("expired", 15), ("ended", 16), ("expired", 30)),
    ]


@in_virtual_time
async def test_without_seconds_a_block_has_no_limit_but_can_be_aborted():
    """As with Patience(deadline=None)."""
    limit, log = TimeLimit(None), []
    async with asyncio.TaskGroup() as group:
        group.create_task(block(limit, log, seconds=100_000))
        group.create_task(block(limit, log))
        hold = asyncio.Event()
        asyncio.get_running_loop().call_at(200_000, hold.set)
        await hold.wait()
        limit.abort()
    assert log == [("ended", 100_000), ("expired", 200_000)]


@in_virtual_time
async def test_a_cancelled_block_is_cancelled_and_does_not_expire():
    """A timeout is not taken for a cancellation, nor the reverse."""
    limit, log = TimeLimit(10), []
    task = asyncio.create_task(block(limit, log))
    await turns()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert log == []


@in_virtual_time
async def test_abort_leaves_no_timer():
    """A27: a closed client keeps nothing in the loop."""
    limit, log = TimeLimit(10), []
    await block(limit, log, seconds=1)
    limit.abort()
    assert limit._timer is None
    await block(limit, log, seconds=1)
    assert log == [("ended", 1), ("ended", 2)]


@in_virtual_time
async def test_a_restarted_block_expires_later_and_after_the_others():
    """As bytes arrive; the one timer serves the blocks in their new order."""
    limit, log = TimeLimit(10), []
    loop = asyncio.get_running_loop()

    async def restarted():
        try:
            async with asyncio.Timeout(None) as timeout:
                for _ in range(3):  # at 0, 7 and 14
                    limit.restart(timeout)
                    later = asyncio.Event()
                    loop.call_later(7, later.set)
                    await later.wait()
                await asyncio.Event().wait()
        except TimeoutError:
            log.append(("restarted", loop.time()))
        limit.end(timeout)

    async with asyncio.TaskGroup() as group:
        group.create_task(restarted())
        group.create_task(block(limit, log))
    assert log == [("expired", 10), ("restarted", 24)]
    limit.end(asyncio.Timeout(None))  # one that never began
