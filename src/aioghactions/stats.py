"""Numbers about runs and jobs: pure functions from models to plain data.

1. A row is a dictionary with the same keys as its neighbours, as ``csv.DictWriter``,
   ``pandas.DataFrame`` or a template take it. Durations are seconds, shares lie
   between 0 and 1, and what cannot be told is None.
2. What succeeded has passed; what failed, timed out or could not start has failed.
   All else, such as a cancelled run, is counted and passes no verdict.
3. What was skipped, or cancelled before it began, took no time, and that time is not
   counted.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, TypeAlias

from aioghactions._stats.groups import JobKey, RunKey, jobs_by, repository_of, runs_by
from aioghactions._stats.measures import (
    job_seconds,
    passed,
    percentile,
    queued_seconds,
    run_seconds,
    success_rate,
)

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.workflow_run import WorkflowRun

__all__ = [
    "JobKey",
    "Row",
    "RunKey",
    "flaky_jobs",
    "job_seconds",
    "percentile",
    "queued_seconds",
    "run_seconds",
    "success_rate",
    "summarise_jobs",
    "summarise_runs",
]

Row: TypeAlias = dict[str, str | int | float | None]


def summarise_runs(runs: "Iterable[WorkflowRun]", by: RunKey) -> list[Row]:
    """Return a row for each repository, workflow, ...; the most minutes first.

    Args:
        runs: Runs of any repositories.
        by: What makes a row. A workflow whose runs have names of their own, by
            ``run-name``, goes by the name of its file.

    Returns:
        Rows with the keys ``by``, ``runs``, ``success_rate``, ``duration_p50``,
        ``duration_p95`` and ``minutes``: from the start of the last attempt to its
        end, which is not what is billed.

    Raises:
        ValueError: There are no rows by that.
    """
    rows: list[Row] = [
        {
            by: key,
            "runs": len(group),
            "success_rate": success_rate(group),
            **_percentiles("duration", map(run_seconds, group)),
            "minutes": _minutes(map(run_seconds, group)),
        }
        for key, group in runs_by(by, list(runs))
    ]
    return _falling(rows, "minutes")


def summarise_jobs(jobs: "Iterable[Job]", by: JobKey) -> list[Row]:
    """Return a row for each repository, workflow, label, ...; the most minutes first.

    Args:
        jobs: Jobs of any runs.
        by: What makes a row. A job with several labels counts for each of them.

    Returns:
        Rows with the keys ``by``, ``jobs``, ``success_rate``, ``queued_p50``,
        ``queued_p95``, ``duration_p50``, ``duration_p95`` and ``minutes`` that
        runners were busy.

    Raises:
        ValueError: There are no rows by that.
    """
    rows: list[Row] = [
        {
            by: key,
            "jobs": len(group),
            "success_rate": success_rate(group),
            **_percentiles("queued", map(queued_seconds, group)),
            **_percentiles("duration", map(job_seconds, group)),
            "minutes": _minutes(map(job_seconds, group)),
        }
        for key, group in jobs_by(by, jobs)
    ]
    return _falling(rows, "minutes")


def flaky_jobs(jobs: "Iterable[Job]") -> list[Row]:
    """Return the jobs that failed and then passed on the same commit.

    Args:
        jobs: All attempts: ``jobs.list_for_run(run_id, filter="all")``.

    Returns:
        A row for each, the flakiest first, with the keys ``repository``, ``workflow``,
        ``job``, ``commits`` (on which it passed or failed), ``flaky`` (on how many of
        them it did both) and ``rate``.
    """
    tried: defaultdict[tuple[str, str, str], dict[str, list[Job]]]
    tried = defaultdict(lambda: defaultdict(list))
    for job in jobs:
        if passed(job) is not None:
            which = (repository_of(job), job.workflow_name or "", job.name)
            tried[which][job.head_sha].append(job)
    rows: list[Row] = []
    for (repository, workflow, name), commits in tried.items():
        flaky = sum(map(_is_flaky, commits.values()))
        rows.append(
            {
                "repository": repository,
                "workflow": workflow,
                "job": name,
                "commits": len(commits),
                "flaky": flaky,
                "rate": flaky / len(commits),
            }
        )
    return _falling((row for row in rows if row["flaky"]), "rate")


def _is_flaky(tries: "Collection[Job]") -> bool:
    """Whether one failed, and one that started later passed."""
    failed = [job.started_at for job in tries if not passed(job)]
    return any(passed(job) and job.started_at > min(failed) for job in tries if failed)


def _percentiles(name: str, values: Iterable[float | None]) -> Row:
    told = [value for value in values if value is not None]
    return {f"{name}_p{percent}": percentile(told, percent) for percent in (50, 95)}


def _minutes(values: Iterable[float | None]) -> float:
    return sum(value for value in values if value is not None) / 60


def _falling(rows: Iterable[Row], name: str) -> list[Row]:
    """Return ``rows`` by the number of that name, the greatest first."""
    return sorted(rows, key=lambda row: float(row[name] or 0), reverse=True)
