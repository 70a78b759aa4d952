"""Logs: links to them, and their removal."""

from aioghactions.testing._handlers.lookup import (
    find_attempt,
    find_job,
    find_run,
    present,
)
from aioghactions.testing._handlers.request import Ask, Blob
from aioghactions.testing._handlers.response import (
    RefusalError,
    Reply,
    no_content,
    not_found,
)
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.log import job_log, run_log
from aioghactions.testing._state.repository import FakeRepository


def of_run(ask: Ask, repo: FakeRepository) -> Reply:
    """Lead to the archive of the latest attempt's logs."""
    return _archive(ask, find_run(ask, repo).latest)


def of_attempt(ask: Ask, repo: FakeRepository) -> Reply:
    """Lead to the archive of one attempt's logs."""
    return _archive(ask, find_attempt(ask, find_run(ask, repo)))


def of_job(ask: Ask, repo: FakeRepository) -> Reply:
    """Lead to the text of a job's log."""
    run, job = find_job(ask, repo)
    _require_logs(present(run.attempt(job.attempt)), job.status)
    return redirect(ask, Blob(lambda: job_log(job), "text/plain; charset=utf-8"))


def delete(ask: Ask, repo: FakeRepository) -> Reply:
    """Remove the logs of a run."""
    run = find_run(ask, repo)
    if run.status != "completed":
        raise RefusalError(403, "Logs of a run in progress cannot be deleted.")
    run.delete_logs()
    return no_content()


def redirect(ask: Ask, blob: Blob) -> Reply:
    """Return the 302 that leads to ``blob`` for a minute."""
    return Reply(302, headers={"Location": ask.store(blob)})


def _archive(ask: Ask, attempt: FakeAttempt) -> Reply:
    _require_logs(attempt, attempt.status)
    name = f"logs_{ask.path['run_id']}.zip"
    return redirect(ask, Blob(lambda: run_log(attempt), "application/zip", name))


def _require_logs(attempt: FakeAttempt, status: str) -> None:
    if not attempt.has_logs:
        raise RefusalError(410, "Server Error")
    if status != "completed":
        raise not_found()
