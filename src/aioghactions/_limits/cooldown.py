"""Cooldown: closed until an instant, then released gradually."""

from math import inf

from attrs import define


@define
class Cooldown:
    """Admits nothing until an instant, then one request per gap for a while.

    Attributes:
        spread: Seconds after the end for which requests are spaced.
        until: Monotonic instant of the end, as the server stated it.
    """

    spread: float
    until: float = -inf
    _ends: float = -inf
    _next: float = -inf

    def start(self, until: float, *, delay: float = 0.0) -> None:
        """Admit nothing until ``until``; an instant that is not later is ignored.

        Args:
            until: Monotonic instant.
            delay: Seconds after it in which the first request is not sent either.
        """
        if until > self.until:
            self.until, self._ends = until, max(self._ends, until + delay)

    def ready_at(self) -> float:
        """Return when the next request may be sent, never before ``until``."""
        return max(self._ends, self._next)

    def admit(self, monotonic: float, *, gap: float) -> None:
        """Count a request; while spaced, the next one comes ``gap`` seconds later."""
        if monotonic < self._ends + self.spread:
            self._next = monotonic + gap
