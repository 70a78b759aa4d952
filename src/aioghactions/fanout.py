"""Do one thing to many items, a few at a time."""

import asyncio
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    Awaitable,
    Callable,
    Iterable,
)
from types import TracebackType
from typing import Generic, Self, TypeAlias, TypeVar

from attrs import frozen

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@frozen
class Done(Generic[ItemT, ResultT]):
    """``worker(item)`` returned ``result``."""

    item: ItemT
    result: ResultT


@frozen
class Failed(Generic[ItemT]):
    """``worker(item)`` raised ``error``."""

    item: ItemT
    error: Exception


Outcome: TypeAlias = Done[ItemT, ResultT] | Failed[ItemT]


class _Exhausted:
    """One worker has found no further item."""


@frozen
class _SourceFailed:
    """The source of items raised ``error``: there is nobody else to tell."""

    error: Exception


class FanOut(Generic[ItemT, ResultT]):
    """The outcomes of a running fan-out, as they finish. See :func:`fan_out`."""

    def __init__(
        self,
        worker: Callable[[ItemT], Awaitable[ResultT]],
        items: Iterable[ItemT] | AsyncIterable[ItemT],
        limit: int,
    ) -> None:
        if limit < 1:
            raise ValueError(f"limit is {limit}; at least one must be able to run")
        self._worker = worker
        self._items = _lazily(items)
        self._limit = self._running = limit
        # An async iterator cannot be asked twice at once.
        self._turn = asyncio.Lock()
        self._group = asyncio.TaskGroup()
        self._tasks: list[asyncio.Task[None]] = []
        # Full, it makes the workers wait for the consumer.
        self._outcomes: asyncio.Queue[
            Done[ItemT, ResultT] | Failed[ItemT] | _Exhausted | _SourceFailed
        ] = asyncio.Queue(maxsize=limit)

    async def __aenter__(self) -> Self:
        """Start the workers."""
        await self._group.__aenter__()
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
        """Stop the workers and wait until they have let go."""
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
            Exception: Whatever the source of items raised, as it was.
        """
        while self._running:
            match await self._outcomes.get():
                case _Exhausted():
                    self._running -= 1
                case _SourceFailed(error):
                    raise error
                case outcome:
                    return outcome
        raise StopAsyncIteration

    async def _work(self) -> None:
        while True:
            try:
                async with self._turn:
                    item = await anext(self._items)
            except StopAsyncIteration:
                await self._outcomes.put(_Exhausted())
                return
            except Exception as error:  # noqa: BLE001 - passed on, not swallowed
                await self._outcomes.put(_SourceFailed(error))
                return
            await self._outcomes.put(await self._outcome(item))

    async def _outcome(self, item: ItemT) -> Outcome[ItemT, ResultT]:
        try:
            return Done(item, await self._worker(item))
        except Exception as error:  # noqa: BLE001 - handed to the caller
            return Failed(item, error)


async def _lazily(
    items: Iterable[ItemT] | AsyncIterable[ItemT],
) -> AsyncGenerator[ItemT, None]:
    if not isinstance(items, AsyncIterable):
        for item in items:
            yield item
        return
    source = aiter(items)
    try:
        async for item in source:
            yield item
    finally:
        # A generator left half way, such as a Pager's, lets go here and now.
        if aclose := getattr(source, "aclose", None):
            await aclose()


def fan_out(
    worker: Callable[[ItemT], Awaitable[ResultT]],
    items: Iterable[ItemT] | AsyncIterable[ItemT],
    *,
    limit: int,
) -> FanOut[ItemT, ResultT]:
    """Run ``worker`` over ``items``, at most ``limit`` at once.

    Items are pulled only when a worker is free, and workers wait while nobody
    takes their outcomes: memory is bounded by ``limit``, however long the
    source. Leaving the block, for whatever reason, cancels what still runs and
    waits for it. One failing item does not stop the others.

    Args:
        worker: Called once with each item.
        items: Any iterable or async iterable, finite or not.
        limit: How many workers run at once, at least 1.

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
    return FanOut(worker, items, limit)
