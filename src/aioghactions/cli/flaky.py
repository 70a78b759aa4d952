"""``aioghactions flaky``: jobs that failed and then passed on the same commit."""

from typing import Annotated, Final

from cyclopts import Parameter

from aioghactions import stats
from aioghactions._core.threads import in_thread
from aioghactions.cli import targets
from aioghactions.cli.output import Column, Output
from aioghactions.cli.selection import Selection, read_jobs
from aioghactions.cli.session import Connection, connect
from aioghactions.cli.terminal import Terminal
from aioghactions.models import Job, WorkflowRun
from aioghactions.report.text import number, percent
from aioghactions.scopes import Repo

_COLUMNS: Final = (
    Column(name="repository"),
    Column(name="workflow"),
    Column(name="job"),
    Column(name="flaky", show=number, right=True),
    Column(name="commits", show=number, right=True),
    Column(name="rate", show=percent, right=True),
    Column(name="minutes", show=number, right=True, wide=True),
)


async def flaky(
    *target: str,
    selection: Selection = Selection(),
    output: Output = Output(),
    connection: Connection = Connection(),
    terminal: Annotated[Terminal, Parameter(parse=False)],
) -> int:
    """List the jobs that failed and then passed on the same commit.

    Args:
        target: octo-org/hello, octo-org, @FILE or -.
        selection: Which runs.
        output: The form of the output.
        connection: How to ask GitHub.
        terminal: Where to print.
    """
    names = await in_thread(targets.read, target, terminal.stdin)
    async with connect(terminal, connection) as session:

        async def read(repo: Repo) -> tuple[list[WorkflowRun], list[Job]]:
            runs = await selection.read(repo, terminal.clock.now())
            return runs, await read_jobs(repo, runs)

        results = await session.each(names, read, "reading jobs")
        rows = stats.flaky_jobs(
            (job for _, jobs in results.values() for job in jobs),
            runs=[run for runs, _ in results.values() for run in runs],
        )
        output.write(terminal, rows, _COLUMNS)
    return session.code
