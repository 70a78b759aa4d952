"""The limits as a judge: they count what really arrives."""

from collections import defaultdict
from http import HTTPStatus
from typing import Any, Final

from attrs import define, field

from aioghactions._wire.call import Operation
from aioghactions.testing._handlers.response import RefusalError
from aioghactions.testing._server.window import HOUR, Sliding, Window
from aioghactions.testing.identity import Identity
from aioghactions.testing.journal import Flight
from aioghactions.testing.limits import Excess, Limits, Rule

_MINUTE: Final = 60.0
# Two writes a second apart arrive a little closer or further.
_TOLERANCE: Final = 0.05
_REGISTRATION: Final = "actions_runner_registration"
_ADVICE: Final = frozenset({"write interval", "concurrent writes"})


@define(eq=False)
class Judge:
    """Counts requests against :class:`Limits`.

    Attributes:
        limits: The figures; None for a server without limits.
        excesses: What exceeded a secondary limit.
    """

    limits: Limits | None
    excesses: list[Excess] = field(factory=list[Excess])
    _windows: dict[tuple[str, str], Window] = field(
        factory=dict[tuple[str, str], Window]
    )
    _points: dict[tuple[str, str], Sliding] = field(
        factory=lambda: defaultdict(lambda: Sliding(_MINUTE))
    )
    _content_minute: dict[str, Sliding] = field(
        factory=lambda: defaultdict(lambda: Sliding(_MINUTE))
    )
    _content_hour: dict[str, Sliding] = field(
        factory=lambda: defaultdict(lambda: Sliding(HOUR))
    )
    _last_write: dict[str, float] = field(factory=dict[str, float])

    def window(self, caller: Identity, resource: str, now: float) -> Window | None:
        """Return the running hour of ``caller``; None on a server without limits."""
        if self.limits is None:
            return None
        window = self._windows.get((caller.key, resource))
        if window is None or now >= window.reset:
            limit = _limit(self.limits, caller, resource)
            window = Window(resource, limit, float(int(now + HOUR)))
            self._windows[caller.key, resource] = window
        return window

    def every_window(self, caller: Identity, now: float) -> list[Window]:
        """Return what ``/rate_limit`` tells ``caller``."""
        found = (self.window(caller, name, now) for name in ("core", _REGISTRATION))
        return [window for window in found if window is not None]

    def admit(
        self, operation: Operation[Any], caller: Identity, now: float, flight: Flight
    ) -> Window | None:
        """Count a request.

        Args:
            operation: What it asks for.
            caller: Whose allowance it takes.
            now: When it arrived.
            flight: What is being answered, this request included.

        Raises:
            RefusalError: It exceeds a limit; 403 or 429.
        """
        window = self.window(caller, resource_of(operation), now)
        if self.limits is None or window is None:
            return None
        if window.remaining == 0:
            raise _spent(window, caller)
        window.used += 1
        before = len(self.excesses)
        self._weigh(self.limits, operation, caller, now, flight)
        refusable = [x for x in self.excesses[before:] if x.rule not in _ADVICE]
        if refusable and self.limits.on_excess != "count":
            raise _too_much(self.limits, window)
        return window

    def _weigh(
        self,
        limits: Limits,
        operation: Operation[Any],
        caller: Identity,
        now: float,
        flight: Flight,
    ) -> None:
        def weigh(rule: Rule, amount: float, most: float) -> None:
            if amount > most:
                self.excesses.append(Excess(rule, operation.id, now, amount))

        weigh("concurrent", flight.requests, limits.concurrent)
        worth = 1 if operation.is_read else 5
        points = self._points[caller.key, operation.path].add(now, worth)
        weigh("points a minute", points, limits.points)
        if operation.is_read:
            return
        weigh("concurrent writes", flight.writes, 1)
        if creates_content(operation):
            minute = self._content_minute[caller.key].add(now)
            weigh("content a minute", minute, limits.content_per_minute)
            hour = self._content_hour[caller.key].add(now)
            weigh("content an hour", hour, limits.content_per_hour)
        last = self._last_write.get(caller.key)
        self._last_write[caller.key] = now
        if last is not None and now - last < limits.write_interval - _TOLERANCE:
            since = now - last
            self.excesses.append(Excess("write interval", operation.id, now, since))


def resource_of(operation: Operation[Any]) -> str:
    """Return whose allowance ``operation`` takes from."""
    registers = operation.id.startswith(("create-registration", "create-remove"))
    return _REGISTRATION if registers else "core"


def creates_content(operation: Operation[Any]) -> bool:
    """Whether it counts as content: every POST that does not stop a run."""
    return operation.method == "POST" and HTTPStatus.ACCEPTED not in operation.answers


def _limit(limits: Limits, caller: Identity, resource: str) -> int:
    if caller.anonymous:
        return limits.anonymous
    return limits.runner_registration if resource == _REGISTRATION else limits.core


def _spent(window: Window, caller: Identity) -> RefusalError:
    return RefusalError(
        403,
        f"API rate limit exceeded for user ID {caller.user.id}.",
        headers=window.headers(),
        anchor="#rate-limiting",
    )


def _too_much(limits: Limits, window: Window) -> RefusalError:
    headers = window.headers()
    if limits.retry_after is not None:
        headers["retry-after"] = str(limits.retry_after)
    return RefusalError(
        429 if limits.on_excess == "refuse-429" else 403,
        "You have exceeded a secondary rate limit. Please wait a few minutes.",
        headers=headers,
        anchor="#about-secondary-rate-limits",
    )
