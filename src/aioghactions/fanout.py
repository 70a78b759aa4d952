"""Run a coroutine function over many items, a few at a time."""

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
from inspect import isawaitable
from itertools import count
from types import TracebackType
from typing import Any, Generic, Self, TypeAlias, TypeVar, cast

from attrs import frozen

from aioghactions._core.lazy import public_names
from aioghactions._params.checks import seconds

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@frozen
class Done(Generic[ItemT, ResultT]):
    """The outcome of an ``item`` for which the worker returned ``result``."""

    item: ItemT
    result: ResultT


@frozen
class Failed(Generic[ItemT]):
    """The outcome of an ``item`` for which the worker raised ``error``."""

    item: ItemT
    error: Exception


Outcome: TypeAlias = Done[ItemT, ResultT] | Failed[ItemT]


class FanOut(Generic[ItemT, ResultT]):
    """A running :func:`fan_out`: an async context manager and iterator of outcomes.

    It can be entered once, and iterated only within its block.
    """

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
            raise ValueError(f"limit must be at least 1, got {limit}")
        if deadline is not None:
            seconds("deadline", deadline)
        if not callable(cast("object", worker)):
            kind = type(worker).__name__
            raise TypeError(f"worker must be an async function, not {kind}")
        if isinstance(items, str | bytes):
            kind = type(items).__name__
            raise TypeError(f"items must be a list, not {kind}; use [...] for one item")
        self._worker = worker
        source = aiter(items) if isinstance(items, AsyncIterable) else iter(items)
        self._items = _pull(source)
        self._limit = self._working = limit
        self._ordered = ordered
        self._fail_fast = fail_fast
        self._deadline = deadline
        self._state = "not entered"
        self._stack = AsyncExitStack()
        self._group = asyncio.TaskGroup()
        self._tasks: list[asyncio.Task[None]] = []
        # Only one task at a time may call anext() on an async generator.
        self._lock = asyncio.Lock()
        # One slot for each item that was pulled and whose outcome was not yielded yet:
        # when none is left, the workers wait for the consumer.
        self._slots = asyncio.Semaphore(2 * limit)
        self._outcomes: dict[int, Outcome[ItemT, ResultT]] = {}
        self._positions, self._yielded = count(), 0
        self._failure: Exception | None = None
        self._source_failure: Exception | None = None
        self._changed = asyncio.Event()

    def __repr__(self) -> str:
        # Without items and results: they may contain secrets.
        return f"<FanOut limit={self._limit}, {self._yielded} yielded, {self._state}>"

    async def __aenter__(self) -> Self:
        """Start the workers.

        Raises:
            RuntimeError: It was entered before.
        """
        if self._state != "not entered":
            raise RuntimeError(f"{self} can be entered once; call fan_out() again")
        self._state = "running"
        self._timeout = asyncio.timeout(self._deadline)
        await self._stack.enter_async_context(self._timeout)
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
        """Cancel the workers and wait until they have ended.

        Raises:
            TimeoutError: The deadline has passed.
        """
        try:
            await self._stack.__aexit__(exc_type, exc, traceback)
        except TimeoutError as error:
            if not self._timeout.expired():
                raise
            message = f"{self} did not end within {self._deadline} s"
            raise TimeoutError(message) from error

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome[ItemT, ResultT]:
        """Return the next outcome; each is returned once.

        Raises:
            RuntimeError: The block was not entered, or was left; or one of its tasks
                was cancelled by other code, so items would get no outcome.
            Exception: What the source of items raised, after the last outcome; with
                ``fail_fast``, what the source or a worker raised first, at once.
        """
        if self._state != "running":
            raise RuntimeError(f"{self}: iterate within `async with fan_out(...)`")
        while self._failure is None and self._yielded not in self._outcomes:
            if not self._working:
                raise self._source_failure or StopAsyncIteration
            self._changed.clear()
            await self._changed.wait()
        if self._failure is not None:
            raise self._failure
        outcome = self._outcomes.pop(self._yielded)
        self._yielded += 1
        self._slots.release()
        return outcome

    async def _stop(self, *raised: Any) -> None:
        self._state = "left"
        for task in self._tasks:
            task.cancel()
        # The group would wrap an exception of the body in an ExceptionGroup. It must
        # see a cancellation: it may have cancelled this task itself, after a
        # BaseException in a worker.
        if not isinstance(raised[1], asyncio.CancelledError):
            raised = (None, None, None)
        try:
            await self._group.__aexit__(*raised)
        finally:
            await self._items.aclose()

    async def _work(self) -> None:
        try:
            while await self._process_next():
                self._changed.set()
        except asyncio.CancelledError:
            if self._state == "running" and self._failure is None:
                # Without this worker, items would get no outcome.
                self._failure = RuntimeError(
                    "a task of this fan-out was cancelled by other code"
                )
            raise
        except BaseException:
            self._state = "left"  # the group now cancels the other workers
            raise
        finally:
            self._working -= 1
            self._changed.set()

    async def _process_next(self) -> bool:
        """Process the next item; return whether this worker should continue."""
        await self._slots.acquire()
        async with self._lock:
            if self._failure is not None:
                return False
            position = next(self._positions) if self._ordered else None
            try:
                item = await anext(self._items)
            except StopAsyncIteration:
                return False
            except Exception as error:  # noqa: BLE001 - raised by __anext__
                self._source_failure = error
                self._fail(error)
                return False
            except asyncio.CancelledError as cancelled:
                failure = self._foreign(cancelled, "the source")
                self._source_failure = failure
                self._fail(failure)
                return False
        outcome = await self._outcome(item)
        if position is None:  # unordered: outcomes get their positions as they finish
            position = next(self._positions)
        self._outcomes[position] = outcome
        if isinstance(outcome, Failed):
            self._fail(outcome.error)
        # A worker that suppresses cancellation starts no new item.
        return self._state == "running"

    async def _outcome(self, item: ItemT) -> Outcome[ItemT, ResultT]:
        try:
            result = self._worker(item)
            if not isawaitable(cast("object", result)):
                self._failure = TypeError(
                    "worker must be an async function; it returned "
                    f"{type(result).__name__}, which cannot be awaited"
                )
                return Failed(item, self._failure)
            return Done(item, await result)
        except Exception as error:  # noqa: BLE001 - handed to the consumer
            return Failed(item, error)
        except asyncio.CancelledError as cancelled:
            return Failed(item, self._foreign(cancelled, "the worker"))

    @staticmethod
    def _foreign(cancelled: asyncio.CancelledError, who: str) -> RuntimeError:
        """Return the error for a cancelled task that was awaited.

        Raises:
            CancelledError: The running task itself was cancelled.
        """
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise cancelled
        failure = RuntimeError(f"a task that {who} awaited was cancelled")
        failure.__cause__ = cancelled
        return failure

    def _fail(self, error: Exception) -> None:
        """End the fan-out with ``error`` if it is to fail fast."""
        if self._fail_fast and self._failure is None:
            self._failure = error
            if isinstance(error, StopAsyncIteration):
                # Raised by __anext__, it would look like the end of the outcomes.
                self._failure = RuntimeError("a worker raised StopAsyncIteration")
                self._failure.__cause__ = error


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

    An item is pulled when a worker is free, unless twice ``limit`` items have been
    pulled whose outcomes were not consumed yet: memory is bounded, however long the
    source. Leaving the block, for any reason, cancels the running workers and waits for
    them. A failing item does not stop the others.

    Args:
        worker: Called once with each item.
        items: Any iterable or async iterable, finite or not. If it raises, the loop
            raises the same exception after the outcomes of the items before.
        limit: Maximum number of workers at once, at least 1. Values above the
            concurrency of the client (50 by default) add requests that wait for a
            permit, ahead of other callers.
        ordered: Yield the outcomes in the order of the items instead of as they finish.
            Then one slow item holds back the others, once twice ``limit`` are pulled.
        fail_fast: Raise the first exception in the loop, unchanged and at once,
            instead of yielding it as an outcome.
        deadline: Seconds for the whole block, measured by the clock of the event loop.
            After it, the workers and the body of the block are cancelled and the block
            raises TimeoutError. Default: no limit.

    Raises:
        TypeError: ``items`` is not iterable or is a string, ``worker`` is not callable,
            or a number has the wrong type. Raised by the loop, at once: ``worker`` is
            not an async function.
        ValueError: ``limit`` is below 1, or ``deadline`` is NaN.

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


async def _pull(
    source: Iterator[ItemT] | AsyncIterator[ItemT],
) -> AsyncGenerator[ItemT, None]:
    """Yield the items; closing this generator early closes an async source as well."""
    if not isinstance(source, AsyncIterator):
        for item in source:
            yield item
        return
    try:
        async for item in source:
            yield item
    finally:
        if aclose := getattr(source, "aclose", None):
            await aclose()


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals(), "Outcome")
