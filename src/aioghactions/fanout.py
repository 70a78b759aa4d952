"""Do one thing to many items, a few at a time."""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from itertools import count
from types import TracebackType
from typing import Generic, Self, TypeVar

from attrs import frozen

from aioghactions._fanout.outcomes import Done, Failed, Outcome
from aioghactions._fanout.sources import lazily

__all__ = ["Done", "Failed", "FanOut", "Outcome", "fan_out"]

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@frozen
class _SourceFailed:
    """The source of items raised ``error``: there is no item to blame."""

    error: Exception


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
        if limit < 1:
            raise ValueError(f"limit is {limit}; at least one must be able to run")
        self._worker = worker
        self._items = lazily(items)
        self._limit = self._working = limit
        self._ordered = ordered
        self._fail_fast = fail_fast
        self._deadline = deadline
        self._stack = AsyncExitStack()
        self._group = asyncio.TaskGroup()
        self._tasks: list[asyncio.Task[None]] = []
        # An async iterator cannot be asked twice at once.
        self._turn = asyncio.Lock()
        # One place for each item that was pulled and not yet handed over: when
        # there is none left, the workers wait for the consumer.
        self._room = asyncio.Semaphore(2 * limit)
        self._finished: dict[int, Outcome[ItemT, ResultT] | _SourceFailed] = {}
        self._places, self._next = count(), 0
        self._failure: Exception | None = None
        self._changed = asyncio.Event()

    async def __aenter__(self) -> Self:
        """Start the workers."""
        await self._stack.enter_async_context(asyncio.timeout(self._deadline))
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
        await self._stack.__aexit__(exc_type, exc, traceback)

    async def _stop(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
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
            Exception: Whatever the source of items raised, as it was; with
                ``fail_fast`` also whatever a worker raised.
        """
        while self._failure is None and self._next not in self._finished:
            if not self._working:
                raise StopAsyncIteration
            self._changed.clear()
            await self._changed.wait()
        if self._failure is not None:
            raise self._failure
        outcome = self._finished.pop(self._next)
        self._next += 1
        self._room.release()
        if isinstance(outcome, _SourceFailed):
            raise outcome.error
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
                self._put(_SourceFailed(error), place)
                return False
        self._put(await self._outcome(item), place)
        return True

    def _put(
        self, outcome: Outcome[ItemT, ResultT] | _SourceFailed, place: int | None
    ) -> None:
        if self._fail_fast and isinstance(outcome, Failed):
            self._failure = self._failure or outcome.error
        # Where order does not matter, places are given in the order of finishing.
        self._finished[next(self._places) if place is None else place] = outcome

    async def _outcome(self, item: ItemT) -> Outcome[ItemT, ResultT]:
        try:
            return Done(item, await self._worker(item))
        except Exception as error:  # noqa: BLE001 - handed to the caller
            return Failed(item, error)


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
        items: Any iterable or async iterable, finite or not.
        limit: How many workers run at once, at least 1. More than the client's own
            concurrency, by default 50, only queue at its gate, before other callers.
        ordered: Hand the outcomes over in the order of the items rather than as
            they finish. One slow item then holds back the others, once twice
            ``limit`` are waiting.
        fail_fast: The first failure is raised in the loop, as it was, instead of
            being an outcome.
        deadline: Seconds for the whole block. Then what runs in it is cancelled,
            its body included, and it raises TimeoutError. Default: no bound.

    Returns:
        A context manager; the object it gives is iterated for the outcomes.

    Raises:
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
