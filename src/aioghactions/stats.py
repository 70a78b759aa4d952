"""Compute figures about runs and jobs: pure functions from models to plain data.

1. A row is a dictionary, and all rows of one call have the same keys, as
   ``csv.DictWriter``, ``pandas.DataFrame`` or a template expects. Durations are in
   seconds, rates are between 0 and 1, and an unknown value is None.
2. A success has passed; a failure, a timeout and a startup failure have failed. Any
   other conclusion, such as cancelled, is counted but has neither passed nor failed.
3. A run or job that was skipped, or cancelled before it started, has no duration.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from math import ceil, floor
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from datetime import datetime

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

T = TypeVar("T")

Row: TypeAlias = dict[str, str | int | float | None]
RunKey: TypeAlias = Literal["repository", "workflow", "branch", "event", "actor"]
JobKey: TypeAlias = Literal[
    "repository", "workflow", "branch", "job", "label", "runner"
]

_FAILED: Final = frozenset({"failure", "timed_out", "startup_failure"})
_STARTED: Final = frozenset({"in_progress", "completed"})


def summarise_runs(runs: "Iterable[WorkflowRun]", by: RunKey) -> list[Row]:
    """Return one row per repository, workflow, ...; the one with most minutes first.

    Args:
        runs: Runs of any repositories.
        by: What to group by. A workflow that sets ``run-name``, so that its runs have
            different names, is shown as the name of its file.

    Returns:
        Rows with the keys ``by``, ``runs``, ``success_rate``, ``duration_p50``,
        ``duration_p95`` and ``minutes``: from the start of the last attempt to its
        end, which is not what GitHub bills.

    Raises:
        ValueError: ``by`` is not one of these keys.
    """
    listed = list(runs)
    names = _workflow_names(listed)
    keys: dict[str, Callable[[WorkflowRun], Collection[str]]]
    keys = {"workflow": lambda run: (names[run.workflow_id],), **_RUN_KEYS}
    rows: list[Row] = [
        {
            by: key,
            "runs": len(group),
            "success_rate": success_rate(group),
            **_percentiles("duration", map(run_seconds, group)),
            "minutes": sum(_known(map(run_seconds, group))) / 60,
        }
        for key, group in _grouped(listed, by, keys)
    ]
    return _descending(rows, "minutes")


def summarise_jobs(jobs: "Iterable[Job]", by: JobKey) -> list[Row]:
    """Return one row per repository, workflow, label, ...; most minutes first.

    Args:
        jobs: Jobs of any runs.
        by: What to group by. A job with several labels is counted for each of them.

    Returns:
        Rows with the keys ``by``, ``jobs``, ``success_rate``, ``queued_p50``,
        ``queued_p95``, ``duration_p50``, ``duration_p95`` and ``minutes`` that
        runners were busy.

    Raises:
        ValueError: ``by`` is not one of these keys.
    """
    rows: list[Row] = [
        {
            by: key,
            "jobs": len(group),
            "success_rate": success_rate(group),
            **_percentiles("queued", map(queued_seconds, group)),
            **_percentiles("duration", map(job_seconds, group)),
            "minutes": sum(_known(map(job_seconds, group))) / 60,
        }
        for key, group in _grouped(jobs, by, _JOB_KEYS)
    ]
    return _descending(rows, "minutes")


def flaky_jobs(jobs: "Iterable[Job]") -> list[Row]:
    """Return the jobs that failed and then passed on the same commit.

    Args:
        jobs: All attempts: ``jobs.list_for_run(run_id, filter="all")``.

    Returns:
        One row per job, the flakiest first, with the keys ``repository``,
        ``workflow``, ``job``, ``commits`` (on which it passed or failed), ``flaky``
        (on how many of them it did both) and ``rate``.
    """
    by_job: defaultdict[tuple[str, str, str], dict[str, list[Job]]]
    by_job = defaultdict(lambda: defaultdict(list))
    for job in jobs:
        if _passed(job) is not None:
            key = (_repository_of(job), job.workflow_name or "", job.name)
            by_job[key][job.head_sha].append(job)
    rows: list[Row] = []
    for (repository, workflow, name), commits in by_job.items():
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
    return _descending((row for row in rows if row["flaky"]), "rate")


def success_rate(items: "Iterable[WorkflowRun | Job]") -> float | None:
    """Return the share that passed of all that passed or failed; None if none did.

    Args:
        items: Runs or jobs.
    """
    verdicts = _known(map(_passed, items))
    return sum(verdicts) / len(verdicts) if verdicts else None


def run_seconds(run: "WorkflowRun") -> float | None:
    """Return the duration of the last attempt of a completed run, with its queue time.

    None if the run is not completed or was skipped.

    Args:
        run: A run.
    """
    if run.status != "completed" or run.conclusion == "skipped":
        return None
    return _seconds(run.run_started_at or run.created_at, run.updated_at)


def job_seconds(job: "Job") -> float | None:
    """Return how long a job ran; None if it is not completed or never ran.

    Args:
        job: A job.
    """
    return None if _never_ran(job) else _seconds(job.started_at, job.completed_at)


def queued_seconds(job: "Job") -> float | None:
    """Return how long a job waited for its runner.

    None if it is still queued, never ran, or has no time of creation from the server.

    Args:
        job: A job.
    """
    # A queued job has a started_at as well: its time of creation.
    if job.status not in _STARTED or _never_ran(job):
        return None
    return _seconds(job.created_at, job.started_at)


def percentile(values: Iterable[float], percent: float) -> float | None:
    """Return a percentile, linearly interpolated; None if there are no values.

    Args:
        values: In any order.
        percent: Which one, 0 to 100.

    Raises:
        ValueError: ``percent`` is not between 0 and 100.
    """
    if not 0 <= percent / 100 <= 1:
        raise ValueError(f"percent must be between 0 and 100, got {percent}")
    ordered = sorted(values)
    if not ordered:
        return None
    rank = (len(ordered) - 1) * percent / 100
    low, high = ordered[floor(rank)], ordered[ceil(rank)]
    return low + (high - low) * (rank - floor(rank))


def _seconds(start: "datetime | None", end: "datetime | None") -> float | None:
    """Return the time between two dates; None unless the server sent both."""
    if start is None or end is None:
        return None
    return max((end - start).total_seconds(), 0.0)


def _passed(item: "WorkflowRun | Job") -> bool | None:
    """Return whether it passed; None if it neither passed nor failed."""
    if item.conclusion == "success":
        return True
    return False if item.conclusion in _FAILED else None


def _never_ran(job: "Job") -> bool:
    # Such a job has a completed_at: the end of its time in the queue.
    cancelled_in_queue = job.conclusion == "cancelled" and job.steps == ()
    return job.conclusion == "skipped" or cancelled_in_queue


def _is_flaky(attempts: "Collection[Job]") -> bool:
    """Return whether one failed and one that started later passed."""
    started = [(job.started_at, _passed(job)) for job in attempts]
    failed = [when for when, passed in started if when and not passed]
    return any(
        passed and when and when > min(failed) for when, passed in started if failed
    )


def _repository_of(job: "Job") -> str:
    """Return the ``octo-org/hello`` of a job's run URL."""
    owner, repo = job.run_url.split("/")[-5:-3]
    return f"{owner}/{repo}"


_RUN_KEYS: Final[dict[str, "Callable[[WorkflowRun], Collection[str]]"]] = {
    "repository": lambda run: (run.repository.full_name if run.repository else "",),
    "branch": lambda run: (run.head_branch or "",),
    "event": lambda run: (run.event,),
    "actor": lambda run: (run.actor.login if run.actor else "",),
}
_JOB_KEYS: Final[dict[str, "Callable[[Job], Collection[str]]"]] = {
    "repository": lambda job: (_repository_of(job),),
    "workflow": lambda job: (job.workflow_name or "",),
    "branch": lambda job: (job.head_branch or "",),
    "job": lambda job: (job.name,),
    "label": lambda job: frozenset(job.labels or ("",)),
    "runner": lambda job: (job.runner_name or "",),
}


def _workflow_names(runs: "Iterable[WorkflowRun]") -> dict[int, str]:
    """Return the name of each workflow, by its id.

    A run has the name of its workflow, unless the workflow sets ``run-name``. Then its
    runs may have different names, and the workflow is called by its file.
    """
    names: defaultdict[int, set[str | None]] = defaultdict(set)
    files: dict[int, str] = {}
    for run in runs:
        names[run.workflow_id].add(run.name)
        file = (run.path or str(run.workflow_id)).partition("@")[0]
        files[run.workflow_id] = file.removeprefix(".github/workflows/")
    return {
        workflow_id: (found.pop() if len(found) == 1 else None) or files[workflow_id]
        for workflow_id, found in names.items()
    }


def _grouped(
    items: Iterable[T], key: str, keys: Mapping[str, Callable[[T], Collection[str]]]
) -> Iterable[tuple[str, list[T]]]:
    if key not in keys:
        known = ", ".join(sorted(keys))
        raise ValueError(f"cannot group by {key!r}; use one of {known}")
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        for name in keys[key](item):
            groups[name].append(item)
    return groups.items()


def _percentiles(name: str, values: Iterable[float | None]) -> Row:
    known = _known(values)
    return {f"{name}_p{percent}": percentile(known, percent) for percent in (50, 95)}


def _known(values: Iterable[T | None]) -> list[T]:
    return [value for value in values if value is not None]


def _descending(rows: Iterable[Row], column: str) -> list[Row]:
    return sorted(rows, key=lambda row: float(row[column] or 0), reverse=True)
