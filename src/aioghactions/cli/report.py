"""``aioghactions report``: one HTML file with figures, charts and tables."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

from aioghactions._core.threads import in_thread
from aioghactions.cli import targets
from aioghactions.cli.selection import Selection
from aioghactions.cli.session import Connection, connect
from aioghactions.cli.terminal import Terminal
from aioghactions.fanout import Failed, fan_out
from aioghactions.models import Job, WorkflowRun
from aioghactions.report import render
from aioghactions.report.loading import load_page
from aioghactions.scopes import Repo


async def report(
    *target: str,
    out: Annotated[Path, Parameter(alias="-o")] = Path("actions-report.html"),
    jobs: Annotated[int, Parameter(validator=validators.Number(gte=0))] = 20,
    title: str = "GitHub Actions",
    selection: Selection = Selection(),
    connection: Connection = Connection(),
    terminal: Annotated[Terminal, Parameter(parse=False)],
) -> int:
    """Write an HTML report about runs: one file, without scripts.

    Args:
        target: octo-org/hello, octo-org, @FILE or -.
        out: The file; it is replaced if it exists.
        jobs: Read the jobs of so many runs of each repository, the newest: a request
            for each. They give exact durations, flaky jobs and queue times.
        title: The heading.
        selection: Which runs.
        connection: How to ask GitHub.
        terminal: Where to print.
    """
    await in_thread(load_page)
    names = await in_thread(targets.read, target, terminal.stdin)
    now = terminal.clock.now()
    async with connect(terminal, connection) as session:

        async def read(repo: Repo) -> tuple[list[WorkflowRun], list[Job]]:
            runs = await selection.read(repo, now, default_limit=500)
            return runs, await _jobs(repo, runs[:jobs])

        results = await session.each(names, read, "reading runs and jobs")
    if not session.succeeded:
        return session.code
    notes = [f"Jobs are those of the {jobs} newest of these runs."] * (jobs > 0)
    notes += [f"{name} was not read: {it}" for name, it in session.failures.items()]
    html = await in_thread(
        render,
        [run for runs, _ in results.values() for run in runs],
        [job for _, jobs_of in results.values() for job in jobs_of],
        now=datetime.fromtimestamp(now, UTC),
        title=title,
        notes=[*selection.words(500), *notes],
    )
    await in_thread(out.write_text, html, encoding="utf-8")
    terminal.out.print(str(await in_thread(out.resolve)), soft_wrap=True, markup=False)
    return session.code


async def _jobs(repo: Repo, runs: list[WorkflowRun]) -> list[Job]:
    """Return the jobs of runs, of all attempts."""

    async def read(run: WorkflowRun) -> list[Job]:
        return await repo.jobs.list_for_run(run.id, filter="all").collect()

    found: list[Job] = []
    async with fan_out(read, runs, limit=4, ordered=True, fail_fast=True) as outcomes:
        async for outcome in outcomes:
            if isinstance(outcome, Failed):
                raise outcome.error
            found += outcome.result
    return found
