"""Split a time range into windows that contain fewer than 1,000 runs, and resume it.

GitHub returns 1,000 results of a filtered list, and counts them all. So the first page
of a window says whether the window fits, and how many runs a second it has if it does
not. The window after it is assumed to be as dense; bursts are split again.
"""

from bisect import insort
from collections.abc import Mapping
from datetime import UTC, datetime
from math import ceil
from typing import Any, Final, Self

from attrs import define, field, frozen

from aioghactions._lists.plan import CAP
from aioghactions._params.checks import mapping

# The sort key of a run in a history: the second of its creation, then its id.
Key = tuple[int, int]

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


@frozen
class Gap:
    """A range of seconds for which GitHub counts other runs than it returned."""

    first: int
    last: int
    total: int  # counted by GitHub
    shown: int  # returned


@frozen(kw_only=True)
class Checkpoint:
    """The position of a history."""

    source: str  # the list that is read: its path and filters
    start: int  # the first second of the time range, since the epoch
    end: int  # the second after the last one
    after: Key | None = None  # the run yielded last
    yielded: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def time_range(self) -> Window | None:
        """The whole time range; None if it is empty."""
        return Window(self.start, self.end - 1) if self.start < self.end else None

    @property
    def remaining(self) -> Window | None:
        """What is still to be read, from the second of the run yielded last."""
        first = self.after[0] if self.after else self.start
        return Window(first, self.end - 1) if first < self.end else None

    def dump(self) -> dict[str, Any]:
        return {
            "of": self.source,
            "start": timestamp(self.start),
            "end": timestamp(self.end),
            "after": self.after and [timestamp(self.after[0]), self.after[1]],
            "yielded": self.yielded,
            "gaps": [
                [timestamp(gap.first), timestamp(gap.last), gap.total, gap.shown]
                for gap in self.gaps
            ],
        }

    @classmethod
    def load(cls, saved: Mapping[str, Any]) -> Self:
        """Return the checkpoint of :meth:`dump`; ValueError for any other value."""
        try:
            after = saved["after"]
            return cls(
                source=str(saved["of"]),
                start=epoch_second(saved["start"]),
                end=epoch_second(saved["end"]),
                after=after and (epoch_second(after[0]), int(after[1])),
                yielded=int(saved["yielded"]),
                gaps=tuple(
                    Gap(epoch_second(first), epoch_second(last), int(total), int(shown))
                    for first, last, total, shown in saved["gaps"]
                ),
            )
        except (KeyError, TypeError, ValueError):
            raise ValueError(
                "resume must be a saved position of a history, as History.position "
                "returned it"
            ) from None


def new_checkpoint(
    source: str,
    start: datetime,
    end: datetime | None,
    *,
    now: float,
    resume: Mapping[str, Any] | None = None,
) -> Checkpoint:
    """Return ``resume``, or a checkpoint at the start of the time range.

    ``end`` is exclusive; None means the end of ``resume``, or else now.
    """
    given: dict[str, object] = {"start": start, "end": start if end is None else end}
    for name, instant in given.items():
        if not isinstance(instant, datetime):
            kind = type(instant).__name__
            raise TypeError(f"{name} must be a datetime with a time zone, not {kind}")
    first = epoch_second(start)
    last = None if end is None else epoch_second(end)
    if end is not None and end < start:
        raise ValueError(f"end ({end}) must not be before start ({start})")
    if resume is None:
        beyond = int(now) + 1 if last is None else last
        return Checkpoint(source=source, start=first, end=max(first, beyond))
    mapping("resume", resume)
    saved = Checkpoint.load(resume)
    beyond = saved.end if last is None else last
    if (saved.source, saved.start, saved.end) != (source, first, beyond):
        raise ValueError(
            f"resume is a position of {saved.source}, {timestamp(saved.start)} to "
            f"{timestamp(saved.end)}; pass the same filters and time range"
        )
    return saved


def epoch_second(instant: datetime | str) -> int:
    """Return ``instant`` as seconds since the epoch, rounded up."""
    if not isinstance(instant, datetime):
        instant = datetime.fromisoformat(instant)
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone; pass tzinfo=UTC")
    return ceil(instant.timestamp())
