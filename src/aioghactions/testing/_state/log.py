"""The logs of jobs, and the log archives of runs."""

from datetime import UTC, datetime

from aioghactions.testing._state.archive import pack
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.job import FakeJob, FakeStep

# Characters that are removed from the names in archives.
_REMOVED = str.maketrans("", "", '/\\:*?"<>|')


def job_log(job: FakeJob) -> bytes:
    """Return the log of ``job``, or one that is generated from its steps."""
    if job.log is None:
        return b"".join(map(_step_log, job.steps()))
    return job.log.encode() if isinstance(job.log, str) else job.log


def run_log(attempt: FakeAttempt) -> bytes:
    """Return a zip archive with a file for each job, and for each of its steps."""
    files: dict[str, bytes] = {}
    for number, job in enumerate(attempt.jobs, 1):
        files[f"{number}_{job.name.translate(_REMOVED)}.txt"] = job_log(job)
    for job in attempt.jobs:
        for step in job.steps():
            if step.conclusion != "skipped":
                folder, name = (
                    job.name.translate(_REMOVED),
                    step.name.translate(_REMOVED),
                )
                files[f"{folder}/{step.number}_{name}.txt"] = _step_log(step)
    return pack(files)


def _step_log(step: FakeStep) -> bytes:
    if step.started_at is None or step.conclusion == "skipped":
        return b""
    lines = [f"##[group]{step.name}", f"step {step.number}", "##[endgroup]"]
    if step.conclusion not in {None, "success"}:
        lines.append("##[error]Process completed with exit code 1.")
    stamp = _stamp(step.started_at)
    return "".join(f"{stamp} {line}\n" for line in lines).encode()


def _stamp(seconds: float) -> str:
    """Return an instant in the format of logs, with seven decimals."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S.%f}0Z"
