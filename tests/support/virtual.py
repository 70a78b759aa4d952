"""An event loop in which waiting takes no time.

When nothing is ready to run, the loop's clock jumps to the next timer instead of
waiting for it, so an hour of rate limits passes in milliseconds. Tests must not use
sockets: the loop does not wait for them.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from functools import wraps
from random import Random
from typing import Any, ParamSpec, TypeVar

from blockbuster import blockbuster_ctx

P = ParamSpec("P")
T = TypeVar("T")

EPOCH = 1_700_000_000.0
# A timer is due when the clock has reached it; the sum of many small waits may fall
# short of that by a rounding error, and the clock would stop.
RESOLUTION = 1e-6


class _JumpingSelector(selectors.DefaultSelector):
    """Never waits; adds up the timeouts it was called with."""

    jumped = 0.0

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready:
            if timeout is None:
                raise RuntimeError("deadlock: every task waits, and no timer is set")
            # A wait too short to change the sum would repeat forever.
            self.jumped += max(timeout, 1e-9) if timeout else 0
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop whose ``time()`` is the sum of all its waits."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)
        self._clock_resolution = RESOLUTION

    def time(self) -> float:
        return self._jumping.jumped


class VirtualClock:
    """The injected clock of a virtual loop, with seeded jitter.

    Args:
        skew: Error of the wall clock of this machine, in seconds.
        chance: The constant result of ``jitter()``, instead of random numbers.
    """

    def __init__(
        self, *, seed: int = 0, skew: float = 0.0, chance: float | None = None
    ) -> None:
        self._random = Random(seed)  # noqa: S311 - repeatable, not secret
        self._chance = chance
        self.skew = skew

    def true_now(self) -> float:
        """Return the wall-clock time of the server."""
        return EPOCH + self.monotonic()

    def now(self) -> float:
        return self.true_now() + self.skew

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    def jitter(self) -> float:
        return self._random.random() if self._chance is None else self._chance

    async def sleep(self, seconds: float) -> None:
        # A shorter sleep is due at once, without a jump. If two tasks each sleep for
        # the rest of a rounding error, the loop is never idle and its clock stops; a
        # real clock would advance.
        pause = max(seconds, 2 * RESOLUTION) if seconds > 0 else 0
        await asyncio.sleep(pause)  # noqa: TID251 - takes no time in this loop


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run ``main`` in a virtual loop of its own."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)


def in_virtual_time(
    test: Callable[P, Coroutine[Any, Any, None]],
) -> Callable[P, None]:
    """Run a test in a virtual loop; fail if it blocks or leaves a task running."""

    async def checked(*args: P.args, **kwargs: P.kwargs) -> None:
        await test(*args, **kwargs)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, left

    @wraps(test)
    def in_loop(*args: P.args, **kwargs: P.kwargs) -> None:
        with blockbuster_ctx("aioghactions"):
            run(checked(*args, **kwargs))

    return in_loop
