"""The billable time of runs."""

from collections.abc import Iterable
from typing import Any

from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.repository import FakeRun


def usage_payload(run: FakeRun) -> dict[str, Any]:
    """Return the billable time of a run by operating system, and its duration.

    Only jobs of private repositories on GitHub-hosted runners are billed.
    """
    billable: dict[str, Any] = {}
    if run.repository.private:
        jobs = [job for attempt in run.attempts for job in attempt.jobs]
        for system in ("UBUNTU", "MACOS", "WINDOWS"):
            billed = [job for job in jobs if _is_billed(job, system)]
            if billed:
                billable[system] = _total(billed)
    duration = sum(attempt.updated_at - attempt.queued_at for attempt in run.attempts)
    return {"billable": billable, "run_duration_ms": round(duration * 1000)}


def _is_billed(job: FakeJob, system: str) -> bool:
    executed = not job.is_self_hosted and not job.carried
    return executed and any(label.upper().startswith(system) for label in job.labels)


def _total(jobs: Iterable[FakeJob]) -> dict[str, Any]:
    runs = [{"job_id": job.id, "duration_ms": _milliseconds(job)} for job in jobs]
    total = sum(run["duration_ms"] for run in runs)
    return {"total_ms": total, "jobs": len(runs), "job_runs": runs}


def _milliseconds(job: FakeJob) -> int:
    if job.started_at is None or job.completed_at is None:
        return 0
    return round((job.completed_at - job.started_at) * 1000)
