"""How far the reading of a history has come, as plain data."""

from collections.abc import Mapping
from datetime import datetime
from math import ceil
from typing import Any, Self

from attrs import frozen

from aioghactions._lists.windows import Window, timestamp
from aioghactions._params.checks import mapping

# What orders the runs of a history: the second of their creation, then their id.
Key = tuple[int, int]


@frozen
class Gap:
    """Seconds in which GitHub counts more runs, or fewer, than it showed.

    Attributes:
        first: The first of these seconds, since the epoch.
        last: The last of them.
        total: How many runs GitHub counts in them.
        shown: How many it showed.
    """

    first: int
    last: int
    total: int
    shown: int


@frozen(kw_only=True)
class Checkpoint:
    """How far it has come.

    Attributes:
        of: Which list is read: its address with its filters.
        start: The first second of the span, since the epoch.
        end: The second after the last one.
        after: The run that was told last; None before the first.
        yielded: How many were told.
        gaps: Where the counts differ.
    """

    of: str
    start: int
    end: int
    after: Key | None = None
    yielded: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def rest(self) -> Window | None:
        """What is to be read still, the second of the last run told included."""
        first = self.after[0] if self.after else self.start
        return Window(first, self.end - 1) if first < self.end else None

    @property
    def span(self) -> Window | None:
        """All that there is to read."""
        return Window(self.start, self.end - 1) if self.start < self.end else None

    def dump(self) -> dict[str, Any]:
        """Return it as a value for JSON."""
        return {
            "of": self.of,
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
        """Return what :meth:`dump` made a value of.

        Raises:
            ValueError: It made no such value.
        """
        try:
            after = saved["after"]
            return cls(
                of=str(saved["of"]),
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
            raise ValueError("this is no position of a history") from None


def new_checkpoint(
    of: str,
    start: datetime,
    end: datetime | None,
    *,
    now: float,
    resume: Mapping[str, Any] | None = None,
) -> Checkpoint:
    """Return where to begin.

    Args:
        of: Which list is read.
        start: The first instant of the span.
        end: The instant after the last one; None for now, or where ``resume`` ends.
        now: Seconds since the epoch.
        resume: What was saved.

    Raises:
        TypeError: An instant is no ``datetime``, or ``resume`` no mapping.
        ValueError: The span runs backwards, or something else was saved.
    """
    first = _given("start", start)
    last = None if end is None else _given("end", end)
    if end is not None and end < start:
        raise ValueError(f"the span ends at {end}, before it starts at {start}")
    if resume is not None:
        mapping("resume", resume)
        saved = Checkpoint.load(resume)
        beyond = saved.end if last is None else last
        if (saved.of, saved.start, saved.end) != (of, first, beyond):
            raise ValueError(
                f"the position is of {saved.of}, {timestamp(saved.start)} to "
                f"{timestamp(saved.end)}, and not of what is asked for"
            )
        return saved
    beyond = int(now) + 1 if last is None else last
    return Checkpoint(of=of, start=first, end=max(first, beyond))


def _given(name: str, instant: object) -> int:
    if not isinstance(instant, datetime):
        kind = type(instant).__name__
        raise TypeError(f"{name} must be a datetime with a time zone, not {kind}")
    return epoch_second(instant)


def epoch_second(instant: datetime | str) -> int:
    """Return the first whole second from ``instant`` on, since the epoch.

    Raises:
        ValueError: It does not say in which time zone it is, or is no instant.
    """
    if not isinstance(instant, datetime):
        instant = datetime.fromisoformat(instant)
    if instant.tzinfo is None:
        raise ValueError(f"{instant} is in no time zone: say tzinfo=UTC")
    return ceil(instant.timestamp())
