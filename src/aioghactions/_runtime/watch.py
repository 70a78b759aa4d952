"""Tell those who watch: the logger ``aioghactions`` and ``on_event``."""

import logging
from collections.abc import Callable
from typing import Final

from attrs import frozen

from aioghactions._wire.event import Event

_LOGGER: Final = logging.getLogger("aioghactions")
_LEVELS: Final = {
    "attempt": logging.DEBUG,
    "redirect": logging.DEBUG,
    "pause": logging.INFO,
    "retry": logging.INFO,
    "limit": logging.WARNING,
}


@frozen
class Watch:
    """Hands each event to the logger and to the client's callback."""

    on_event: Callable[[Event], object] | None = None

    @property
    def attentive(self) -> bool:
        """Whether anybody would see an event: if not, none need be made."""
        return self.on_event is not None or _LOGGER.isEnabledFor(logging.DEBUG)

    def tell(self, event: Event) -> None:
        """Pass ``event`` on.

        A callback that raises fails the call: hiding its bug would be worse.
        """
        _LOGGER.log(
            _LEVELS[event.kind],
            "%s %s: attempt %d, status %s%s%s, %.3f s",
            event.kind,
            event.operation,
            event.attempt,
            event.status,
            f", {event.error}" if event.error else "",
            f", {event.resource}" if event.resource else "",
            event.seconds,
        )
        if self.on_event is not None:
            self.on_event(event)
