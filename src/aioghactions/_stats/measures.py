"""What one run or job tells: whether it passed, how long it waited and ran."""

from collections.abc import Iterable
from math import ceil, floor
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.workflow_run import WorkflowRun

_FAILED: Final = frozenset({"failure", "timed_out", "startup_failure"})
_BEGUN: Final = frozenset({"in_progress", "completed"})
_WHOLE: Final = 100


def success_rate(items: "Iterable[WorkflowRun | Job]") -> float | None:
    """Return the share that has passed, of all that passed or failed.

    Args:
        items: Runs or jobs.

    Returns:
        0 to 1, or None if nothing passed or failed.
    """
    verdicts = [passed(item) for item in items]
    told = [verdict for verdict in verdicts if verdict is not None]
    return sum(told) / len(told) if told else None


def passed(item: "WorkflowRun | Job") -> bool | None:
    """Return whether it passed; None if it neither passed nor failed."""
    if item.conclusion == "success":
        return True
    return False if item.conclusion in _FAILED else None


def run_seconds(run: "WorkflowRun") -> float | None:
    """Return how long the last attempt of a completed run took, its queue included.

    Args:
        run: A run.

    Returns:
        Seconds, or None if it goes on or was skipped.
    """
    if run.status != "completed" or run.conclusion == "skipped":
        return None
    seconds = run.updated_at - (run.run_started_at or run.created_at)
    return max(seconds.total_seconds(), 0.0)


def job_seconds(job: "Job") -> float | None:
    """Return how long a completed job ran.

    Args:
        job: A job.

    Returns:
        Seconds, or None if it goes on or never ran.
    """
    if job.completed_at is None or _never_ran(job):
        return None
    return max((job.completed_at - job.started_at).total_seconds(), 0.0)


def queued_seconds(job: "Job") -> float | None:
    """Return how long a job waited for its runner.

    Args:
        job: A job.

    Returns:
        Seconds, or None if it still waits, never ran, or the server does not say when
        it was made.
    """
    # Of a job that waits, GitHub tells a start as well: its creation.
    if job.created_at is None or job.status not in _BEGUN or _never_ran(job):
        return None
    return max((job.started_at - job.created_at).total_seconds(), 0.0)


def percentile(values: Iterable[float], percent: float) -> float | None:
    """Return the value below which a share of the values lie, interpolated.

    Args:
        values: In any order.
        percent: The share, 0 to 100.

    Returns:
        The value, or None if there are none.

    Raises:
        ValueError: ``percent`` is not between 0 and 100.
    """
    if not 0 <= percent <= _WHOLE:
        raise ValueError(f"percent is {percent}; it lies between 0 and {_WHOLE}")
    ordered = sorted(values)
    if not ordered:
        return None
    place = (len(ordered) - 1) * percent / _WHOLE
    low, high = ordered[floor(place)], ordered[ceil(place)]
    return low + (high - low) * (place - floor(place))


def _never_ran(job: "Job") -> bool:
    # The end of a job that was cancelled in the queue says how long it waited there.
    cancelled_in_queue = job.conclusion == "cancelled" and job.steps == ()
    return job.conclusion == "skipped" or cancelled_in_queue
