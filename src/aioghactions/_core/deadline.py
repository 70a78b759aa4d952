"""How long something may take, by the client's clock."""

import asyncio
from collections.abc import Awaitable, Callable
from math import inf
from typing import TypeVar

from attrs import define, field

from aioghactions._core.clock import Clock

T = TypeVar("T")


@define
class Deadline:
    """An instant after which nobody waits any longer.

    Attributes:
        seconds: How long that is from now; None for ever.
    """

    _clock: Clock
    seconds: float | None
    _end: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        start = self._clock.monotonic()
        self._end = inf if self.seconds is None else start + self.seconds

    @property
    def has_passed(self) -> bool:
        """Whether it is over."""
        return self._clock.monotonic() >= self._end

    async def sleep(self, seconds: float) -> None:
        """Return after ``seconds``, or when it is over."""
        left = self._end - self._clock.monotonic()
        await self._clock.sleep(max(0.0, min(seconds, left)))

    async def bound(self, work: Callable[[], Awaitable[T]]) -> T | None:
        """Return what ``work()`` returns; None if it is over first.

        Raises:
            Exception: Whatever ``work`` raised, as it was.
        """
        if self._end == inf:
            return await work()
        result: T | None = None
        failure: Exception | None = None

        async def run() -> None:
            nonlocal result, failure
            try:
                result = await work()
            except Exception as error:  # noqa: BLE001 - raised below, bare
                failure = error

        async with asyncio.TaskGroup() as group:
            either = {group.create_task(run()), group.create_task(self.sleep(inf))}
            try:
                await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in either:
                    task.cancel()
        if failure is not None:
            raise failure
        return result
