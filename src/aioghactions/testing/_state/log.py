"""The logs of jobs, and the log archives of runs."""

import re
from datetime import UTC, datetime
from typing import Final

from aioghactions.testing._state.archive import pack
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.instant import epoch
from aioghactions.testing._state.job import FakeJob, FakeStep

# Characters that are removed from the names in archives.
_TIMESTAMP: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)[.\d]*Z"
)
_REMOVED = str.maketrans("", "", '/\\:*?"<>|')


def job_log(job: FakeJob) -> bytes:
    """Return the log of ``job``: the logs of its steps in order."""
    if job.log is not None:
        return _encoded(job.log)
    return b"".join(_own_log(job, step) for step in job.steps())


def run_log(attempt: FakeAttempt) -> bytes:
    """Return a zip archive with a file for each job, and for each of its steps."""
    files: dict[str, str | bytes] = {}
    jobs = [(number, job) for number, job in enumerate(attempt.jobs, 1) if job.has_log]
    for number, job in jobs:
        files[f"{number}_{job.name.translate(_REMOVED)}.txt"] = job_log(job)
    for _, job in jobs:
        folder = job.name.translate(_REMOVED)
        for step, log in step_logs(job):
            files[f"{folder}/{step.number}_{step.name.translate(_REMOVED)}.txt"] = log
    return pack(files | dict(attempt.log_files))


def step_logs(job: FakeJob) -> list[tuple[FakeStep, bytes]]:
    """Return the steps that ran with their logs, which together are the job's log."""
    steps = [step for step in job.steps() if step.conclusion != "skipped"]
    if job.log is None:
        return [(step, _own_log(job, step)) for step in steps]
    logs = [bytearray() for _ in steps]
    current = 0
    for line in _encoded(job.log).splitlines(keepends=True) if steps else ():
        # A line without a timestamp belongs to the line before it.
        stamp = _TIMESTAMP.match(line)
        if stamp is not None:
            at = epoch(stamp[1].decode() + "+00:00")
            while current + 1 < len(steps) and at >= (
                steps[current + 1].started_at or at
            ):
                current += 1
        logs[current] += line
    return [(step, bytes(log)) for step, log in zip(steps, logs, strict=True)]


def _own_log(job: FakeJob, step: FakeStep) -> bytes:
    if step.conclusion == "skipped":
        return b""
    for key in (step.number, step.name):
        if key in job.step_logs:
            return _encoded(job.step_logs[key])
    return _generated_log(step)


def _generated_log(step: FakeStep) -> bytes:
    if step.started_at is None:
        return b""
    lines = [f"##[group]{step.name}", f"step {step.number}", "##[endgroup]"]
    if step.conclusion not in {None, "success"}:
        lines.append("##[error]Process completed with exit code 1.")
    stamp = _stamp(step.started_at)
    return "".join(f"{stamp} {line}\n" for line in lines).encode()


def _encoded(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _stamp(seconds: float) -> str:
    """Return an instant in the format of logs, with seven decimals."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S.%f}0Z"
