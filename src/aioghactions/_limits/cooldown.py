"""Cooldown: closed until an instant, then released gradually."""

from math import inf

from attrs import define


@define(eq=False, repr=False)
class Cooldown:
    """Admits nothing until an instant, then one request per gap for a while."""

    spread: float  # seconds after the end for which requests are spaced
    until: float = -inf  # monotonic, as the server stated it
    ready_at: float = -inf  # when the next request may be sent, never before ``until``
    spaced_until: float = -inf  # then requests come without gaps again

    def start(self, until: float, *, jitter: float = 0.0) -> None:
        """Admit nothing until ``until``; an instant that is not later is ignored.

        The first request comes ``jitter`` (in [0, 1)) of the spread later.
        """
        if until > self.until:
            ends = until + jitter * self.spread
            self.until, self.ready_at = until, max(self.ready_at, ends)
            self.spaced_until = max(self.spaced_until, ends + self.spread)

    def admit(self, monotonic: float, *, gap: float) -> None:
        """Count a request; while spaced, the next one comes ``gap`` seconds later."""
        if monotonic < self.spaced_until:
            self.ready_at = max(self.ready_at, monotonic + gap)
