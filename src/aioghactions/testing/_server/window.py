"""Counters over time: a fixed window of an hour, and a sliding sum."""

from collections import deque

from attrs import define, field

HOUR = 3600.0


@define
class Window:
    """The quota of one token for one resource in the current hour."""

    resource: str
    limit: int
    reset: float
    used: int = 0

    @property
    def remaining(self) -> int:
        """The number of requests left until ``reset``."""
        return max(self.limit - self.used, 0)

    def headers(self) -> dict[str, str]:
        """Return the five ``x-ratelimit`` headers."""
        return {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(self.remaining),
            "x-ratelimit-used": str(self.used),
            "x-ratelimit-reset": str(int(self.reset)),
            "x-ratelimit-resource": self.resource,
        }


@define
class SlidingSum:
    """A sum over the last ``span`` seconds."""

    span: float
    _amounts: deque[tuple[float, int]] = field(factory=deque[tuple[float, int]])
    _total: int = 0

    def add(self, now: float, amount: int = 1) -> int:
        """Add ``amount`` and return the sum."""
        while self._amounts and self._amounts[0][0] <= now - self.span:
            self._total -= self._amounts.popleft()[1]
        self._amounts.append((now, amount))
        self._total += amount
        return self._total
