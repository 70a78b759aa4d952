"""The figures of a report: which rows of :mod:`aioghactions.stats` it shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from attrs import frozen

from aioghactions import stats
from aioghactions.stats import Row

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.workflow_run import WorkflowRun

MOST_ROWS: Final = 10  # of a table
_MOST_DAYS: Final = 62  # in a chart; beyond it, a point is a week


@frozen(kw_only=True)
class Table:
    """The first rows of a table, and how many there are in all."""

    rows: Sequence[Row]
    total: int


@frozen(kw_only=True)
class Figures:
    """What a report shows.

    Attributes:
        runs: The number of runs.
        jobs: The number of jobs; those that a re-run carried over count once.
        repositories: The number of repositories with a run.
        first: When the oldest run was created; None without runs.
        last: When the newest one was.
        success_rate: Of all runs.
        duration_p50: Median duration of a run in seconds.
        duration_p95: Its 95th percentile.
        estimated: How many of the durations are estimates.
        durations: How many durations are known.
        minutes: Sum of the durations, in minutes.
        period: The length of a period in ``over_time``.
        over_time: A row for each period, the oldest first.
        slowest_workflows: By the 95th percentile of their durations.
        failing_workflows: Those with a failure, by success rate, the lowest first.
        costly_repositories: By minutes.
        slowest_jobs: By the 95th percentile of their durations.
        flaky_jobs: By rate.
        labels: Runner labels, by the 95th percentile of queue times.
    """

    runs: int
    jobs: int
    repositories: int
    first: datetime | None
    last: datetime | None
    success_rate: float | None
    duration_p50: float | None
    duration_p95: float | None
    estimated: int
    durations: int
    minutes: float
    period: Literal["day", "week"]
    over_time: Sequence[Row]
    slowest_workflows: Table
    failing_workflows: Table
    costly_repositories: Table
    slowest_jobs: Table
    flaky_jobs: Table
    labels: Table


def figures(runs: "Iterable[WorkflowRun]", jobs: "Iterable[Job]") -> Figures:
    """Return the figures about runs and their jobs.

    Args:
        runs: Runs of any repositories.
        jobs: Jobs of these runs, of all attempts.
    """
    listed, all_jobs = list(runs), list(jobs)
    jobs_of: defaultdict[int, list[Job]] = defaultdict(list)
    for job in all_jobs:
        jobs_of[job.run_id].append(job)
    known = [
        it
        for run in listed
        if (it := stats.run_duration(run, jobs=jobs_of[run.id])) is not None
    ]
    seconds = [it.seconds for it in known]
    created = sorted(run.created_at for run in listed if run.created_at is not None)
    is_long = bool(created) and created[-1] - created[0] > timedelta(days=_MOST_DAYS)
    period: Literal["day", "week"] = "week" if is_long else "day"
    over_time = stats.summarise_runs(listed, period, jobs=all_jobs)
    workflows = stats.summarise_runs(listed, "workflow", jobs=all_jobs)
    repositories = stats.summarise_runs(listed, "repository", jobs=all_jobs)
    return Figures(
        runs=len(listed),
        jobs=len(stats.distinct_jobs(all_jobs)),
        repositories=len(repositories),
        first=created[0] if created else None,
        last=created[-1] if created else None,
        success_rate=stats.success_rate(listed),
        duration_p50=stats.percentile(seconds, 50),
        duration_p95=stats.percentile(seconds, 95),
        estimated=sum(it.estimated for it in known),
        durations=len(known),
        minutes=sum(seconds) / 60,
        period=period,
        over_time=sorted(
            (row for row in over_time if row[period]), key=lambda row: str(row[period])
        ),
        slowest_workflows=_top(workflows, "duration_p95"),
        failing_workflows=_top(
            (row for row in workflows if row["success_rate"] != 1),
            "success_rate",
            lowest=True,
        ),
        costly_repositories=_top(repositories, "minutes"),
        slowest_jobs=_top(
            stats.summarise_jobs(all_jobs, "job", runs=listed), "duration_p95"
        ),
        flaky_jobs=_top(stats.flaky_jobs(all_jobs, runs=listed), "rate"),
        labels=_top(stats.summarise_jobs(all_jobs, "label"), "queued_p95"),
    )


def _top(rows: Iterable[Row], column: str, *, lowest: bool = False) -> Table:
    """Return the first rows by a column, without those in which it is unknown."""
    known = [row for row in rows if row[column] is not None]
    known.sort(key=lambda row: float(row[column] or 0), reverse=not lowest)
    return Table(rows=known[:MOST_ROWS], total=len(known))
