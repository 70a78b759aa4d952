"""Find the last lines of steps in the log of their job."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from attrs import define, field

from aioghactions.logs.lines import LastLines, LogLine

if TYPE_CHECKING:
    from aioghactions._generated.models.job_step import JobStep

_RESOLUTION: Final = timedelta(seconds=1)  # of the times of a step


@define(eq=False)
class _StepTail:
    step: "JobStep"
    _until_error: LastLines
    _after_it: LastLines
    _has_error: bool = field(default=False, init=False)

    def contains(self, when: datetime) -> bool:
        start, end = self.step.started_at, self.step.completed_at
        return (
            start is not None
            and start <= when
            and (end is None or when < end + _RESOLUTION)
        )

    def append(self, line: LogLine) -> None:
        self._after_it.append(line)
        if line.kind == "error":
            self._has_error = True
            for it in self._after_it:
                self._until_error.append(it)
            self._after_it.clear()

    @property
    def lines(self) -> tuple[LogLine, ...]:
        return tuple(self._until_error if self._has_error else self._after_it)


class StepTails:
    """The last lines of some steps, taken from the log of their job.

    Nothing in the log marks where a step begins. A line belongs to a step if it was
    written between its start and its end, which GitHub reports in whole seconds: lines
    of its neighbours in the same seconds are included. After an error, the lines of a
    step end with its last error.
    """

    def __init__(self, steps: "Iterable[JobStep]", count: int) -> None:
        self._tails = [
            _StepTail(step, LastLines(count), LastLines(count)) for step in steps
        ]
        self._whole = LastLines(count)
        self._when: datetime | None = None

    def feed(self, line: LogLine) -> None:
        """Add the next line of the log; one without a time is of that before it."""
        self._whole.append(line)
        self._when = line.timestamp or self._when
        for tail in self._tails:
            if self._when is not None and tail.contains(self._when):
                tail.append(line)

    def of(self, step: "JobStep") -> Sequence[LogLine]:
        """Return the lines of a step; none if its times do not show them."""
        return next(tail.lines for tail in self._tails if tail.step is step)

    @property
    def whole(self) -> Sequence[LogLine]:
        """The last lines of the whole log."""
        return tuple(self._whole)
