"""An event loop in which waiting takes no time.

When nothing is ready to run, the loop's clock jumps to the next timer instead of
waiting for it: an hour of rate limits passes in the time that the work itself
takes. There must be no sockets in play: bytes do not travel while time stands
still.
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
# Timers are due when the clock has reached them; the sum of many small waits may fall
# short of that by a rounding error, and stand still.
RESOLUTION = 1e-6


class _JumpingSelector(selectors.DefaultSelector):
    """Never waits; adds up what it was asked to wait."""

    jumped = 0.0

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready:
            if timeout is None:
                raise RuntimeError("everybody waits, and nothing will ever happen")
            # A wait too short to be added would come again, and time stand still.
            self.jumped += max(timeout, 1e-9) if timeout else 0
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop whose ``time()`` is what it was asked to wait in all."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)
        self._clock_resolution = RESOLUTION

    def time(self) -> float:
        return self._jumping.jumped


class VirtualClock:
    """The injected clock of a virtual loop; its dice are seeded.

    Args:
        skew: How wrong the wall clock of this machine is, in seconds.
        chance: What the dice show every time, for those who count on it.
    """

    def __init__(
        self, *, seed: int = 0, skew: float = 0.0, chance: float | None = None
    ) -> None:
        self._random = Random(seed)  # noqa: S311 - repeatable, not secret
        self._chance = chance
        self.skew = skew

    def true_now(self) -> float:
        """Return the instant, as the server sees it."""
        return EPOCH + self.monotonic()

    def now(self) -> float:
        return self.true_now() + self.skew

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    def jitter(self) -> float:
        return self._random.random() if self._chance is None else self._chance

    async def sleep(self, seconds: float) -> None:
        # A shorter one is due at once, without a jump. Where two sleepers each wait
        # for the rest of a rounding error, the loop is never idle and time stands
        # still; a real clock goes on meanwhile.
        pause = max(seconds, 2 * RESOLUTION) if seconds > 0 else 0
        await asyncio.sleep(pause)  # noqa: TID251 - takes no time in this loop


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run ``main`` in a virtual loop of its own."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)


def in_virtual_time(
    test: Callable[P, Coroutine[Any, Any, None]],
) -> Callable[P, None]:
    """Run a test in a virtual loop; it must not block it, nor leave a task behind."""

    async def watched(*args: P.args, **kwargs: P.kwargs) -> None:
        await test(*args, **kwargs)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, left

    @wraps(test)
    def timeless(*args: P.args, **kwargs: P.kwargs) -> None:
        with blockbuster_ctx("aioghactions"):
            run(watched(*args, **kwargs))

    return timeless
