"""Emit events to the logger ``aioghactions`` and to ``on_event``."""

import logging
import re
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from attrs import define, field

from aioghactions._core.clock import Clock
from aioghactions._core.messages import Event, Kind, Response, parse_http_date
from aioghactions._request.state import CallState, Result

_LOGGER: Final = logging.getLogger("aioghactions")
# Without a handler, logging would print warnings.
_LOGGER.addHandler(logging.NullHandler())
_LEVELS: Final[Mapping[Kind, int]] = {
    "attempt": logging.DEBUG,
    "redirect": logging.DEBUG,
    "pause": logging.INFO,
    "retry": logging.INFO,
    "limit": logging.WARNING,
}
# The structured date of RFC 9745; ten digits always fit a datetime.
_DATE: Final = re.compile(r"@([0-9]{1,10})")


@define(eq=False)
class EventLog:
    """Passes the events of calls to the logger and to the client's callback."""

    clock: Clock
    on_event: Callable[[Event], object] | None = None
    _warned: set[str] = field(factory=set[str], init=False, repr=False)

    def wants(self, kind: Kind) -> bool:
        """Return whether an event of this kind has a receiver."""
        return self.on_event is not None or _LOGGER.isEnabledFor(_LEVELS[kind])

    def record(
        self, state: CallState, kind: Kind, *, since: float | None = None, **about: Any
    ) -> None:
        """Emit an event of a call that took the time from ``since`` until now."""
        if not self.wants(kind):
            return
        if since is not None:
            about["seconds"] = self.clock.monotonic() - since
        self.emit(
            Event(
                kind=kind,
                operation=state.operation.id,
                attempt=state.requests,
                resource=state.resource,
                **about,
            )
        )

    def record_attempt(self, state: CallState, result: Result, *, since: float) -> None:
        if not self.wants("attempt"):
            return
        if isinstance(result, Response):
            self.record(state, "attempt", since=since, status=result.status)
        else:
            self.record(state, "attempt", since=since, error=type(result).__name__)

    def emit(self, event: Event) -> None:
        """Log ``event`` and call ``on_event``; its exceptions fail the call."""
        level = _LEVELS[event.kind]
        if _LOGGER.isEnabledFor(level):
            _LOGGER.log(level, "%s", _text(event))
        if self.on_event is not None:
            self.on_event(event)

    def warn(self, operation: str, headers: Mapping[str, str]) -> None:
        """Warn once for each deprecated operation."""
        text = deprecation_notice(operation, headers)
        if text and operation not in self._warned:
            self._warned.add(operation)
            _LOGGER.warning("%s", text)
            warnings.warn(text, DeprecationWarning, stacklevel=2)


def deprecation_notice(operation: str, headers: Mapping[str, str]) -> str | None:
    """Return a warning if the response headers say that ``operation`` is deprecated."""
    if "deprecation" not in headers and "sunset" not in headers:
        return None
    since = _day(headers.get("deprecation", ""))
    until = _day(headers.get("sunset", ""))
    text = f"GitHub has deprecated {operation}"
    if since:
        text += f" since {since}"
    return f"{text}; it works until {until}" if until else text


def _day(text: str) -> str:
    structured = _DATE.fullmatch(text.strip())
    when = float(structured[1]) if structured else parse_http_date(text.strip())
    return "" if when is None else f"{datetime.fromtimestamp(when, UTC):%Y-%m-%d}"


def _text(event: Event) -> str:
    what = f"{event.operation}, request {event.attempt}: {event.kind}"
    values = (event.status, event.error, event.resource)
    return f"{what}{''.join(f' {v}' for v in values if v)}, {event.seconds:.3f} s"
