"""Write an HTML report about runs and jobs: one file, without scripts and network.

It needs the extra ``report``: ``pip install 'aioghactions[report]'``. The figures are
those of :mod:`aioghactions.stats`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from aioghactions._core.lazy import public_names

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.workflow_run import WorkflowRun


def render(
    runs: "Iterable[WorkflowRun]",
    jobs: "Iterable[Job]" = (),
    *,
    now: datetime,
    title: str = "GitHub Actions",
    notes: Sequence[str] = (),
) -> str:
    """Return an HTML page with figures, charts and tables.

    The page has no script and loads nothing; it has a dark form and one for paper. It
    is made in the calling thread, which takes some seconds for 50,000 runs.

    Args:
        runs: Runs of any repositories.
        jobs: Jobs of these runs, of all attempts, for exact durations and for the
            tables of jobs and runners. Without them, the page has none of these tables.
        now: When the page was made: it is shown on the page.
        title: The heading.
        notes: Sentences about what was read, shown at the end.

    Raises:
        ModuleNotFoundError: The extra is not installed.

    Example:
        ::

            from aioghactions import report

            runs = await repo.runs.list().collect(limit=500)
            now = datetime.now(UTC)
            html = await asyncio.to_thread(report.render, runs, now=now)
    """
    from aioghactions.report.figures import figures  # noqa: PLC0415 - few programs use it
    from aioghactions.report.loading import load_page  # noqa: PLC0415 - as above

    page = load_page()
    return page(figures(runs, jobs), now=now, title=title, notes=notes)


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
