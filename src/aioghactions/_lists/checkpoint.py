"""The position of a history: what to read next, and where it must continue."""

from collections.abc import Mapping
from datetime import datetime
from math import ceil
from typing import Any, Self

from attrs import frozen

from aioghactions._lists.windows import Window, timestamp
from aioghactions._params.checks import mapping

# The sort key of a run in a history: the second of its creation, then its id.
Key = tuple[int, int]


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
