"""Read one window of a history completely."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from attrs import frozen

from aioghactions._core.call import Call
from aioghactions._lists.checkpoint import Key
from aioghactions._lists.pages import Page, Pages
from aioghactions._lists.plan import CAP
from aioghactions._lists.windows import Window
from aioghactions._request.pipeline import Pipeline
from aioghactions.errors import UnexpectedAnswerError

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun

# Returns the call for a ``created`` filter and a page size.
RunsCall = Callable[[str, int], "Call[Page[WorkflowRun]]"]

_PAGE_SIZE: Final = 100
# How often a window is read while the number of its runs differs from GitHub's count.
_MAX_READS: Final = 3


@frozen
class WindowResult:
    """The runs of a window.

    Attributes:
        window: The window.
        total: How many runs GitHub counts in it.
        runs: The runs that GitHub returns, the oldest first; None if the window must
            be split, because GitHub would not return all of them.
    """

    window: Window
    total: int
    runs: "list[WorkflowRun] | None"


def run_key(run: "WorkflowRun") -> Key:
    """Return the sort key of a run in a history."""
    return int(run.created_at.timestamp()), run.id


async def read_window(
    pipeline: Pipeline, call: RunsCall, window: Window
) -> WindowResult:
    """Return the runs of ``window``; read it again if it changed meanwhile.

    Raises:
        UnexpectedAnswerError: The server ignores ``created``, or reports no total.
    """
    result = await _read(pipeline, call, window)
    for _ in range(_MAX_READS - 1):
        if (
            result.runs is None
            or result.total > CAP
            or len(result.runs) == result.total
        ):
            break
        result = await _read(pipeline, call, window)
    return result


async def _read(pipeline: Pipeline, call: RunsCall, window: Window) -> WindowResult:
    totals: list[int | None] = []
    runs: list[WorkflowRun] = []
    pages = Pages(
        pipeline,
        call(window.created, _PAGE_SIZE),
        limit=None,
        raise_when_capped=False,
        on_answer=lambda answer: totals.append(answer.value.total_count),
    )
    async for page in pages:
        if not window.fits(_required(totals[-1])):
            return WindowResult(window, _required(totals[-1]), None)
        runs += page
    runs.sort(key=run_key)
    for run in runs[:1] + runs[-1:]:
        if not window.first <= run_key(run)[0] <= window.last:
            raise UnexpectedAnswerError(
                f"requested runs created {window.created}, but the server returned one "
                f"created {run.created_at.isoformat()}"
            )
    return WindowResult(window, _required(totals[-1]), runs)


async def count_runs(pipeline: Pipeline, call: RunsCall, window: Window | None) -> int:
    """Return how many runs GitHub counts in ``window``; 0 for None."""
    if window is None:
        return 0
    return _required((await pipeline.send(call(window.created, 1))).total_count)


def _required(total: int | None) -> int:
    if total is None:
        raise UnexpectedAnswerError("the list of runs has no total_count")
    return total
