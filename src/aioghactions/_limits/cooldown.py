"""Cooldown: closed until an instant, then released gradually."""

from math import inf

from attrs import define


@define
class Cooldown:
    """Admits nothing until an instant, then one request per gap for a while."""

    spread: float  # seconds after the end for which requests are spaced
    until: float = -inf  # monotonic, as the server stated it
    _ends: float = -inf
    _next: float = -inf

    def start(self, until: float, *, jitter: float = 0.0) -> None:
        """Admit nothing until ``until``; an instant that is not later is ignored.

        The first request comes ``jitter`` (in [0, 1)) of the spread later.
        """
        if until > self.until:
            ends = until + jitter * self.spread
            self.until, self._ends = until, max(self._ends, ends)

    def ready_at(self) -> float:
        """Return when the next request may be sent, never before ``until``."""
        return max(self._ends, self._next)

    def is_spacing(self, monotonic: float) -> bool:
        """Return whether requests are spaced now."""
        return monotonic < self._ends + self.spread

    def admit(self, monotonic: float, *, gap: float) -> None:
        """Count a request; while spaced, the next one comes ``gap`` seconds later."""
        if self.is_spacing(monotonic):
            self._next = monotonic + gap
