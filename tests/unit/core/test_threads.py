import asyncio
import threading

import pytest

from aioghactions._core.threads import (
    SerialWorker,
    any_running,
    in_stoppable_thread,
    in_thread,
)
from tests.support.turns import turns


class Function:
    """A blocking function that returns on request."""

    def __init__(self, error=None):
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.ended = False
        self.error = error

    def __call__(self, value=None):
        self.begun.set()
        self.may_end.wait()
        self.ended = True
        if self.error:
            raise self.error
        return value


async def until_begun(function):
    """Wait until the thread has begun."""
    while not function.begun.is_set():
        await turns()


async def test_in_thread_returns_and_raises():
    """A29: as a direct call would."""
    assert await in_thread(divmod, 7, 2) == (3, 1)
    assert await in_thread(sorted, [1, 2], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        await in_thread(divmod, 7, 0)


async def test_any_running():
    """A29: a test clock waits for threads."""
    function = Function()
    assert not any_running()
    task = asyncio.create_task(in_thread(function))
    await until_begun(function)
    assert any_running()
    function.may_end.set()
    await task
    assert not any_running()


@pytest.mark.parametrize("error", [None, OSError("disk")])
@pytest.mark.parametrize("times", [1, 3])
async def test_cancellation_waits_for_the_thread(error, times):
    """A22: also if it is cancelled repeatedly."""
    function = Function(error)
    task = asyncio.create_task(in_thread(function))
    await until_begun(function)
    for _ in range(times):
        task.cancel()
        await turns(3)
        assert not task.done()
    function.may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert function.ended


async def test_cancellation_sets_the_stop_event():
    """A22: a long-running function can check it."""
    seen = []

    def function(stop, word):
        begun.set()
        seen.append((stop.wait(), word))

    begun = threading.Event()
    task = asyncio.create_task(in_stoppable_thread(function, "stop"))
    while not begun.is_set():
        await turns()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert seen == [(True, "stop")]


async def test_stop_event_is_not_set_without_cancellation():
    """A29: the function runs to its end."""
    assert await in_stoppable_thread(lambda stop, n: (stop.is_set(), n), 7) == (
        False,
        7,
    )


async def test_serial_worker_runs_functions_in_order():
    """S11: so that blocks are written in order."""
    done = []
    async with SerialWorker() as worker:
        for n in range(50):
            await worker.start(done.append, n)
    assert done == list(range(50))
    async with SerialWorker():
        pass


async def test_serial_worker_does_not_block_the_loop():
    """A29: starting a function does not wait for it."""
    function = Function()
    async with SerialWorker() as worker:
        await worker.start(function)
        await until_begun(function)
        assert not function.ended
        function.may_end.set()
    assert function.ended


@pytest.mark.parametrize("then", ["another function", "the end"])
async def test_serial_worker_raises_the_error_of_a_function(then):
    """S11: such as a full disk."""
    function = Function(OSError("disk full"))
    function.may_end.set()

    async def use():
        async with SerialWorker() as worker:
            await worker.start(function)
            if then == "another function":
                await worker.start(list)

    with pytest.raises(OSError, match="disk full"):
        await use()


async def test_error_of_the_block_is_raised():
    """S11: after the thread has ended."""
    function = Function(OSError("later"))

    async def use():
        async with SerialWorker() as worker:
            await worker.start(function)
            await until_begun(function)
            function.may_end.set()
            raise KeyError("first")

    with pytest.raises(KeyError, match="first"):
        await use()
    assert function.ended


async def test_error_of_the_block_without_a_function_is_raised():
    """S11: there is nothing to wait for."""

    async def use():
        async with SerialWorker():
            raise KeyError("first")

    with pytest.raises(KeyError, match="first"):
        await use()


async def test_cancelled_serial_worker_waits_for_its_function():
    """A22: the file is not closed while the thread uses it."""
    function = Function()

    async def use():
        async with SerialWorker() as worker:
            await worker.start(function)
            await asyncio.Event().wait()

    task = asyncio.create_task(use())
    await until_begun(function)
    task.cancel()
    await turns(3)
    assert not task.done()
    function.may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert function.ended
