"""Every run of a span of time, past the 1,000 that GitHub shows of a filtered list."""

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any, Final, Self

from aioghactions._lists.checkpoint import Checkpoint, Gap
from aioghactions._lists.history_window import (
    RunsCall,
    WindowResult,
    count_runs,
    read_window,
    run_key,
)
from aioghactions._lists.plan import CAP
from aioghactions._lists.windows import Window, WindowQueue, timestamp
from aioghactions._request.pipeline import Pipeline
from aioghactions.errors import ResultsCappedError
from aioghactions.fanout import Failed, fan_out

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun

# Windows held at once: some 4,000 runs, 18 MiB of one repository.
_WINDOWS: Final = 6


class History:
    """The runs of a span, the oldest first, each one once.

    The span is cut into windows that hold few enough runs to be shown whole, and some
    of them are fetched at once. Iterate over it once; after an error, iterating again
    goes on where it stopped. Nothing runs between two steps.

    Attributes:
        yielded: How many runs were told, also before ``resume``.
        expected: How many runs GitHub counts in the span, asked at the end; None
            until then.
        gaps: Where GitHub counts other than it shows, after several tries.
    """

    def __init__(
        self, pipeline: Pipeline, call: RunsCall, position: Checkpoint
    ) -> None:
        """Begin at ``position``; nothing is sent yet.

        Args:
            pipeline: Sends the calls.
            call: Makes the call for a ``created`` filter and a size of pages.
            position: What to read, and what of it was told before.
        """
        self._pipeline = pipeline
        self._call = call
        self._begun = position
        self._walk = WindowQueue(position.rest)
        self._next = position.rest.first if position.rest else position.end
        self._after = position.after
        self._found: dict[int, WindowResult] = {}
        self._ready: deque[WorkflowRun] = deque()
        self._cut_is_failure = True
        # Several tasks may share a loop; one of them reads on.
        self._turn = asyncio.Lock()
        self.yielded: int = position.yielded
        self.expected: int | None = None
        self.gaps: list[Gap] = list(position.gaps)

    def __repr__(self) -> str:
        span = self._begun
        return (
            f"<History {span.of}, {timestamp(span.start)} to {timestamp(span.end)}, "
            f"{self.yielded} told>"
        )

    @property
    def complete(self) -> bool:
        """Whether every run was told, proven by counts.

        In each window, and in the whole span when GitHub is asked at the end, there
        are as many runs as were told. False before the end, and false as well if
        runs of the span were deleted meanwhile: then nothing can be proven.
        """
        return self.expected == self.yielded and not self.gaps

    @property
    def position(self) -> dict[str, Any]:
        """How far it has come, as a value for JSON, to be saved for ``resume``.

        It stands after the run that was told last.
        """
        return Checkpoint(
            of=self._begun.of,
            start=self._begun.start,
            end=self._begun.end,
            after=self._after,
            yielded=self.yielded,
            gaps=tuple(self.gaps),
        ).dump()

    def allow_capped(self) -> Self:
        """End quietly also if a single second holds too many runs; ``gaps`` tells."""
        self._cut_is_failure = False
        return self

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> "WorkflowRun":
        """Return the next run.

        Raises:
            ResultsCappedError: After the last one: more than 1,000 runs were created
                in one second, and GitHub shows only so many of them.
            UnexpectedAnswerError: The server does not heed ``created``.
        """
        if not self._ready:
            async with self._turn:
                while not self._ready:
                    if self._next >= self._begun.end:
                        await self._end()
                        raise StopAsyncIteration
                    await self._read_on()
        run = self._ready.popleft()
        self._after = run_key(run)
        self.yielded += 1
        return run

    async def _read_on(self) -> None:
        """Fetch some windows at once, and put in order what they hold."""
        windows = self._walk.cut(max(1, _WINDOWS - len(self._found)))
        left, failed = list(windows), None
        try:
            async with fan_out(
                self._fetch, windows, limit=len(windows), ordered=True
            ) as outcomes:
                async for outcome in outcomes:
                    if isinstance(outcome, Failed):
                        failed = outcome
                        break
                    self._take(outcome.result)
                    del left[0]
        finally:
            for window in left:
                self._walk.put_back(window)
        while (found := self._found.pop(self._next, None)) is not None:
            self._tell(found)
        # What lies before a failed window comes first; then it is asked for again.
        if failed and failed.item.first == self._next and not self._ready:
            raise failed.error

    def _take(self, found: WindowResult) -> None:
        if found.runs is None:
            self._walk.put_back(found.window, found.total)
            return
        self._walk.fitted(found.window, found.total)
        self._found[found.window.first] = found

    def _tell(self, found: WindowResult) -> None:
        self._next = found.window.last + 1
        runs = found.runs or []
        if len(runs) != found.total:
            window = found.window
            self.gaps.append(Gap(window.first, window.last, found.total, len(runs)))
        told = self._after
        self._ready.extend(run for run in runs if told is None or run_key(run) > told)

    async def _fetch(self, window: Window) -> WindowResult:
        return await read_window(self._pipeline, self._call, window)

    async def _end(self) -> None:
        """Ask how many runs the whole span has, and tell of seconds cut short."""
        if self.expected is not None:
            return
        self.expected = await count_runs(self._pipeline, self._call, self._begun.span)
        cut = [gap for gap in self.gaps if gap.total > CAP]
        if cut and self._cut_is_failure:
            raise ResultsCappedError(
                f"{len(cut)} single seconds hold more than {CAP} runs, such as "
                f"{Window(cut[0].first, cut[0].last).created}: GitHub shows no more",
                total=sum(gap.total for gap in cut),
                yielded=sum(gap.shown for gap in cut),
            )
