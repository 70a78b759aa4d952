import asyncio

import pytest

from aioghactions._request.lifetime import CallsInProgress, Lifetime
from tests.support.turns import turns
from tests.support.virtual import in_virtual_time


@in_virtual_time
async def test_lifetime_begins_once():
    """A27: nothing may be sent before or after it."""
    lifetime = Lifetime()
    with pytest.raises(RuntimeError, match="not open"):
        lifetime.check()
    lifetime.begin()
    lifetime.check()
    with pytest.raises(RuntimeError, match="this client is open"):
        lifetime.begin()
    assert lifetime.end()
    assert lifetime.is_closed
    assert not lifetime.end()
    with pytest.raises(RuntimeError, match=r"this client is closed$"):
        lifetime.check()
    with pytest.raises(RuntimeError, match="this client is closed: make a new one"):
        lifetime.begin()


@in_virtual_time
async def test_lifetime_may_end_before_it_began():
    """A27: there is nothing to release then."""
    lifetime = Lifetime()
    assert not lifetime.end()
    with pytest.raises(RuntimeError, match="closed"):
        lifetime.begin()


def test_lifetime_is_bound_to_its_loop():
    """A28: it can be used and ended only in the loop where it began."""
    lifetime = Lifetime()
    in_new_loop(lifetime.begin)
    for method in (lifetime.check, lifetime.end):
        with pytest.raises(RuntimeError, match="another event loop"):
            in_new_loop(method)


def in_new_loop(function):
    """Call ``function`` in a new event loop."""

    async def main():
        function()

    asyncio.run(main())


@in_virtual_time
async def test_lifetime_is_bound_to_its_process():
    """A28: a child process has another id."""
    lifetime = Lifetime()
    lifetime.begin()
    lifetime._process += 1
    for method in (lifetime.check, lifetime.end):
        with pytest.raises(RuntimeError, match="before a fork"):
            method()


async def sleep(until):
    """Return at an instant of the loop's clock."""
    reached = asyncio.Event()
    asyncio.get_running_loop().call_at(until, reached.set)
    await reached.wait()


async def call(calls, log, *, until=None):
    """Be in progress until an instant or an abort; record how it ended."""
    loop = asyncio.get_running_loop()
    timeout = asyncio.timeout(10)
    try:
        async with timeout:
            with calls(timeout):
                await (asyncio.Event().wait() if until is None else sleep(until))
        log.append(("ended", loop.time()))
    except TimeoutError:
        log.append(("expired", loop.time()))


@in_virtual_time
async def test_wait_returns_when_the_last_call_has_ended():
    """A27: and at once if there is none."""
    calls, log = CallsInProgress(), []
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
    calls, log = CallsInProgress(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(call(calls, log))
        await sleep(1)
        group.create_task(call(calls, log))
        await turns()
        # Between the expiry of a timeout and the end of its call there is one turn.
        asyncio.get_running_loop().call_at(10, calls.abort)
        await calls.wait()
    assert log == [("expired", 10), ("expired", 10)]
