"""What a run has cost."""

from collections.abc import Iterable
from typing import Any

from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.repository import FakeRun


def usage_payload(run: FakeRun) -> dict[str, Any]:
    """Return the billable time of every attempt, by operating system.

    Only private repositories on GitHub's own runners are billed; the time that
    the run lasted is told of all.
    """
    billable: dict[str, Any] = {}
    if run.repository.private:
        jobs = [job for attempt in run.attempts for job in attempt.jobs]
        for system in ("UBUNTU", "MACOS", "WINDOWS"):
            spent = [job for job in jobs if _bills(job, system)]
            if spent:
                billable[system] = _total(spent)
    lasted = sum(end.updated_at - end.queued_at for end in run.attempts)
    return {"billable": billable, "run_duration_ms": round(lasted * 1000)}


def _bills(job: FakeJob, system: str) -> bool:
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
