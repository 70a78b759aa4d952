"""Emit events to the logger ``aioghactions`` and to ``on_event``."""

import logging
import re
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from math import inf
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from aioghactions import errors
from aioghactions._core.clock import Clock
from aioghactions._core.messages import (
    REQUEST_ID,
    Headers,
    Response,
    parse_http_date,
)
from aioghactions._core.redact import NO_SECRETS, KnownSecrets, one_line
from aioghactions._limits.headers import parse_rate_limit
from aioghactions._request.state import CallState, Result

if TYPE_CHECKING:
    from aioghactions._core.event import Event, Kind

_LOGGER: Final = logging.getLogger("aioghactions")
# Without a handler, logging would print warnings.
_LOGGER.addHandler(logging.NullHandler())
_LEVELS: Final[Mapping["Kind", int]] = {
    "attempt": logging.DEBUG,
    "redirect": logging.DEBUG,
    "pause": logging.INFO,
    "retry": logging.INFO,
    "limit": logging.WARNING,
    "budget": logging.WARNING,
}
NO_HEADERS: Final = Headers()
_NOTICEABLE: Final = 1.0  # seconds; a person does not notice a shorter wait
# The structured date of RFC 9745; ten digits always fit a datetime.
_DATE: Final = r"@([0-9]{1,10})"


@define(eq=False, repr=False)
class EventLog:
    """Passes the events of calls to the logger and to the client's callback."""

    clock: Clock
    on_event: "Callable[[Event], object] | None" = None
    secrets: KnownSecrets = NO_SECRETS
    _warned: set[str] = field(factory=set[str], init=False)

    def wants(self, kind: "Kind", seconds: float = inf) -> bool:
        """Return whether an event of this kind, or wait of so long, has a receiver."""
        return self.on_event is not None or _LOGGER.isEnabledFor(_level(kind, seconds))

    def record(
        self,
        state: CallState,
        kind: "Kind",
        *,
        seconds: float = 0.0,
        since: float | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
        **about: Any,
    ) -> None:
        """Emit an event of a call that took the time from ``since`` until now."""
        if since is not None and self.wants(kind):
            seconds = self.clock.monotonic() - since
        if not self.wants(kind, seconds):
            return
        event = _event(
            kind=kind,
            operation=state.operation.id,
            method=state.operation.method,
            path=self.secrets.mask(state.call.path),
            attempt=state.requests,
            request_id=one_line(headers.get(REQUEST_ID, ""), secrets=self.secrets),
            resource=state.resource,
            rate_limit=parse_rate_limit(headers),
            seconds=seconds,
            **about,
        )
        self.emit(event)

    def record_attempt(self, state: CallState, result: Result, *, since: float) -> None:
        if not self.wants("attempt"):
            return
        if isinstance(result, Response):
            about: dict[str, Any] = {"status": result.status, "headers": result.headers}
        else:
            about = {"error": type(result).__name__}
        self.record(state, "attempt", since=since, **about)

    def emit(self, event: "Event") -> None:
        """Log ``event`` and call ``on_event``; its exceptions fail the call."""
        # A line is formatted only if a handler writes it.
        _LOGGER.log(_level(event.kind, event.seconds), "%s", event)
        if self.on_event is not None:
            self.on_event(event)

    def budget(self, error: errors.BudgetError | None, members: int) -> None:
        """Emit that the store of a shared budget is lost, or is back."""
        name = type(error).__name__ if error is not None else ""
        event = _event(
            kind="budget", operation="", attempt=0, error=name, members=members
        )
        self.emit(event)

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
    structured = re.fullmatch(_DATE, text.strip())
    when = float(structured[1]) if structured else parse_http_date(text.strip())
    return "" if when is None else f"{datetime.fromtimestamp(when, UTC):%Y-%m-%d}"


def _event(**about: Any) -> "Event":
    # Imported at the first event: few clients have a receiver.
    from aioghactions._core.event import Event  # noqa: PLC0415

    return Event(**about)


def _level(kind: "Kind", seconds: float) -> int:
    level = _LEVELS[kind]
    return logging.DEBUG if level == logging.INFO and seconds < _NOTICEABLE else level
