"""Blocking work, in a thread: files, archives, packed bytes."""

import asyncio
from collections.abc import Callable
from functools import partial
from threading import Event
from types import TracebackType
from typing import Any, Concatenate, Final, ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_JOBS: Final[set["asyncio.Future[Any]"]] = set()


def are_at_work() -> bool:
    """Return whether a thread works for this event loop: time must not jump over it."""
    loop = asyncio.get_running_loop()
    return any(job.get_loop() is loop for job in _JOBS)


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what ``function`` returns, called in a thread.

    A thread cannot be stopped. Whoever is cancelled waits until it is done, so
    that nothing goes on behind anybody's back, and no file is closed under its
    hands.
    """
    return await _end(_begin(function, *args, **kwargs))


async def in_stoppable_thread(
    function: Callable[Concatenate[Event, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do the same for a function that looks whether to stop.

    Args:
        function: Its first argument is an event, set when nobody waits any more.
        args: Its further arguments.
        kwargs: Its named ones.
    """
    stop = Event()
    return await _end(_begin(function, stop, *args, **kwargs), stop)


class SerialWorker:
    """Blocking jobs, one after another, while the event loop goes on.

    Inside ``async with``: the last one has ended when the block has.
    """

    def __init__(self) -> None:
        self._job: asyncio.Future[Any] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Wait for the last job; its error counts if there is no other."""
        if exc is None:
            await self.finish()
        elif self._job is not None:
            await _wait_out(self._job)

    @property
    def is_idle(self) -> bool:
        """Whether a job would begin at once."""
        return self._job is None or self._job.done()

    async def start(
        self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Begin a job as soon as the one before has ended.

        Raises:
            Exception: What the one before has raised.
        """
        await self.finish()
        self._job = _begin(function, *args, **kwargs)

    async def finish(self) -> None:
        """Return when no job runs.

        Raises:
            Exception: What the last one has raised.
        """
        if self._job is not None:
            await _end(self._job)
            self._job = None


def _begin(
    function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> "asyncio.Future[T]":
    call = partial(function, *args, **kwargs)
    job = asyncio.get_running_loop().run_in_executor(None, call)
    _JOBS.add(job)
    job.add_done_callback(_JOBS.discard)
    return job


async def _end(job: "asyncio.Future[T]", stop: Event | None = None) -> T:
    try:
        return await asyncio.shield(job)
    except asyncio.CancelledError:
        if stop is not None:
            stop.set()
        await _wait_out(job)
        raise


async def _wait_out(job: "asyncio.Future[Any]") -> None:
    """Return when ``job`` is done, however often the wait is cancelled."""
    cancelled: asyncio.CancelledError | None = None
    while not job.done():
        try:
            await asyncio.wait([job])
        except asyncio.CancelledError as error:
            cancelled = error
    job.exception()  # nobody else will look
    if cancelled is not None:
        raise cancelled
