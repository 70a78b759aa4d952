"""The allowance of one resource, counted before the server counts it."""

from collections import deque
from math import inf
from typing import Final

from attrs import Factory, define

from aioghactions._core.messages import RateLimit
from aioghactions._limits.headers import GRACE

# Answers of one window differ in their reset by a second or so.
_SAME_WINDOW: Final = 2.0
# More than the largest hourly allowance.
_MOST_LOST: Final = 2**14


@define
class Bucket:
    """What may still be sent of one resource by one token to one host.

    A request counts as spent from its reservation on. The lowest remaining number
    of the present window is believed, whatever order answers arrive in. A request
    whose answer is lost may have been counted by the server after every answer we
    saw, so it stays reserved until a request sent later has been answered.

    Attributes:
        guarded: Whether the server has limits as far as is known. While they are
            not yet known in number, one request goes alone to find out.
        known: The lowest that the server said in this window; None before it spoke.
    """

    guarded: bool
    known: RateLimit | None = None
    _window: float = -inf
    _ends: float = -inf
    _in_flight: int = 0
    _serial: int = 0
    _probe: int = 0
    # The newest serial at the time of each loss, so in rising order; bounded, for
    # outages without end.
    _lost: deque[int] = Factory(lambda: deque[int](maxlen=_MOST_LOST))

    @property
    def left(self) -> int:
        """What the server last said to be left, in flight or not."""
        return self.known.remaining if self.known else 0

    @property
    def opens(self) -> float:
        """Monotonic instant at which the present window is surely over."""
        return self._ends + GRACE

    def is_open(self, monotonic: float) -> bool:
        """Return whether the number left in the present window is known."""
        return monotonic < self.opens

    def is_spent(self, monotonic: float) -> bool:
        """Return whether the server said that nothing is left in this window."""
        return self.is_open(monotonic) and self.left <= 0

    def ready_at(self, monotonic: float) -> float:
        """Return when one more may be sent; inf if only an answer can tell."""
        if not self.is_open(monotonic):
            return inf if self._probe else -inf
        if self.left > self._in_flight + len(self._lost):
            return -inf
        if self.left > 0 and not self._in_flight:
            # Only losses stand in the way: one request finds out what they cost.
            return -inf
        return self.opens

    def reserve(self, monotonic: float) -> int:
        """Take one of the allowance; return the serial that settles it."""
        self._serial += 1
        self._in_flight += 1
        if self.guarded and not self.is_open(monotonic):
            self._probe = self._serial
        return self._serial

    def release(self, serial: int) -> None:
        """Settle a request that was not charged: never sent, or a free 304."""
        self._in_flight -= 1
        if self._probe == serial:
            self._probe = 0

    def lose(self, serial: int) -> None:
        """Settle a request that was sent and whose answer tells no allowance."""
        self.release(serial)
        if self.guarded:
            self._lost.append(self._serial)

    def unlimited(self, serial: int) -> None:
        """Settle a request whose answer shows that the server has no limits."""
        self.lose(serial)
        if self.known is None:
            self.guarded = False
            self._lost.clear()

    def settle(
        self, serial: int, limit: RateLimit, *, left: float, monotonic: float
    ) -> None:
        """Settle a request by what its answer says; see :meth:`observe`."""
        self.release(serial)
        self.observe(limit, left=left, monotonic=monotonic)
        while self._lost and self._lost[0] < serial:
            self._lost.popleft()

    def observe(self, limit: RateLimit, *, left: float, monotonic: float) -> None:
        """Merge what an answer says.

        Args:
            limit: The answer's allowance.
            left: Seconds to its reset by the server's own clock, more than 0.
            monotonic: The instant of its arrival.
        """
        self.guarded = True
        reset = limit.reset.timestamp()
        if not self.is_open(monotonic) or reset > self._window + _SAME_WINDOW:
            self._window, self._ends = reset, monotonic + left
            self.known = limit
        elif reset >= self._window - _SAME_WINDOW and limit.remaining < self.left:
            self.known = limit
