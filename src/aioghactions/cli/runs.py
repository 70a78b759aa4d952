"""``aioghactions runs``: the newest runs of repositories, or figures about them."""

from datetime import UTC, datetime
from typing import Annotated, Final

from cyclopts import Parameter

from aioghactions import rows, stats
from aioghactions._core.threads import in_thread
from aioghactions.cli import targets
from aioghactions.cli.output import Column, Output, Row, verdict_style
from aioghactions.cli.selection import Selection
from aioghactions.cli.session import Connection, connect
from aioghactions.cli.terminal import Terminal
from aioghactions.models import WorkflowRun
from aioghactions.report.text import duration, number, percent
from aioghactions.scopes import Repo

RUNS: Final = (
    Column(name="repository"),
    Column(name="run_number", title="run", right=True),
    Column(name="workflow"),
    Column(name="head_branch", title="branch", wide=True),
    Column(name="event", wide=True),
    Column(name="status", wide=True),
    Column(name="conclusion", style=verdict_style),
    Column(name="seconds", title="min:s", show=duration, right=True),
    Column(name="created_at", title="created", wide=True),
)
_FIGURES: Final = (
    Column(name="runs", show=number, right=True),
    Column(name="success_rate", title="success", show=percent, right=True),
    Column(name="duration_p50", title="median", show=duration, right=True),
    Column(name="duration_p95", title="p95", show=duration, right=True),
    Column(name="minutes", show=number, right=True),
)


async def runs(
    *target: str,
    by: stats.RunKey | None = None,
    selection: Selection = Selection(),
    output: Output = Output(),
    connection: Connection = Connection(),
    terminal: Annotated[Terminal, Parameter(parse=False)],
) -> int:
    """List the newest runs of repositories, or figures about them.

    Args:
        target: octo-org/hello, octo-org, @FILE or -.
        by: Print figures for each repository, workflow, ... instead of the runs.
        selection: Which runs.
        output: The form of the output.
        connection: How to ask GitHub.
        terminal: Where to print.
    """
    names = await in_thread(targets.read, target, terminal.stdin)
    async with connect(terminal, connection) as session:

        async def read(repo: Repo) -> list[WorkflowRun]:
            return await selection.read(repo, terminal.clock.now())

        results = await session.each(names, read, "reading runs")
        found = [run for each in results.values() for run in each]
        if by is not None:
            columns = (Column(name=by), *_FIGURES)
            output.write(terminal, stats.summarise_runs(found, by), columns)
        else:
            found.sort(key=_created, reverse=True)
            output.write(terminal, [row(run) for run in found], RUNS)
    return session.code


def _created(run: WorkflowRun) -> datetime:
    return run.created_at or datetime.min.replace(tzinfo=UTC)


def row(run: WorkflowRun) -> Row:
    """Return the columns of a run."""
    return {**rows.run(run), "seconds": stats.run_seconds(run)}
