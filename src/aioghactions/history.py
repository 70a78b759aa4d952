"""Read every run of a time range, beyond GitHub's cap of 1,000 results."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Self

from attrs import evolve, frozen

from aioghactions._core.call import Call
from aioghactions._core.lazy import public_names
from aioghactions._core.stepped import SteppedIterator
from aioghactions._lists.checkpoint import Checkpoint, Gap, Key
from aioghactions._lists.plan import CAP
from aioghactions._lists.windows import Window, WindowQueue, timestamp
from aioghactions._request.pipeline import Pipeline
from aioghactions.errors import ResultsCappedError, UnexpectedAnswerError
from aioghactions.fanout import Failed, fan_out
from aioghactions.pages import Page, Pages

if TYPE_CHECKING:
    from datetime import datetime

    from aioghactions._generated.models.workflow_run import WorkflowRun

# Returns the call for a ``created`` filter and a page size.
_RunsCall = Callable[[str, int], "Call[Page[WorkflowRun]]"]

# Windows in memory at once: some 4,000 runs, 18 MiB of one repository.
_MAX_WINDOWS: Final = 6
# How often a window is read while the number of its runs differs from GitHub's count.
_MAX_READS: Final = 3


@frozen
class _WindowResult:
    window: Window
    total: int
    # The oldest first; None if the window must be split: GitHub would not return all.
    runs: "list[WorkflowRun] | None"


class History(SteppedIterator["WorkflowRun"]):
    """The runs of a time range, the oldest first, each one once.

    Returned by ``repo.runs.history``. The time range is split into windows that
    contain fewer than 1,000 runs, and up to six windows are fetched at once. A history
    is an iterator: iterate over it once. After an error, iterating again continues
    where it stopped. No request is in flight while the body of the loop runs.

    The loop raises:

    * ``ResultsCappedError`` after the last run, if more than 1,000 runs were created
      in the same second: GitHub returns no more of them. See :meth:`allow_capped`.
    * ``UnexpectedAnswerError`` if the server ignores ``created`` or reports no total.

    Attributes:
        yielded: How many runs were yielded, those before ``resume`` included.
        expected: How many runs GitHub counts in the whole time range, requested after
            the last run; None until then.
        gaps: The windows for which the number of runs returned differs from GitHub's
            count, after three attempts. A gap has ``first`` and ``last`` (seconds since
            the epoch), ``total`` and ``shown``.
    """

    def __init__(
        self, pipeline: Pipeline, call: _RunsCall, position: Checkpoint
    ) -> None:
        super().__init__()
        self._pipeline = pipeline
        self._call = call
        self._start = position
        self._queue = WindowQueue(position.remaining)
        # The first second that was not yet moved to ``_ready``.
        self._next = position.remaining.first if position.remaining else position.end
        self._after = position.after
        # Windows that were read before an earlier one, by their first second.
        self._results: dict[int, _WindowResult] = {}
        self._raise_when_capped = True
        # Smaller after pages that failed repeatedly.
        self._page_size = 100
        self.yielded: int = position.yielded
        self.expected: int | None = None
        self.gaps: list[Gap] = list(position.gaps)

    def __repr__(self) -> str:
        start = self._start
        return (
            f"<History {start.source}, {timestamp(start.start)} to "
            f"{timestamp(start.end)}, {self.yielded} yielded>"
        )

    @property
    def complete(self) -> bool:
        """Whether GitHub's counts confirm that every run was yielded.

        The number of runs yielded is compared for each window and, after the last run,
        for the whole time range. False before the end of the loop, and also if runs of
        the time range were deleted meanwhile: then completeness cannot be proven.
        """
        return self.expected == self.yielded and not self.gaps

    @property
    def position(self) -> dict[str, Any]:
        """A checkpoint just past the run yielded last, as a value for JSON.

        Pass it as ``resume`` to ``repo.runs.history`` to continue later.
        """
        position = evolve(
            self._start, after=self._after, yielded=self.yielded, gaps=tuple(self.gaps)
        )
        return position.dump()

    def allow_capped(self) -> Self:
        """Accept that GitHub returns at most 1,000 runs of the same second.

        Such seconds are recorded in ``gaps``, and the loop ends without an error.
        """
        self._raise_when_capped = False
        return self

    async def __anext__(self) -> "WorkflowRun":
        run = await super().__anext__()
        self._after = _key(run)
        self.yielded += 1
        return run

    async def _step(self) -> None:
        """Fetch some windows at once, and make their runs ready in order."""
        if self._next >= self._start.end:
            await self._finish()
            raise StopAsyncIteration
        windows = self._queue.take(max(1, _MAX_WINDOWS - len(self._results)))
        unread, failed = list(windows), None
        try:
            async with fan_out(
                self._fetch, windows, limit=_MAX_WINDOWS, ordered=True
            ) as outcomes:
                async for outcome in outcomes:
                    if isinstance(outcome, Failed):
                        failed = outcome
                        break
                    self._accept(outcome.result)
                    del unread[0]
        finally:
            for window in unread:
                self._queue.put_back(window)
        while (result := self._results.pop(self._next, None)) is not None:
            self._make_ready(result)
        # Runs before the failed window come first; then the window is fetched again.
        if failed and failed.item.first == self._next and not self._ready:
            raise failed.error

    async def _fetch(self, window: Window) -> _WindowResult:
        """Return the runs of ``window``; read it again if it changed meanwhile."""
        result = await self._read(window)
        for _ in range(_MAX_READS - 1):
            runs, total = result.runs, result.total
            if runs is None or total > CAP or len(runs) == total:
                break
            result = await self._read(window)
        return result

    async def _read(self, window: Window) -> _WindowResult:
        totals: list[int | None] = []
        runs: list[WorkflowRun] = []
        pages = Pages(
            self._pipeline,
            self._call(window.created, self._page_size),
            on_answer=lambda answer: totals.append(answer.value.total_count),
        )
        async for page in pages:
            if not window.fits(_required(totals[-1])):
                return _WindowResult(window, _required(totals[-1]), None)
            runs += page
            self._page_size = min(self._page_size, pages.page_size)
        runs.sort(key=_key)
        for run in runs[:1] + runs[-1:]:
            if not window.first <= _key(run)[0] <= window.last:
                raise UnexpectedAnswerError(
                    f"requested runs created {window.created}, but the server returned "
                    f"one created {_created(run).isoformat()}"
                )
        return _WindowResult(window, _required(totals[-1]), runs)

    def _accept(self, result: _WindowResult) -> None:
        if result.runs is None:
            self._queue.put_back(result.window, result.total)
            return
        self._queue.set_density(result.window, result.total)
        self._results[result.window.first] = result

    def _make_ready(self, result: _WindowResult) -> None:
        window, runs, after = result.window, result.runs or [], self._after
        self._next = window.last + 1
        if len(runs) != result.total:
            self.gaps.append(Gap(window.first, window.last, result.total, len(runs)))
        self._ready.extend(run for run in runs if after is None or _key(run) > after)

    async def _finish(self) -> None:
        """Count the runs of the whole time range, and report capped seconds."""
        if self.expected is not None:
            return
        expected, whole = 0, self._start.time_range
        if whole is not None:
            page = await self._pipeline.send(self._call(whole.created, 1))
            expected = _required(page.total_count)
        self.expected = expected
        capped = [gap for gap in self.gaps if gap.total > CAP]
        if capped and self._raise_when_capped:
            first = Window(capped[0].first, capped[0].last)
            raise ResultsCappedError(
                f"{len(capped)} seconds have more than {CAP} runs each, the first is "
                f"{first.created}; GitHub returns no more of them",
                total=sum(gap.total for gap in capped),
                yielded=sum(gap.shown for gap in capped),
            )


def _key(run: "WorkflowRun") -> Key:
    return int(_created(run).timestamp()), run.id


def _created(run: "WorkflowRun") -> "datetime":
    # A first attempt starts when the run is created.
    if (when := run.created_at or run.run_started_at) is None:
        raise UnexpectedAnswerError(f"the run {run.id} has no created_at")
    return when


def _required(total: object) -> int:
    if total is None:
        raise UnexpectedAnswerError("the list of runs has no total_count")
    # Lists are read without checking the type of every number.
    if not isinstance(total, int) or total < 0:
        raise UnexpectedAnswerError("total_count of the list of runs is not a count")
    return total


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
