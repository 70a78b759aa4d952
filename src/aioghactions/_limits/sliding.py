"""Count what falls into the last so many seconds."""

from collections import deque
from math import inf

from attrs import Factory, define


@define(eq=False)
class SlidingWindow:
    """At most ``limit`` points in any ``seconds``, wherever the window begins.

    A request counts from its admission until ``seconds`` after its end. The server
    saw it somewhere in between, so its own window holds no more than ours.
    """

    limit: int
    seconds: float
    _used: int = 0
    _ended: deque[tuple[float, int]] = Factory(deque[tuple[float, int]])

    def ready_at(self, points: int) -> float:
        """Return when ``points`` fit; inf if only the end of a request can tell."""
        excess = self._used + points - self.limit
        if excess <= 0:
            return -inf
        for ended, freed in self._ended:
            excess -= freed
            if excess <= 0:
                return ended + self.seconds
        return inf

    def enter(self, points: int, monotonic: float) -> None:
        """Count ``points`` of a request that starts."""
        while self._ended and self._ended[0][0] + self.seconds <= monotonic:
            self._used -= self._ended.popleft()[1]
        self._used += points

    def leave(self, points: int, monotonic: float) -> None:
        """Let ``points`` of a request that ended run out."""
        self._ended.append((monotonic, points))

    def cancel(self, points: int) -> None:
        """Forget ``points`` of a request that was never sent."""
        self._used -= points
