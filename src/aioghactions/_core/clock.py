"""Time and chance, injected, so that tests need not wait for them."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from math import inf
from typing import Protocol, TypeVar

from attrs import define, field


class Clock(Protocol):
    """What this library may ask of time and chance."""

    def now(self) -> float:
        """Return seconds since the epoch, as the wall clock tells them."""
        ...

    def monotonic(self) -> float:
        """Return seconds from any origin; they never run backwards."""
        ...

    def jitter(self) -> float:
        """Return a number in [0, 1)."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after ``seconds``."""
        ...


class SystemClock:
    """The real clock."""

    # The one place where the banned names are allowed.
    def now(self) -> float:
        """Return seconds since the epoch."""
        return time.time()  # noqa: TID251

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        return time.monotonic()  # noqa: TID251

    def jitter(self) -> float:
        """Return a number in [0, 1)."""
        return random.random()  # noqa: S311, TID251 - spreads load, hides nothing

    async def sleep(self, seconds: float) -> None:
        """Return after ``seconds``."""
        await asyncio.sleep(seconds)  # noqa: TID251


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
