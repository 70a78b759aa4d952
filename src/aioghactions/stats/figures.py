"""Figures of single runs, jobs and steps: durations, verdicts, and which jobs count."""

from collections.abc import Hashable, Iterable
from datetime import datetime
from math import ceil, floor
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import frozen

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.job_step import JobStep
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions._generated.models.workflow_run_usage import WorkflowRunUsage

T = TypeVar("T")

_FAILED: Final = frozenset({"failure", "timed_out", "startup_failure"})
_STARTED: Final = frozenset({"in_progress", "completed"})
# A run ends after 35 days: a later update is a change of another kind.
_LONGEST_RUN: Final = 35 * 24 * 3600.0


@frozen
class RunDuration:
    """The duration of the last attempt of a run, with its queue time.

    Attributes:
        seconds: How long it took.
        estimated: Whether its end is not known, and its last update was taken for it.
    """

    seconds: float
    estimated: bool


def distinct_jobs(jobs: "Iterable[Job]") -> "list[Job]":
    """Return the jobs without those that a re-run has carried over.

    A re-run of failed jobs lists the others again in its attempt, with new ids and the
    times of the attempt in which they ran. They have run once.

    Args:
        jobs: Jobs of any runs, such as ``jobs.list_for_run(run_id, filter="all")``.
    """
    attempts: dict[Hashable, int | None] = {}
    found: list[Job] = []
    for job in jobs:
        times = job.started_at, job.completed_at
        key = repository_of(job), job.run_id, job.name, job.runner_name, times
        is_copy = key in attempts and job.completed_at is not None
        first = attempts.setdefault(key, job.run_attempt)
        # A runner has one job at a time. Within an attempt, jobs that never had a
        # runner may have the same name and times.
        if not is_copy or (not job.runner_name and job.run_attempt == first):
            found.append(job)
    return found


def success_rate(items: "Iterable[WorkflowRun | Job | JobStep]") -> float | None:
    """Return the share that passed of all that passed or failed; None if none did.

    Args:
        items: Runs, jobs or steps.
    """
    verdicts = known(map(passed, items))
    return sum(verdicts) / len(verdicts) if verdicts else None


def run_duration(
    run: "WorkflowRun",
    *,
    jobs: "Iterable[Job]" = (),
    usage: "WorkflowRunUsage | None" = None,
) -> RunDuration | None:
    """Return how long the last attempt of a run took, and whether that is an estimate.

    A run does not have the time of its end. ``updated_at`` is close to it, until
    somebody deletes the logs or GitHub changes the run otherwise. So the end is taken
    from the jobs, or the duration from the usage; without either it is an estimate.

    Args:
        run: A run.
        jobs: Its jobs, from ``jobs.list_for_run(run.id)``; those of other runs and
            attempts are ignored.
        usage: Its usage, from ``runs.usage(run.id)``.

    Returns:
        None if the run is not completed or was skipped, or if the estimate is longer
        than 35 days, which is the longest that a run can take.
    """
    if run.status != "completed" or run.conclusion == "skipped":
        return None
    start = run.run_started_at or run.created_at
    ends = [
        job.completed_at
        for job in jobs
        if (job.run_id, job.run_attempt or run.run_attempt) == (run.id, run.run_attempt)
    ]
    exact = _seconds(start, max(known(ends), default=None))
    if exact is None and usage is not None and usage.run_duration_ms is not None:
        exact = usage.run_duration_ms / 1000
    if exact is not None:
        return RunDuration(exact, estimated=False)
    estimate = _seconds(start, run.updated_at)
    if estimate is None or estimate > _LONGEST_RUN:
        return None
    return RunDuration(estimate, estimated=True)


def run_seconds(
    run: "WorkflowRun",
    *,
    jobs: "Iterable[Job]" = (),
    usage: "WorkflowRunUsage | None" = None,
) -> float | None:
    """Return the seconds of :func:`run_duration`, or None.

    Args:
        run: A run.
        jobs: Its jobs.
        usage: Its usage.
    """
    duration = run_duration(run, jobs=jobs, usage=usage)
    return None if duration is None else duration.seconds


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


def step_seconds(step: "JobStep") -> float | None:
    """Return how long a step ran; None if it is not completed or was skipped.

    GitHub reports the times of steps in whole seconds.

    Args:
        step: A step of a job.
    """
    skipped = step.conclusion == "skipped"
    return None if skipped else _seconds(step.started_at, step.completed_at)


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


def _seconds(start: datetime | None, end: datetime | None) -> float | None:
    if start is None or end is None:
        return None
    return max((end - start).total_seconds(), 0.0)  # GitHub's clocks differ


def passed(item: "WorkflowRun | Job | JobStep") -> bool | None:
    """Return whether it passed; None if it neither passed nor failed."""
    if item.conclusion == "success":
        return True
    return False if item.conclusion in _FAILED else None


def _never_ran(job: "Job") -> bool:
    # Such a job has a completed_at: the end of its time in the queue.
    cancelled_in_queue = job.conclusion == "cancelled" and job.steps == ()
    return job.conclusion == "skipped" or cancelled_in_queue


def repository_of(job: "Job") -> str:
    """Return the ``octo-org/hello`` of a job's run URL; "" without one."""
    return "/".join((job.run_url or "").split("/")[-5:-3])


def known(values: Iterable[T | None]) -> list[T]:
    """Return the values that are not None."""
    return [value for value in values if value is not None]
