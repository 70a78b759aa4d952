"""Do one thing to many items, a few at a time."""

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from typing import TypeVar

from aioghactions._fanout.outcomes import Done, Failed, Outcome
from aioghactions._fanout.running import FanOut

__all__ = ["Done", "Failed", "FanOut", "Outcome", "fan_out"]

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


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
