"""Hold the rules of a ``Pace`` over requests that come and go."""

from collections import deque
from collections.abc import Iterator
from math import inf
from typing import Final, Literal

from attrs import Factory, define, frozen

from aioghactions.settings import Cost, Pace


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


Rule = Literal["concurrency", "writes", "content", "points"]

_MINUTE: Final = 60.0
_HOUR: Final = 3_600.0


@frozen(eq=False)
class Slot:
    """A request in flight, and the windows that count it."""

    cost: Cost
    counted: tuple[tuple[SlidingWindow, int], ...]


@define(eq=False)
class SecondaryLimits:
    """The pace of one token at one host.

    Attributes:
        pace: The rules.
        active: Whether they hold; concurrency is bounded in any case.
        in_flight: Requests that have entered and not left.
    """

    pace: Pace
    active: bool = Factory(lambda self: not self.pace.once_limited, takes_self=True)
    in_flight: int = 0
    _writing: int = 0
    _next_write: float = -inf
    _cut_to: int = Factory(lambda self: self.pace.concurrency, takes_self=True)
    _cut_at: float = -inf
    _endpoints: dict[str, SlidingWindow] = Factory(dict[str, SlidingWindow])
    _content: tuple[SlidingWindow, ...] = Factory(
        lambda self: _content_windows(self.pace), takes_self=True
    )

    def width(self, monotonic: float) -> int:
        """Return how many requests may be in flight: one more each minute."""
        most = self.pace.concurrency
        if self._cut_to >= most:
            return most
        return min(most, self._cut_to + int((monotonic - self._cut_at) // _MINUTE))

    def ready_at(self, cost: Cost, monotonic: float) -> tuple[float, Rule]:
        """Return when a request may start, and the rule that speaks last.

        The instant is inf if only the end of another request can tell.
        """
        place: tuple[float, Rule] = self._place_at(monotonic), "concurrency"
        if not self.active:
            return place
        last = place
        for rule in self._rules(cost):
            if rule[0] > last[0]:
                last = rule
        return last

    def enter(self, cost: Cost, monotonic: float) -> Slot:
        """Note that a request starts."""
        visit = Slot(cost, tuple(self._windows(cost)) if self.active else ())
        for window, points in visit.counted:
            window.enter(points, monotonic)
        self.in_flight += 1
        self._writing += cost.writes
        return visit

    def leave(self, visit: Slot, monotonic: float, *, sent: bool) -> None:
        """Note that a request has ended; one that never left costs nothing."""
        for window, points in visit.counted:
            if sent:
                window.leave(points, monotonic)
            else:
                window.cancel(points)
        self.in_flight -= 1
        if visit.cost.writes:
            self._writing -= 1
            if sent:
                self._next_write = monotonic + (self.pace.write_interval or 0.0)

    def slow_down(self, monotonic: float) -> None:
        """Halve the width; it grows back by one a minute."""
        self._cut_to = max(1, self.width(monotonic) // 2)
        self._cut_at = monotonic

    def _rules(self, cost: Cost) -> Iterator[tuple[float, Rule]]:
        if cost.writes and self.pace.write_interval is not None:
            yield inf if self._writing else self._next_write, "writes"
        if cost.creates:
            for window in self._content:
                yield window.ready_at(1), "content"
        endpoint = self._endpoints.get(cost.endpoint)
        if endpoint is not None:
            yield endpoint.ready_at(cost.points), "points"

    def _place_at(self, monotonic: float) -> float:
        width = self.width(monotonic)
        if self.in_flight < width:
            return -inf
        if width >= self.pace.concurrency:
            return inf
        return self._cut_at + _MINUTE * (width - self._cut_to + 1)

    def _windows(self, cost: Cost) -> list[tuple[SlidingWindow, int]]:
        windows = [(window, 1) for window in self._content if cost.creates]
        limit = self.pace.points_per_minute
        if limit is not None:
            fresh = SlidingWindow(limit, _MINUTE)
            endpoint = self._endpoints.setdefault(cost.endpoint, fresh)
            windows.append((endpoint, cost.points))
        return windows


def _content_windows(pace: Pace) -> tuple[SlidingWindow, ...]:
    bounds = ((pace.content_per_minute, _MINUTE), (pace.content_per_hour, _HOUR))
    return tuple(
        SlidingWindow(limit, seconds) for limit, seconds in bounds if limit is not None
    )
