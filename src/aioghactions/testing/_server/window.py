"""Sums over time: an hour that runs out, and the last seconds at any moment."""

from collections import deque

from attrs import define, field, frozen

HOUR = 3600.0


@define
class Window:
    """The allowance of one token for one resource, in the hour that runs."""

    resource: str
    limit: int
    reset: float
    used: int = 0

    @property
    def remaining(self) -> int:
        """What is left until ``reset``."""
        return max(self.limit - self.used, 0)

    def headers(self) -> dict[str, str]:
        """Return the five headers that tell of it."""
        return {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(self.remaining),
            "x-ratelimit-used": str(self.used),
            "x-ratelimit-reset": str(int(self.reset)),
            "x-ratelimit-resource": self.resource,
        }


@frozen
class _Spent:
    at: float
    amount: int


@define
class Sliding:
    """A sum over the last ``span`` seconds."""

    span: float
    _spent: deque[_Spent] = field(factory=deque[_Spent])
    _total: int = 0

    def add(self, now: float, amount: int = 1) -> int:
        """Add ``amount`` and return the sum."""
        while self._spent and self._spent[0].at <= now - self.span:
            self._total -= self._spent.popleft().amount
        self._spent.append(_Spent(now, amount))
        self._total += amount
        return self._total
