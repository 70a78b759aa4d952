"""Query many repositories at once and say how their workflows are doing.

Without settings it starts a fake GitHub on this machine, with some 40
repositories and several thousand runs. With GITHUB_TOKEN and REPOS set
("octo-org/hello octo-org/world", separated by spaces or commas) it asks GitHub.
"""

import asyncio
import os
import re
import sys
from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from statistics import median, quantiles

from attrs import define, field
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

import aioghactions as gha
from aioghactions.testing import FakeGitHub

MOST_RUNS = 500  # of each repository, newest first


@define
class Summary:
    """What is told about some runs."""

    runs: int = 0
    successes: int = 0
    durations: list[float] = field(factory=list[float])
    by_workflow: dict[str, list[float]] = field(
        factory=lambda: defaultdict[str, list[float]](list)
    )

    def add(self, run: gha.models.WorkflowRun) -> None:
        """Count ``run``, if it has ended."""
        self.runs += 1
        if run.status != "completed":
            return
        self.successes += run.conclusion == "success"
        spent = (
            run.updated_at - (run.run_started_at or run.created_at)
        ).total_seconds()
        self.durations.append(spent)
        self.by_workflow[run.name or str(run.workflow_id)].append(spent)

    def merge(self, other: "Summary") -> None:
        """Add what ``other`` has counted."""
        self.runs += other.runs
        self.successes += other.successes
        self.durations += other.durations
        for name, spent in other.by_workflow.items():
            self.by_workflow[name] += spent

    def row(self) -> list[str]:
        """Return the cells of a table row."""
        if not self.durations:
            return [str(self.runs), "-", "-", "-", "-", "-"]
        slowest = max(self.by_workflow, key=lambda name: median(self.by_workflow[name]))
        return [
            f"{self.runs:,}",
            f"{self.successes / len(self.durations):.0%}",
            _clock(median(self.durations)),
            _clock(_p95(self.durations)),
            slowest,
            f"{sum(self.durations) / 60:,.0f}",
        ]


def _p95(durations: Sequence[float]) -> float:
    if len(durations) == 1:
        return durations[0]
    return quantiles(durations, n=20, method="inclusive")[-1]


def _clock(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))


@asynccontextmanager
async def github() -> AsyncGenerator[tuple[gha.Client, list[str]], None]:
    """Yield a client and the names of the repositories to ask about."""
    names = [name for name in re.split(r"[\s,]+", os.environ.get("REPOS", "")) if name]
    if names and "GITHUB_TOKEN" in os.environ:
        async with gha.Client.from_env() as client:
            yield client, names
        return
    async with FakeGitHub() as fake:
        fake.populate(repositories=40, runs_each=150, seed=7)
        names = [repo.full_name for repo in fake.repositories]
        fake.fail("list-workflow-runs-for-repo", repo=names[-1], status=403, times=None)
        names.insert(3, "octo-org/never-was")
        async with gha.Client(fake.token, base_url=fake.url) as client:
            yield client, names


async def main() -> None:
    """Ask about every repository at once; print a table."""
    console = Console()

    async with github() as (client, names):

        async def summarise(name: str) -> Summary:
            summary = Summary()
            runs = client.repo(name).runs.list()
            for run in await runs.collect(limit=MOST_RUNS):
                summary.add(run)
            return summary

        summaries: dict[str, Summary] = {}
        failures: dict[str, Exception] = {}
        with Progress(
            TextColumn("asking"), BarColumn(), MofNCompleteColumn(), console=console
        ) as progress:
            task = progress.add_task("asking", total=len(names))
            async with gha.fan_out(summarise, names, limit=16) as outcomes:
                async for outcome in outcomes:
                    match outcome:
                        case gha.Done(name, summary):
                            summaries[name] = summary
                        case gha.Failed(name, error):
                            failures[name] = error
                    progress.advance(task)

    console.print(table(summaries))
    for name, error in failures.items():
        console.print(f"[red]{name}[/red] was skipped: {error}", highlight=False)
    if not summaries:
        sys.exit("no repository could be read")


def table(summaries: dict[str, Summary]) -> Table:
    """Return the table to print, one row a repository and one for all."""
    total = Summary()
    drawn = Table("repository", title="Workflow runs", show_footer=True)
    for name in sorted(summaries, key=lambda name: -sum(summaries[name].durations)):
        total.merge(summaries[name])
    head = ("runs", "success", "median", "p95", "slowest workflow", "minutes")
    drawn.columns[0].footer = f"{len(summaries)} repositories"
    for heading, footer in zip(head, total.row(), strict=True):
        left = heading.startswith("slowest")
        drawn.add_column(heading, footer, justify="left" if left else "right")
    for name in sorted(summaries, key=lambda name: -sum(summaries[name].durations)):
        drawn.add_row(name, *summaries[name].row())
    return drawn


if __name__ == "__main__":
    asyncio.run(main())
