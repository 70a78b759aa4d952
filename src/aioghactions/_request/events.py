"""Tell those who watch: the logger ``aioghactions`` and ``on_event``."""

import logging
import re
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from attrs import define, field

from aioghactions._core.event import Event, Kind
from aioghactions._http import dates

# The structured date of RFC 9745; ten digits always fit a datetime.
_DATE: Final = re.compile(r"@([0-9]{1,10})")


def deprecation_notice(operation: str, headers: Mapping[str, str]) -> str | None:
    """Return a sentence if the headers say that ``operation`` will go, else None.

    Args:
        operation: Operation id.
        headers: Headers of an answer, in lower case.
    """
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
    when = float(structured[1]) if structured else dates.timestamp(text.strip())
    return "" if when is None else f"{datetime.fromtimestamp(when, UTC):%Y-%m-%d}"


_LOGGER: Final = logging.getLogger("aioghactions")
# A program that does not care for our log shall not find it on its screen.
_LOGGER.addHandler(logging.NullHandler())
_LEVELS: Final[Mapping[Kind, int]] = {
    "attempt": logging.DEBUG,
    "redirect": logging.DEBUG,
    "pause": logging.INFO,
    "retry": logging.INFO,
    "limit": logging.WARNING,
}


@define(eq=False)
class EventLog:
    """Hands each event to the logger and to the client's callback."""

    on_event: Callable[[Event], object] | None = None
    _warned: set[str] = field(factory=set[str], init=False, repr=False)

    def wants(self, kind: Kind) -> bool:
        """Return whether anybody would see such an event: if not, make none."""
        return self.on_event is not None or _LOGGER.isEnabledFor(_LEVELS[kind])

    def tell(self, event: Event) -> None:
        """Pass ``event`` on.

        A callback that raises fails the call: hiding its bug would be worse.
        """
        level = _LEVELS[event.kind]
        if _LOGGER.isEnabledFor(level):
            _LOGGER.log(level, "%s", _text(event))
        if self.on_event is not None:
            self.on_event(event)

    def warn(self, operation: str, headers: Mapping[str, str]) -> None:
        """Pass on, once, that GitHub will give up ``operation``."""
        text = deprecation_notice(operation, headers)
        if text and operation not in self._warned:
            self._warned.add(operation)
            _LOGGER.warning("%s", text)
            warnings.warn(text, DeprecationWarning, stacklevel=2)


def _text(event: Event) -> str:
    what = f"{event.operation}, request {event.attempt}: {event.kind}"
    about = (event.status, event.error, event.resource)
    said = [f" {value}" for value in about if value]
    return f"{what}{''.join(said)}, {event.seconds:.3f} s"
