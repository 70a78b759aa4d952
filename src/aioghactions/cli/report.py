"""``aioghactions report``: one HTML file with figures, charts and tables."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter, validators

from aioghactions._core.threads import in_thread
from aioghactions.cli import exits, targets
from aioghactions.cli.selection import Selection, read_jobs
from aioghactions.cli.session import Connection, connect
from aioghactions.cli.terminal import Terminal
from aioghactions.models import Job, WorkflowRun
from aioghactions.report import render
from aioghactions.report.loading import load_page
from aioghactions.scopes import Repo

_LIMIT: Final = 500  # runs of each repository, by default


async def report(
    *target: str,
    out: Annotated[Path, Parameter(alias="-o")] = Path("actions-report.html"),
    jobs: Annotated[int, Parameter(validator=validators.Number(gte=0))] = 20,
    title: str = "GitHub Actions",
    db: Path | None = None,
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
        db: Read this file of `aioghactions mirror` instead of GitHub: all of its
            repositories, or those that are named.
        selection: Which runs.
        connection: How to ask GitHub.
        terminal: Where to print.
    """
    await in_thread(load_page)
    if not await in_thread(out.parent.is_dir):
        raise exits.UsageError(f"the folder {out.parent} does not exist; create it")
    now = terminal.clock.now()
    if db is not None:
        names = await in_thread(targets.read, target, terminal.stdin) if target else []
        runs, found, missing = await selection.read_mirror(db, names, now)
        lacks = [f"{db} has no runs of {name}" for name in missing]
        for line in lacks:
            terminal.say(line, "red")
        if names and len(missing) == len(names):
            return exits.FAILED
        notes = selection.words(None) + [f"{line}." for line in lacks]
        code = exits.PARTLY if missing else exits.OK
    else:
        names = await in_thread(targets.read, target, terminal.stdin)
        async with connect(terminal, connection) as session:

            async def read(repo: Repo) -> tuple[list[WorkflowRun], list[Job]]:
                runs = await selection.read(repo, now, default_limit=_LIMIT)
                return runs, await read_jobs(repo, runs[:jobs])

            results = (
                await session.each(names, read, "reading runs and jobs")
            ).values()
        code = session.code
        if not session.succeeded:
            return code
        runs = [run for runs, _ in results for run in runs]
        found = [job for _, jobs_of in results for job in jobs_of]
        notes = selection.words(_LIMIT)
        notes += [f"Jobs are those of the {jobs} newest of them."] * (jobs > 0)
        notes += [f"{name} was not read: {it}" for name, it in session.failures.items()]
    when = datetime.fromtimestamp(now, UTC)
    html = await in_thread(render, runs, found, now=when, title=title, notes=notes)
    await in_thread(out.write_text, html, encoding="utf-8")
    terminal.out.print(str(await in_thread(out.resolve)), soft_wrap=True, markup=False)
    return code
