"""A door that is closed for a time and opens slowly."""

from math import inf

from attrs import define


@define
class Cooldown:
    """Closed until an instant; afterwards one at a time for a while.

    Attributes:
        spread: For how many seconds after the opening the gap is kept.
        until: Monotonic instant of the opening, as the server declared it.
    """

    spread: float
    until: float = -inf
    _opens: float = -inf
    _next: float = -inf

    def close(self, until: float, *, late: float = 0.0) -> None:
        """Close until ``until``; the same or an earlier instant changes nothing.

        Args:
            until: Monotonic instant.
            late: Seconds by which the first may pass later, of our own accord.
        """
        if until > self.until:
            self.until, self._opens = until, max(self._opens, until + late)

    def ready_at(self) -> float:
        """Return the instant from which one more may pass, never before ``until``."""
        return max(self._opens, self._next)

    def enter(self, monotonic: float, *, gap: float) -> None:
        """Note that one passed: while opening, the next comes ``gap`` later."""
        if monotonic < self._opens + self.spread:
            self._next = monotonic + gap
