"""Run blocking functions in worker threads without leaving them running."""

import asyncio
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any, Concatenate, Final, ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_FUTURES: Final[set["asyncio.Future[Any]"]] = set()


def any_running() -> bool:
    """Return whether a thread runs for this loop: a test's clock must not advance."""
    loop = asyncio.get_running_loop()
    return any(future.get_loop() is loop for future in _FUTURES)


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call ``function`` in a thread and return its result.

    A thread cannot be stopped: on cancellation, wait until it ends, so that no work
    continues afterwards and no file is closed while it is in use.
    """
    return await _result(_submit(function, *args, **kwargs))


async def in_stoppable_thread(
    function: Callable[Concatenate[Event, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Like ``in_thread``; the first argument is an event that cancellation sets."""
    stop = Event()
    return await _result(_submit(function, stop, *args, **kwargs), stop)


class SerialWorker:
    """Runs blocking functions in a thread, one after another.

    An async context manager: the last function has returned when the block ends.
    """

    def __init__(self) -> None:
        self._running: asyncio.Future[Any] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: object, exc: BaseException | None, traceback: object
    ) -> None:
        """Wait for the last function; raise its error unless there is another."""
        if exc is None:
            await self.finish()
        elif self._running is not None:
            await _wait_until_done(self._running)

    @property
    def is_idle(self) -> bool:
        return self._running is None or self._running.done()

    async def start(
        self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Start a function when the previous one has returned, or raise its error."""
        await self.finish()
        self._running = _submit(function, *args, **kwargs)

    async def finish(self) -> None:
        """Wait until the last function has returned, or raise its error."""
        if self._running is not None:
            await _result(self._running)
            self._running = None


def _submit(
    function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> "asyncio.Future[T]":
    call = partial(function, *args, **kwargs)
    future = asyncio.get_running_loop().run_in_executor(None, call)
    _FUTURES.add(future)
    future.add_done_callback(_FUTURES.discard)
    return future


async def _result(future: "asyncio.Future[T]", stop: Event | None = None) -> T:
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        if stop is not None:
            stop.set()
        await _wait_until_done(future)
        raise


async def _wait_until_done(future: "asyncio.Future[Any]") -> None:
    """Wait until ``future`` is done, even if the wait is cancelled repeatedly."""
    cancelled: asyncio.CancelledError | None = None
    while not future.done():
        try:
            await asyncio.wait([future])
        except asyncio.CancelledError as error:
            cancelled = error
    future.exception()  # mark as retrieved
    if cancelled is not None:
        raise cancelled
