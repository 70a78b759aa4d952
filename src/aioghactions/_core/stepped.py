"""An async iterator that produces its items in steps."""

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from typing import Generic, Self, TypeVar

ItemT = TypeVar("ItemT")


class SteppedIterator(ABC, Generic[ItemT]):
    """Base of the iterators over lists, histories and watched runs.

    No task runs between two steps, so a loop may be left at any point and there is
    nothing to close. Several tasks may share one iterator: each item goes to one of
    them, and one task at a time runs a step.
    """

    def __init__(self) -> None:
        self._ready: deque[ItemT] = deque()
        # Raised once _ready is empty, one per call of __anext__.
        self._failures: deque[Exception] = deque()
        self._lock = asyncio.Lock()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ItemT:
        if not self._ready:
            async with self._lock:
                while not self._ready:
                    if self._failures:
                        raise self._failures.popleft()
                    try:
                        await self._step()
                    except Exception as error:  # noqa: BLE001 - raised above
                        self._failures.append(error)
        return self._ready.popleft()

    @abstractmethod
    async def _step(self) -> None:
        """Append the next items to ``_ready``, if any; called again if it adds none.

        An error raised here, or appended to ``_failures``, is raised to the consumer
        after the items before it; the next step runs after that. If the step is
        cancelled, the items appended so far are kept. StopAsyncIteration is the end.
        """
