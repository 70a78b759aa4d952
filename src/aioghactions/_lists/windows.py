"""Cut a span of time into windows that hold few enough runs to be listed whole.

GitHub shows 1,000 results of a filtered list and counts them all. So a window tells by
its first page whether it fits, and how densely runs lie in it if it does not. What
follows a window is presumed to be as dense; bursts are found by cutting again.
"""

from bisect import insort
from datetime import UTC, datetime
from typing import Final

from attrs import define, field, frozen

from aioghactions._lists.plan import CAP

# How many runs a window is to hold, so that few of them hold too many.
AIM: Final = 700
# A quiet window is followed by one so many times as long at most.
_GROWTH: Final = 8


@frozen(order=True)
class Window:
    """Some seconds, the first and the last included, as counted since the epoch."""

    first: int
    last: int

    @property
    def seconds(self) -> int:
        """How many there are."""
        return self.last - self.first + 1

    @property
    def created(self) -> str:
        """The ``created`` filter that lets through the runs of these seconds."""
        return f"{timestamp(self.first)}..{timestamp(self.last)}"

    def fits(self, total: int) -> bool:
        """Return whether a list of ``total`` runs is shown whole, or cannot be cut."""
        return total < CAP or self.seconds == 1


@define(order=True)
class _Span:
    """Seconds that are still to be read, presumed to hold so many runs each."""

    window: Window
    density: float = field(order=False)


class WindowQueue:
    """The windows of a span, from its beginning to its end."""

    def __init__(self, span: Window | None) -> None:
        """Know nothing yet: the first window is the whole of ``span``, if any."""
        self._spans = [] if span is None else [_Span(span, 0.0)]

    def cut(self, count: int) -> list[Window]:
        """Return the next windows, in order, ``count`` at most; none at the end."""
        windows: list[Window] = []
        while self._spans and len(windows) < count:
            windows.append(self._cut())
        return windows

    def _cut(self) -> Window:
        span = self._spans[0]
        first, last = span.window.first, span.window.last
        if span.density * span.window.seconds > AIM:
            last = min(last, first + max(int(AIM / span.density), 1) - 1)
        if last == span.window.last:
            del self._spans[0]
        else:
            span.window = Window(last + 1, span.window.last)
        return Window(first, last)

    def put_back(self, window: Window, total: int = 0) -> None:
        """Take back a window that was not read, or holds ``total`` runs: too many."""
        insort(self._spans, _Span(window, total / window.seconds))

    def fitted(self, window: Window, total: int) -> None:
        """Learn that a window holds ``total`` runs."""
        density = max(total + 1, AIM / _GROWTH) / window.seconds
        for span in self._spans:
            if span.window.first == window.last + 1:
                span.density = density


def timestamp(instant: int) -> str:
    """Return seconds since the epoch as GitHub writes them."""
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%dT%H:%M:%SZ}"
