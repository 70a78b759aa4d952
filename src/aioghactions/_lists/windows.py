"""Split a time range into windows that contain fewer than 1,000 runs.

GitHub returns 1,000 results of a filtered list, and counts them all. So the first page
of a window says whether the window fits, and how many runs a second it has if it does
not. The window after it is assumed to be as dense; bursts are split again.
"""

from bisect import insort
from datetime import UTC, datetime
from typing import Final

from attrs import define, field, frozen

from aioghactions._lists.plan import CAP

# Target number of runs in a window, below the cap so that few windows exceed it.
TARGET_RUNS: Final = 700
# A window is at most this many times as long as the one before it.
_MAX_GROWTH: Final = 8


@frozen(order=True)
class Window:
    """A range of seconds since the epoch, both ends included."""

    first: int
    last: int

    @property
    def seconds(self) -> int:
        return self.last - self.first + 1

    @property
    def created(self) -> str:
        """The ``created`` filter for the runs of this window."""
        return f"{timestamp(self.first)}..{timestamp(self.last)}"

    def fits(self, total: int) -> bool:
        """Return whether to read a window of ``total`` runs without splitting it."""
        return total < CAP or self.seconds == 1


@define(order=True)
class _Unread:
    """A range still to be read, and the expected number of runs a second."""

    window: Window
    density: float = field(order=False)


class WindowQueue:
    def __init__(self, time_range: Window | None) -> None:
        self._unread = [] if time_range is None else [_Unread(time_range, 0.0)]

    def take(self, count: int) -> list[Window]:
        """Remove and return the next windows, at most ``count``; none at the end."""
        windows: list[Window] = []
        while self._unread and len(windows) < count:
            unread = self._unread[0]
            first, last = unread.window.first, unread.window.last
            if unread.density * unread.window.seconds > TARGET_RUNS:
                last = min(last, first + max(int(TARGET_RUNS / unread.density), 1) - 1)
            if last == unread.window.last:
                del self._unread[0]
            else:
                unread.window = Window(last + 1, unread.window.last)
            windows.append(Window(first, last))
        return windows

    def put_back(self, window: Window, total: int = 0) -> None:
        """Return a window that was not read, or must be split: ``total`` runs."""
        insort(self._unread, _Unread(window, total / window.seconds))

    def set_density(self, window: Window, total: int) -> None:
        """Expect what follows ``window`` to be as dense as its ``total`` runs."""
        density = max(total + 1, TARGET_RUNS / _MAX_GROWTH) / window.seconds
        for unread in self._unread:
            if unread.window.first == window.last + 1:
                unread.density = density


def timestamp(instant: int) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%dT%H:%M:%SZ}"
