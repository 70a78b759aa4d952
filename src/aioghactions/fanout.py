"""Do one thing to many items, a few at a time."""

import asyncio
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
)
from contextlib import AsyncExitStack
from itertools import count
from types import TracebackType
from typing import Generic, Self, TypeAlias, TypeVar

from attrs import frozen

from aioghactions._params.checks import seconds

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@frozen
class Done(Generic[ItemT, ResultT]):
    """``worker(item)`` returned ``result``.

    Attributes:
        item: What the worker was called with.
        result: What it returned.
    """

    item: ItemT
    result: ResultT


@frozen
class Failed(Generic[ItemT]):
    """``worker(item)`` raised ``error``.

    Attributes:
        item: What the worker was called with.
        error: What it raised.
    """

    item: ItemT
    error: Exception


Outcome: TypeAlias = Done[ItemT, ResultT] | Failed[ItemT]


def lazily(
    items: Iterable[ItemT] | AsyncIterable[ItemT],
) -> AsyncGenerator[ItemT, None]:
    """Return a generator of ``items``.

    Closing it half way closes an asynchronous source as well, which nobody else
    would do in time.

    Raises:
        TypeError: They are no items at all.
    """
    if isinstance(items, AsyncIterable):
        return _asynchronous(aiter(items))
    return _synchronous(iter(items))


async def _synchronous(source: Iterator[ItemT]) -> AsyncGenerator[ItemT, None]:
    for item in source:
        yield item


async def _asynchronous(source: AsyncIterator[ItemT]) -> AsyncGenerator[ItemT, None]:
    try:
        async for item in source:
            yield item
    finally:
        if aclose := getattr(source, "aclose", None):
            await aclose()


class FanOut(Generic[ItemT, ResultT]):
    """The outcomes of a running fan-out. See :func:`fan_out`."""

    def __init__(
        self,
        worker: Callable[[ItemT], Awaitable[ResultT]],
        items: Iterable[ItemT] | AsyncIterable[ItemT],
        *,
        limit: int,
        ordered: bool,
        fail_fast: bool,
        deadline: float | None,
    ) -> None:
        if type(limit) is not int:
            raise TypeError(f"limit must be an integer, not {type(limit).__name__}")
        if limit < 1:
            raise ValueError(f"limit is {limit}; at least one must be able to run")
        if deadline is not None:
            seconds("deadline", deadline)
        self._worker = worker
        self._items = lazily(items)
        self._limit = self._working = limit
        self._ordered = ordered
        self._fail_fast = fail_fast
        self._deadline = deadline
        self._state = "not entered"
        self._timeout = asyncio.Timeout(None)
        self._stack = AsyncExitStack()
        self._group = asyncio.TaskGroup()
        self._tasks: list[asyncio.Task[None]] = []
        # An async iterator cannot be asked twice at once.
        self._turn = asyncio.Lock()
        # One place for each item that was pulled and not yet handed over: when
        # there is none left, the workers wait for the consumer.
        self._room = asyncio.Semaphore(2 * limit)
        self._finished: dict[int, Outcome[ItemT, ResultT]] = {}
        self._places, self._next = count(), 0
        self._failure: Exception | None = None
        self._source_failure: Exception | None = None
        self._changed = asyncio.Event()

    def __repr__(self) -> str:
        # Without items and results: they may be anything, also secret.
        return f"<FanOut {self._limit} at once, {self._next} told, {self._state}>"

    async def __aenter__(self) -> Self:
        """Start the workers.

        Raises:
            RuntimeError: It was entered before.
        """
        if self._state != "not entered":
            raise RuntimeError(f"{self} is entered once only: call fan_out anew")
        self._state = "running"
        await self._stack.enter_async_context(self._timeout)
        if self._deadline is not None:
            now = asyncio.get_running_loop().time()
            self._timeout.reschedule(now + self._deadline)
        await self._group.__aenter__()
        self._stack.push_async_exit(self._stop)
        self._tasks = [
            self._group.create_task(self._work()) for _ in range(self._limit)
        ]
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop the workers and wait until they have let go.

        Raises:
            TimeoutError: The deadline has passed.
        """
        try:
            await self._stack.__aexit__(exc_type, exc, traceback)
        except TimeoutError as late:
            if not self._timeout.expired():
                raise
            raise TimeoutError(f"{self} was to end within {self._deadline} s") from late

    async def _stop(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._state = "left"
        for task in self._tasks:
            task.cancel()
        try:
            if isinstance(exc, asyncio.CancelledError):
                # The group must see it: it may be its own, after a worker's exit.
                await self._group.__aexit__(exc_type, exc, traceback)
            else:
                # It would wrap the body's exception, which the caller wants bare.
                await self._group.__aexit__(None, None, None)
        finally:
            await self._items.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome[ItemT, ResultT]:
        """Return the next outcome, each one once.

        Raises:
            RuntimeError: Its block was not entered, or was left.
            Exception: After the last outcome, whatever the source of items raised;
                with ``fail_fast`` at once, and whatever a worker raised as well.
        """
        if self._state != "running":
            raise RuntimeError(f"{self}: iterate within `async with fan_out(...)`")
        while self._failure is None and self._next not in self._finished:
            if not self._working:
                raise self._source_failure or StopAsyncIteration
            self._changed.clear()
            await self._changed.wait()
        if self._failure is not None:
            raise self._failure
        outcome = self._finished.pop(self._next)
        self._next += 1
        self._room.release()
        return outcome

    async def _work(self) -> None:
        """Take items until there are no more."""
        try:
            while await self._one():
                self._changed.set()
        finally:
            self._working -= 1
            self._changed.set()

    async def _one(self) -> bool:
        """Work on the next item, if there is one."""
        await self._room.acquire()
        async with self._turn:
            if self._failure is not None:
                return False
            place = next(self._places) if self._ordered else None
            try:
                item = await anext(self._items)
            except StopAsyncIteration:
                return False
            except Exception as error:  # noqa: BLE001 - passed on, not swallowed
                self._source_failure = error
                self._fail(error)
                return False
        outcome = await self._outcome(item)
        # Where order does not matter, places are given in the order of finishing.
        self._finished[next(self._places) if place is None else place] = outcome
        if isinstance(outcome, Failed):
            self._fail(outcome.error)
        # Who is told to stop, and stays deaf to it, begins nothing more.
        return self._state == "running"

    def _fail(self, error: Exception) -> None:
        """End it all with this error, if that is wanted."""
        if self._fail_fast and self._failure is None:
            self._failure = error
            if isinstance(error, StopAsyncIteration):
                # It would pass for the end of the outcomes.
                self._failure = RuntimeError("a worker raised StopAsyncIteration")
                self._failure.__cause__ = error

    async def _outcome(self, item: ItemT) -> Outcome[ItemT, ResultT]:
        try:
            return Done(item, await self._worker(item))
        except Exception as error:  # noqa: BLE001 - handed to the caller
            return Failed(item, error)
        except asyncio.CancelledError as cancelled:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            # Nobody cancels this task: something that it awaited was cancelled.
            failure = RuntimeError("what the worker awaited was cancelled")
            failure.__cause__ = cancelled
            return Failed(item, failure)


__all__ = ["Done", "Failed", "FanOut", "Outcome", "fan_out"]


def fan_out(
    worker: Callable[[ItemT], Awaitable[ResultT]],
    items: Iterable[ItemT] | AsyncIterable[ItemT],
    *,
    limit: int,
    ordered: bool = False,
    fail_fast: bool = False,
    deadline: float | None = None,
) -> FanOut[ItemT, ResultT]:
    """Run ``worker`` over ``items``, at most ``limit`` at once.

    Items are pulled only when a worker is free, and workers wait while nobody
    takes their outcomes: memory is bounded by ``limit``, however long the
    source. Leaving the block, for whatever reason, cancels what still runs and
    waits for it. One failing item does not stop the others.

    Args:
        worker: Called once with each item.
        items: Any iterable or async iterable, finite or not. If it fails, that is
            raised in the loop, after the outcomes of the items before.
        limit: How many workers run at once, at least 1. More than the client's own
            concurrency, by default 50, only queue at its gate, before other callers.
        ordered: Hand the outcomes over in the order of the items rather than as
            they finish. One slow item then holds back the others, once twice
            ``limit`` are waiting.
        fail_fast: The first failure is raised in the loop, as it was and at once,
            instead of being an outcome.
        deadline: Seconds for the whole block, by the clock of the event loop. Then
            what runs in it is cancelled, its body included, and it raises
            TimeoutError. Default: no bound.

    Returns:
        A context manager; the object it gives is iterated for the outcomes.

    Raises:
        TypeError: ``items`` are none, or a number is of another kind.
        ValueError: ``limit`` is below 1.

    Example:
        ::

            async with fan_out(minutes, names, limit=8) as outcomes:
                async for outcome in outcomes:
                    match outcome:
                        case Done(name, spent): ...
                        case Failed(name, error): ...
    """
    return FanOut(
        worker,
        items,
        limit=limit,
        ordered=ordered,
        fail_fast=fail_fast,
        deadline=deadline,
    )
