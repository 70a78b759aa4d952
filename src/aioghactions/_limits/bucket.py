"""Primary limit of one resource, counted before the server counts."""

from collections import deque
from math import inf
from typing import Final

from attrs import Factory, define

from aioghactions._core.messages import RateLimit
from aioghactions._limits.headers import GRACE

# Responses of one window differ in their reset by a second or so.
_SAME_WINDOW: Final = 2.0


@define(eq=False, repr=False)
class Bucket:
    """Requests that remain of one resource for one token at one host.

    A request counts as spent from its reservation on. The lowest remaining number
    of a window is used, in any order of the responses. The server may
    have counted a request without a response after every response received, so
    it stays reserved until a later request has a response.
    """

    # Whether the server is taken to have limits. While their numbers are unknown, one
    # request is sent alone to find them out (the probe).
    limited: bool
    known: RateLimit | None = None  # with the lowest remaining number of this window
    remaining: int = 0  # the last number of the server: it includes requests in flight
    ends_at: float = -inf  # monotonic: the present window is certainly over
    reset: float = -inf  # by the server's clock: identifies the window
    _in_flight: int = 0
    _serial: int = 0
    _probe: int = 0
    # The newest serial at the time of each loss, hence ascending. In outages of any
    # length, not much more than the largest hourly limit.
    _lost: deque[int] = Factory(lambda: deque[int](maxlen=2**14))

    def is_known(self, monotonic: float) -> bool:
        return monotonic < self.ends_at

    def is_exhausted(self, monotonic: float) -> bool:
        return self.remaining <= 0 and monotonic < self.ends_at

    @property
    def in_flight(self) -> int:
        return self._in_flight

    @property
    def unsettled(self) -> int:
        """Requests that the server may not have counted in ``remaining``."""
        return self._in_flight + len(self._lost)

    def ready_at(self, monotonic: float) -> float:
        """Return when a request may be sent; inf if that depends on a response."""
        if monotonic >= self.ends_at:
            return inf if self._probe else -inf
        is_free = self.remaining > self._in_flight + len(self._lost)
        # If only lost requests are in the way, one request is sent to learn their cost.
        if is_free or (self.remaining > 0 and not self._in_flight):
            return -inf
        return self.ends_at

    def reserve(self, monotonic: float) -> int:
        """Reserve one request; return the serial that settles it."""
        self._serial += 1
        self._in_flight += 1
        if self.limited and not self.is_known(monotonic):
            self._probe = self._serial
        return self._serial

    def refund(self, serial: int) -> None:
        """Settle a request that cost nothing: never sent, or a free 304."""
        self._in_flight -= 1
        if self._probe == serial:
            self._probe = 0

    def lose(self, serial: int) -> None:
        """Settle a request that was sent, without a response that states a limit."""
        self.refund(serial)
        if self.limited:
            self._lost.append(self._serial)

    def settle_unlimited(self, serial: int) -> None:
        """Settle a request whose response shows that the server has no limits."""
        self.lose(serial)
        if self.known is None:
            self.limited = False
            self._lost.clear()

    def settle(
        self, serial: int, limit: RateLimit, *, left: float, monotonic: float
    ) -> None:
        """Settle a request by its response; see :meth:`observe`."""
        self.refund(serial)
        self.observe(limit, left=left, monotonic=monotonic)
        while self._lost and self._lost[0] < serial:
            self._lost.popleft()

    def observe(self, limit: RateLimit, *, left: float, monotonic: float) -> None:
        """Merge the rate limit of a response; ``left`` seconds (> 0) to its reset."""
        self.limited = True
        reset = limit.reset.timestamp()
        if monotonic >= self.ends_at or reset > self.reset + _SAME_WINDOW:
            self.reset, self.ends_at = reset, monotonic + left + GRACE
        elif reset < self.reset - _SAME_WINDOW or limit.remaining >= self.remaining:
            return
        self.known, self.remaining = limit, limit.remaining
