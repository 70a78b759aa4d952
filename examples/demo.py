"""Query many repositories concurrently and print a table of their workflows.

Without settings it starts a fake GitHub on this machine, with some 40
repositories and several thousand runs. With REPOS set ("octo-org/hello
octo-org/world", separated by spaces or commas) it queries those repositories of
GitHub, with the token in GITHUB_TOKEN.
At the end it downloads the logs of the newest failed run and counts their errors.
"""

import asyncio
import os
import re
import sys
from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from attrs import define, field
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

import aioghactions as gha
from aioghactions import logs
from aioghactions.testing import FakeGitHub

MOST_RUNS = 500  # of each repository, newest first


@define
class Summary:
    """Numbers about some runs."""

    runs: int = 0
    completed: int = 0
    successes: int = 0
    durations: list[float] = field(factory=list[float])
    # By id, since several workflows may have the same name.
    by_workflow: dict[int, list[float]] = field(
        factory=lambda: defaultdict[int, list[float]](list)
    )
    names: dict[int, str] = field(factory=dict[int, str])
    failed: gha.models.WorkflowRun | None = None

    def add(self, run: gha.models.WorkflowRun) -> None:
        """Count ``run``, and its duration if it has completed."""
        self.runs += 1
        if run.status != "completed":
            return
        self.completed += 1
        self.successes += run.conclusion == "success"
        if run.conclusion == "failure" and self.failed is None:
            self.failed = run  # the newest comes first
        spent = gha.stats.run_seconds(run)
        if spent is None:
            return
        self.durations.append(spent)
        self.by_workflow[run.workflow_id].append(spent)
        self.names[run.workflow_id] = run.name or str(run.workflow_id)

    def merge(self, other: "Summary") -> None:
        """Add the numbers of ``other``."""
        self.runs += other.runs
        self.completed += other.completed
        self.successes += other.successes
        self.durations += other.durations
        for number, spent in other.by_workflow.items():
            self.by_workflow[number] += spent
        self.names |= other.names

    def row(self) -> list[str]:
        """Return the cells of a table row."""
        if not self.durations:
            return [str(self.runs), "-", "-", "-", "-", "-"]
        slowest = max(self.by_workflow, key=lambda it: median(self.by_workflow[it]))
        return [
            f"{self.runs:,}",
            f"{self.successes / self.completed:.0%}",
            _clock(median(self.durations)),
            _clock(_p95(self.durations)),
            self.names[slowest],
            f"{sum(self.durations) / 60:,.0f}",
        ]


def _p95(durations: Sequence[float]) -> float:
    if len(durations) == 1:
        return durations[0]
    return quantiles(durations, n=20, method="inclusive")[-1]


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


@asynccontextmanager
async def github() -> AsyncGenerator[tuple[gha.Client, list[str]], None]:
    """Yield a client and the names of the repositories to query."""
    names = [name for name in re.split(r"[\s,]+", os.environ.get("REPOS", "")) if name]
    if names:
        async with gha.Client.from_env() as client:
            yield client, names
        return
    async with FakeGitHub() as fake:
        fake.populate(repositories=40, runs_each=150, seed=7)
        names = [repo.full_name for repo in fake.repositories]
        fake.fail(
            repo=names[7],
            times=None,
            status=403,
            message="Resource not accessible by personal access token",
            headers={"x-accepted-github-permissions": "actions=read"},
        )
        names.insert(3, "octo-org/never-was")
        async with gha.Client(fake.token, base_url=fake.url) as client:
            yield client, names


async def summarise(client: gha.Client, name: str) -> Summary:
    """Return the summary of a repository's newest runs."""
    summary = Summary()
    for run in await client.repo(name).runs.list().collect(limit=MOST_RUNS):
        summary.add(run)
    return summary


async def main() -> None:
    """Query every repository concurrently; print a table."""
    console = Console()
    bar = Progress(
        TextColumn("querying"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=console,
    )  # fmt: skip
    summaries: dict[str, Summary] = {}
    failures: dict[str, Exception] = {}
    async with github() as (client, names):
        query = partial(summarise, client)
        with bar:
            task = bar.add_task("querying", total=len(names))
            async with gha.fan_out(query, names, limit=16) as outcomes:
                async for outcome in outcomes:
                    match outcome:
                        case gha.Done(name, summary):
                            summaries[name] = summary
                        case gha.Failed(name, gha.GitHubActionsError() as why):
                            failures[name] = why
                        case gha.Failed(_, bug):
                            raise bug
                    bar.advance(task)

        console.print(table(summaries))
        await quote_newest_failure(client, summaries, console)
    for name, error in failures.items():
        console.print(f"[red]{name}[/red] was skipped: {error}", highlight=False)
    if not summaries:
        sys.exit("no repository could be read")


async def quote_newest_failure(
    client: gha.Client, summaries: dict[str, Summary], console: Console
) -> None:
    """Download the logs of the newest failed run; count their errors."""
    failed = {name: run for name, each in summaries.items() if (run := each.failed)}
    if not failed:
        return
    name, run = max(failed.items(), key=lambda found: found[1].id)
    bar = Progress(
        TextColumn("logs    "), BarColumn(), DownloadColumn(), console=console
    )
    try:
        with bar, TemporaryDirectory() as folder:
            task = bar.add_task("logs", total=None)
            async with client.repo(name).runs.logs(run.id) as archive:
                files = await archive.extract(folder, progress=partial(show, bar, task))
            errors = sum(count_errors(file) for file in files)
    except gha.GitHubActionsError as error:
        console.print(f"no logs of {name}: {error}", highlight=False, markup=False)
    else:
        console.print(
            f"{name}, run {run.run_number}: {len(files)} log files, {errors} errors",
            highlight=False,
        )


def show(bar: Progress, task: TaskID, done: int, total: int | None) -> None:
    """Set the bar to ``done`` of ``total`` bytes."""
    bar.update(task, completed=done, total=total)


def count_errors(file: Path) -> int:
    """Return the number of lines that a log marks as errors."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        return sum(line.kind == "error" for line in logs.parse(lines))


def table(summaries: dict[str, Summary]) -> Table:
    """Return a table with a row for each repository and the totals."""
    total = Summary()
    for summary in summaries.values():
        total.merge(summary)
    runs, success, middle, p95, slowest, minutes = total.row()
    drawn = Table(
        title="Workflow runs (durations in min:s)",
        box=SIMPLE_HEAD,
        show_footer=True,
        padding=0,
    )
    drawn.add_column("repository", f"all {len(summaries)}", no_wrap=True)
    drawn.add_column("runs", runs, justify="right", no_wrap=True)
    drawn.add_column("success", success, justify="right", no_wrap=True)
    drawn.add_column("median", middle, justify="right", no_wrap=True)
    drawn.add_column("p95", p95, justify="right", no_wrap=True)
    drawn.add_column("slowest", slowest, no_wrap=True)
    drawn.add_column("minutes", minutes, justify="right", no_wrap=True)
    for name in sorted(summaries, key=lambda name: -sum(summaries[name].durations)):
        drawn.add_row(name, *summaries[name].row())
    return drawn


if __name__ == "__main__":
    asyncio.run(main())
