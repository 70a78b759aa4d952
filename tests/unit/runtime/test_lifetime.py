import asyncio

import pytest

from aioghactions._runtime.lifetime import Lifetime
from tests.support.turns import turns
from tests.support.virtual import in_virtual_time


@in_virtual_time
async def test_a_life_begins_once():
    """A27: before it, and after it, nothing may be sent."""
    life = Lifetime()
    with pytest.raises(RuntimeError, match="not open"):
        life.check()
    life.begin()
    life.check()
    with pytest.raises(RuntimeError, match="this client is open"):
        life.begin()
    assert life.end()
    assert life.is_closed
    assert not life.end()
    with pytest.raises(RuntimeError, match=r"this client is closed$"):
        life.check()
    with pytest.raises(RuntimeError, match="this client is closed: make a new one"):
        life.begin()


@in_virtual_time
async def test_a_life_may_end_before_it_began():
    """A27: then there is nothing to let go of."""
    life = Lifetime()
    assert not life.end()
    with pytest.raises(RuntimeError, match="closed"):
        life.begin()


def test_a_life_is_of_one_loop():
    """A28: it can be used, and ended, where it began."""
    life = Lifetime()
    in_a_loop(life.begin)
    for elsewhere in (life.check, life.end):
        with pytest.raises(RuntimeError, match="another event loop"):
            in_a_loop(elsewhere)


def in_a_loop(function):
    """Call ``function`` in a loop of its own."""

    async def main():
        function()

    asyncio.run(main())


@in_virtual_time
async def test_a_life_is_of_one_process():
    """A28: a child has another number than its parent."""
    life = Lifetime()
    life.begin()
    life._process += 1
    for elsewhere in (life.check, life.end):
        with pytest.raises(RuntimeError, match="before a fork"):
            elsewhere()


async def call(life, seconds, log):
    """Be under way until ``seconds`` have passed."""
    bound = asyncio.timeout(seconds)
    try:
        async with bound:
            with life.calling(bound):
                await asyncio.Event().wait()
    except TimeoutError:
        log.append(asyncio.get_running_loop().time())


@in_virtual_time
async def test_it_is_quiet_when_the_last_call_has_ended():
    """A27: and at once if there is none."""
    life, log = Lifetime(), []
    await life.quiet()
    async with asyncio.TaskGroup() as group:
        for seconds in (3, 7, 5):
            group.create_task(call(life, seconds, log))
        await turns()
        await life.quiet()
        assert log == [3, 5, 7]


@in_virtual_time
async def test_calls_can_be_ended_early():
    """A27: also those that have no deadline, and one whose deadline strikes now."""
    life, log = Lifetime(), []
    async with asyncio.TaskGroup() as group:
        for seconds in (None, 100, 2):
            group.create_task(call(life, seconds, log))
        await turns()
        # Between the stroke and the end of a call there is one turn of the loop.
        asyncio.get_running_loop().call_at(2, life.abort)
        await life.quiet()
    assert log == [2, 2, 2]
