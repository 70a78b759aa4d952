"""Secondary limits: points, writes, content and concurrency, as set by a ``Pace``."""

from collections import deque
from collections.abc import Iterator
from math import inf
from typing import Any, Final, Literal

from attrs import Factory, define, frozen

from aioghactions._core.call import Operation
from aioghactions.settings import Pace

Rule = Literal["concurrency", "writes", "content", "points"]

_ACCEPTED: Final = 202
_MINUTE: Final = 60.0
_WRITE_POINTS: Final = 5


@frozen(eq=False, repr=False)
class Cost:
    """How one request counts towards the secondary limits.

    Each operation has one; its identity is a key of each request.
    """

    # GitHub counts points by "endpoint" without a definition of it; the path template,
    # for all methods together, is the strictest reading that a client can follow.
    endpoint: str
    points: int
    writes: bool
    # Whether it counts as content creation. GitHub does not list these requests; here
    # it is every POST except those that stop a run, the ones whose documented success
    # is 202. Settings (PUT, PATCH, DELETE) do not count.
    creates: bool


def cost_of(operation: Operation[Any]) -> Cost:
    writes = operation.method != "GET"
    stops = _ACCEPTED in operation.answers
    return Cost(
        endpoint=operation.path,
        points=_WRITE_POINTS if writes else 1,
        writes=writes,
        creates=operation.method == "POST" and not stops,
    )


@define(eq=False, repr=False)
class SlidingWindow:
    """At most ``limit`` points in any ``seconds``, wherever the window starts.

    A request counts from its start until ``seconds`` after its end. The server
    counted it somewhere in between, so no window of the server holds more.
    """

    limit: int
    seconds: float
    _used: int = 0
    _ended: deque[tuple[float, int]] = Factory(deque[tuple[float, int]])

    def ready_at(self, points: int) -> float:
        """Return when ``points`` fit; inf if that depends on the end of a request."""
        excess = self._used + points - self.limit
        if excess <= 0:
            return -inf
        for ended, freed in self._ended:
            excess -= freed
            if excess <= 0:
                return ended + self.seconds
        return inf

    def start(self, points: int, monotonic: float) -> None:
        while self._ended and self._ended[0][0] + self.seconds <= monotonic:
            self._used -= self._ended.popleft()[1]
        self._used += points

    def end(self, points: int, monotonic: float) -> None:
        self._ended.append((monotonic, points))

    def cancel(self, points: int) -> None:
        """Remove ``points`` of a request that was never sent."""
        self._used -= points

    def ended(self, monotonic: float) -> int:
        """Return the points of requests that have ended and still count."""
        return sum(
            points for end, points in self._ended if end + self.seconds > monotonic
        )


@frozen(eq=False, repr=False)
class Slot:
    """How requests of one cost are counted while they are in flight, and afterwards."""

    cost: Cost
    counted: tuple[tuple[SlidingWindow, int, Rule], ...] = ()


class SecondaryLimits:
    """The pace of one token at one host; it bounds concurrency even if not active."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.active: bool = not pace.once_limited
        self.most: int = pace.concurrency  # less, if other processes share it
        self._divisor = 1
        self.in_flight: int = 0
        self._writes_in_flight = 0
        self._next_write = -inf
        self._reduced_to, self._reduced_at = pace.concurrency, -inf
        self._endpoints: dict[str, SlidingWindow] = {}
        self._slots: dict[Cost, Slot] = {}  # of the active rules
        limits = ((pace.content_per_minute, _MINUTE), (pace.content_per_hour, 3_600.0))
        self._content = [SlidingWindow(n, span) for n, span in limits if n is not None]

    def divide(self, by: int) -> None:
        """Divide all limits by a number of processes; 1 restores them."""
        self._divisor, pace = by, self.pace
        self.most = max(1, pace.concurrency // by)
        for window in self._endpoints.values():
            window.limit = self._points_limit()
        limits = [n for n in (pace.content_per_minute, pace.content_per_hour) if n]
        for window, limit in zip(self._content, limits, strict=True):
            window.limit = max(1, limit // by)

    def concurrency(self, monotonic: float) -> int:
        highest = self.most
        if self._reduced_to >= highest:
            return highest
        minutes = int((monotonic - self._reduced_at) // _MINUTE)
        return min(highest, self._reduced_to + minutes)

    def reduce(self, monotonic: float) -> None:
        """Halve the concurrency; it grows by one a minute."""
        self._reduced_to = max(1, self.concurrency(monotonic) // 2)
        self._reduced_at = monotonic

    def ready_at(self, slot: Slot, monotonic: float) -> tuple[float, Rule]:
        """Return when a request may start, and the rule with the latest instant.

        The instant is inf if it depends on the end of another request.
        """
        latest: tuple[float, Rule] = self._has_room_at(monotonic), "concurrency"
        if slot.cost.writes and self.active and self.pace.write_interval is not None:
            until = inf if self._writes_in_flight else self._next_write
            if until > latest[0]:
                latest = until, "writes"
        for window, points, rule in slot.counted:
            until = window.ready_at(points)
            if until > latest[0]:
                latest = until, rule
        return latest

    def acquire(self, slot: Slot, monotonic: float) -> None:
        for window, points, _ in slot.counted:
            window.start(points, monotonic)
        self.in_flight += 1
        self._writes_in_flight += slot.cost.writes

    def release(self, slot: Slot, monotonic: float, *, sent: bool) -> None:
        """Count a request that ended; one that was never sent costs nothing."""
        for window, points, _ in slot.counted:
            if sent:
                window.end(points, monotonic)
            else:
                window.cancel(points)
        self.in_flight -= 1
        if slot.cost.writes:
            self._writes_in_flight -= 1
            if sent:
                interval = self.pace.write_interval or 0.0
                self._next_write = monotonic + interval * self._divisor

    def _has_room_at(self, monotonic: float) -> float:
        concurrency = self.concurrency(monotonic)
        if self.in_flight < concurrency:
            return -inf
        if concurrency >= self.most:
            return inf
        return self._reduced_at + _MINUTE * (concurrency - self._reduced_to + 1)

    def slot(self, cost: Cost) -> Slot:
        """Return how requests of a cost are counted by the active rules."""
        if not self.active:
            return Slot(cost)
        if (slot := self._slots.get(cost)) is None:
            slot = self._slots[cost] = Slot(cost, tuple(self._windows(cost)))
        return slot

    def _windows(self, cost: Cost) -> Iterator[tuple[SlidingWindow, int, Rule]]:
        if cost.creates:
            for window in self._content:
                yield window, 1, "content"
        if self.pace.points_per_minute is not None:
            new = SlidingWindow(
                self._points_limit(), _MINUTE
            )  # GET and POST of a path share one
            endpoint = self._endpoints.setdefault(cost.endpoint, new)
            yield endpoint, cost.points, "points"

    def _points_limit(self) -> int:
        # With fewer, no write could ever be sent.
        return max(_WRITE_POINTS, (self.pace.points_per_minute or 0) // self._divisor)
