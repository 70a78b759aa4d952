"""Enforce rate limits on the requests that arrive."""

from collections import defaultdict
from http import HTTPStatus
from typing import Any, Final

from attrs import define, field

from aioghactions._core.call import Operation
from aioghactions.testing._handlers.response import HTTPError
from aioghactions.testing._server.window import HOUR, SlidingSum, Window
from aioghactions.testing.identity import Identity
from aioghactions.testing.journal import InFlight
from aioghactions.testing.limits import Excess, Limits, Rule

_MINUTE: Final = 60.0
# The network changes the interval between two requests a little.
_TOLERANCE: Final = 0.05
_REGISTRATION: Final = "actions_runner_registration"
# Recommendations of GitHub's documentation, which are never enforced.
_ADVICE: Final = frozenset({"write interval", "concurrent writes"})


@define(eq=False)
class RateLimiter:
    """Count requests against :class:`Limits`.

    Attributes:
        limits: The limits; None for a server without limits.
        excesses: The requests that exceeded a secondary limit.
    """

    limits: Limits | None
    excesses: list[Excess] = field(factory=list[Excess])
    _windows: dict[tuple[str, str], Window] = field(
        factory=dict[tuple[str, str], Window]
    )
    _points: dict[tuple[str, str], SlidingSum] = field(
        factory=lambda: defaultdict(lambda: SlidingSum(_MINUTE))
    )
    _content_minute: dict[str, SlidingSum] = field(
        factory=lambda: defaultdict(lambda: SlidingSum(_MINUTE))
    )
    _content_hour: dict[str, SlidingSum] = field(
        factory=lambda: defaultdict(lambda: SlidingSum(HOUR))
    )
    _last_write: dict[str, float] = field(factory=dict[str, float])

    def window(self, caller: Identity, resource: str, now: float) -> Window | None:
        """Return the current window of ``caller``; None on a server without limits."""
        if self.limits is None:
            return None
        window = self._windows.get((caller.key, resource))
        if window is None or now >= window.reset:
            limit = _limit(self.limits, caller, resource)
            window = Window(resource, limit, float(int(now + HOUR)))
            self._windows[caller.key, resource] = window
        return window

    def windows(self, caller: Identity, now: float) -> list[Window]:
        """Return the current windows of ``caller`` for all resources."""
        found = (
            self.window(caller, name, now) for name in ("core", "search", _REGISTRATION)
        )
        return [window for window in found if window is not None]

    def admit(
        self,
        operation: Operation[Any],
        caller: Identity,
        now: float,
        in_flight: InFlight,
    ) -> Window | None:
        """Count a request, and return the window that it counts in.

        Args:
            operation: The operation of the request.
            caller: The sender.
            now: When it arrived.
            in_flight: The requests in flight, including this one.

        Raises:
            HTTPError: 403, 429: it exceeds a limit.
        """
        window = self.window(caller, resource_of(operation), now)
        if self.limits is None or window is None:
            return None
        if window.remaining == 0:
            raise _primary_limit_error(window, caller)
        window.used += 1
        before = len(self.excesses)
        self._check_secondary_limits(self.limits, operation, caller, now, in_flight)
        enforced = [x for x in self.excesses[before:] if x.rule not in _ADVICE]
        if enforced and self.limits.on_excess != "count":
            raise _secondary_limit_error(self.limits, window)
        return window

    def _check_secondary_limits(
        self,
        limits: Limits,
        operation: Operation[Any],
        caller: Identity,
        now: float,
        in_flight: InFlight,
    ) -> None:
        def check(rule: Rule, amount: float, limit: float) -> None:
            if amount > limit:
                self.excesses.append(Excess(rule, operation.id, now, amount))

        check("concurrent", in_flight.requests, limits.concurrent)
        cost = 1 if operation.is_read else 5
        points = self._points[caller.key, operation.path].add(now, cost)
        check("points a minute", points, limits.points)
        if operation.is_read:
            return
        check("concurrent writes", in_flight.writes, 1)
        if creates_content(operation):
            minute = self._content_minute[caller.key].add(now)
            check("content a minute", minute, limits.content_per_minute)
            hour = self._content_hour[caller.key].add(now)
            check("content an hour", hour, limits.content_per_hour)
        last = self._last_write.get(caller.key)
        self._last_write[caller.key] = now
        if last is not None and now - last < limits.write_interval - _TOLERANCE:
            interval = now - last
            self.excesses.append(Excess("write interval", operation.id, now, interval))


def resource_of(operation: Operation[Any]) -> str:
    """Return the rate-limit resource of ``operation``."""
    registers = operation.id.startswith(("create-registration", "create-remove"))
    return _REGISTRATION if registers else "core"


def creates_content(operation: Operation[Any]) -> bool:
    """Return whether it counts as content: every POST except cancellation."""
    return operation.method == "POST" and HTTPStatus.ACCEPTED not in operation.answers


def _limit(limits: Limits, caller: Identity, resource: str) -> int:
    if caller.anonymous:
        return limits.anonymous
    return limits.runner_registration if resource == _REGISTRATION else limits.core


def _primary_limit_error(window: Window, caller: Identity) -> HTTPError:
    return HTTPError(
        403,
        f"API rate limit exceeded for user ID {caller.user.id}.",
        headers=window.headers(),
        anchor="#rate-limiting",
    )


def _secondary_limit_error(limits: Limits, window: Window) -> HTTPError:
    headers = window.headers()
    if limits.retry_after is not None:
        headers["retry-after"] = str(limits.retry_after)
    return HTTPError(
        429 if limits.on_excess == "refuse-429" else 403,
        "You have exceeded a secondary rate limit. Please wait a few minutes.",
        headers=headers,
        anchor="#about-secondary-rate-limits",
    )
