"""Time and chance, injected, so that tests need not wait for them."""

import asyncio
import random
import time
from typing import Protocol


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
