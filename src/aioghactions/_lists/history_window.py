"""One window of a history, read whole."""

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

# Makes the call of a ``created`` filter and a size of pages.
RunsCall = Callable[[str, int], "Call[Page[WorkflowRun]]"]

_SIZE: Final = 100
# How often a window is read if its runs are not as many as are counted: it changes.
_READS: Final = 3


@frozen
class WindowResult:
    """What a window holds.

    Attributes:
        window: The window.
        total: How many runs GitHub counts in it.
        runs: The runs that GitHub shows, the oldest first; None if they were not
            asked for, because GitHub would not show all of them.
    """

    window: Window
    total: int
    runs: "list[WorkflowRun] | None"


def run_key(run: "WorkflowRun") -> Key:
    """Return what orders the runs of a history."""
    return int(run.created_at.timestamp()), run.id


async def read_window(
    pipeline: Pipeline, call: RunsCall, window: Window
) -> WindowResult:
    """Return what ``window`` holds; ask again if it changed on the way.

    Raises:
        UnexpectedAnswerError: The server does not heed ``created``.
    """
    found = await _read(pipeline, call, window)
    for _ in range(_READS - 1):
        if found.runs is None or found.total > CAP or len(found.runs) == found.total:
            break
        found = await _read(pipeline, call, window)
    return found


async def _read(pipeline: Pipeline, call: RunsCall, window: Window) -> WindowResult:
    totals: list[int | None] = []
    runs: list[WorkflowRun] = []
    pages = Pages(
        pipeline,
        call(window.created, _SIZE),
        enough=None,
        cut_is_failure=False,
        note=lambda answer: totals.append(answer.value.total_count),
    )
    async for page in pages:
        if not window.fits(_known(totals[-1])):
            return WindowResult(window, _known(totals[-1]), None)
        runs += page
    runs.sort(key=run_key)
    for run in runs[:1] + runs[-1:]:
        if not window.first <= run_key(run)[0] <= window.last:
            raise UnexpectedAnswerError(
                f"asked for runs created {window.created}, the server sends one of "
                f"{run.created_at.isoformat()}"
            )
    return WindowResult(window, _known(totals[-1]), runs)


async def count_runs(pipeline: Pipeline, call: RunsCall, window: Window | None) -> int:
    """Return how many runs GitHub counts in ``window``; none in None."""
    if window is None:
        return 0
    return _known((await pipeline.send(call(window.created, 1))).total_count)


def _known(total: int | None) -> int:
    if total is None:
        raise UnexpectedAnswerError("a list does not say how many runs it has")
    return total
