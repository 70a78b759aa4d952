import asyncio

import pytest

from aioghactions._request.lifetime import CallsInProgress, Lifetime
from tests.support.turns import turns
from tests.support.virtual import in_virtual_time


@in_virtual_time
async def test_client_opens_once():
    """A27: before and after, nothing can be sent."""
    life = Lifetime()
    with pytest.raises(RuntimeError, match="not open"):
        life.check()
    life.begin()
    life.check()
    with pytest.raises(RuntimeError, match="this client is already open"):
        life.begin()
    assert life.end()
    assert life.is_closed
    assert not life.end()
    with pytest.raises(RuntimeError, match=r"this client is closed$"):
        life.check()
    with pytest.raises(RuntimeError, match="this client is closed; create a new one"):
        life.begin()


@in_virtual_time
async def test_closing_an_unopened_client_is_allowed():
    """A27: it cannot be opened afterwards."""
    life = Lifetime()
    assert not life.end()
    with pytest.raises(RuntimeError, match="closed"):
        life.begin()


def test_client_belongs_to_one_event_loop():
    """A28: it is used and closed in the loop that opened it."""
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
async def test_client_belongs_to_one_process():
    """A28: a child has another process id."""
    life = Lifetime()
    life.begin()
    life._process += 1
    for elsewhere in (life.check, life.end):
        with pytest.raises(RuntimeError, match="before a fork"):
            elsewhere()


async def sleep(until):
    """Return at an instant of the loop's clock."""
    there = asyncio.Event()
    asyncio.get_running_loop().call_at(until, there.set)
    await there.wait()


async def call(calls, log, *, until=None):
    """Be in progress until an instant, or until aborted; log how it ended."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(None) as timeout:
            calls.begin(timeout)
            try:
                await (asyncio.Event().wait() if until is None else sleep(until))
            finally:
                calls.end(timeout)
        log.append(("ended", loop.time()))
    except TimeoutError:
        log.append(("expired", loop.time()))


@in_virtual_time
async def test_wait_returns_when_the_last_call_has_ended():
    """A27: at once if there is none."""
    calls, log = CallsInProgress(10), []
    await calls.wait()
    async with asyncio.TaskGroup() as group:
        for until in (3, None, 5):
            group.create_task(call(calls, log, until=until))
        await turns()
        await calls.wait()
        assert log == [("ended", 3), ("ended", 5), ("expired", 10)]


@in_virtual_time
async def test_abort_ends_every_call_at_once():
    """A27: also one whose deadline passes at the same instant."""
    calls, log = CallsInProgress(10), []
    async with asyncio.TaskGroup() as group:
        group.create_task(call(calls, log))
        await sleep(1)
        group.create_task(call(calls, log))
        await turns()
        # Between the expiry of a timeout and the end of its call there is one turn.
        asyncio.get_running_loop().call_at(10, calls.abort)
        await calls.wait()
    assert log == [("expired", 10), ("expired", 10)]
