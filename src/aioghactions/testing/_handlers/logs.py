"""Logs."""

from aioghactions.testing._handlers.lookup import (
    existing,
    find_attempt,
    find_by_id,
    find_job,
    find_run,
)
from aioghactions.testing._handlers.request import Blob, Request
from aioghactions.testing._handlers.response import (
    HTTPError,
    Response,
    no_content,
    not_found,
)
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.log import job_log, run_log, step_logs
from aioghactions.testing._state.repository import FakeRepository


def of_run(request: Request, repo: FakeRepository) -> Response:
    """Redirect to the log archive of the latest attempt."""
    return _archive(request, find_run(request, repo).latest)


def of_attempt(request: Request, repo: FakeRepository) -> Response:
    """Redirect to the log archive of one attempt."""
    return _archive(request, find_attempt(request, find_run(request, repo)))


def of_job(request: Request, repo: FakeRepository) -> Response:
    """Redirect to the log of a job."""
    run, job = find_job(request, repo)
    _require_logs(existing(run.attempt(job.attempt)), job.status)
    if not job.has_log:
        raise not_found()
    return redirect(request, Blob(lambda: job_log(job), "text/plain; charset=utf-8"))


def of_step(request: Request, repo: FakeRepository) -> Response:
    """Redirect to the log of one step of a job; a skipped step has none."""
    run, job = find_job(request, repo)
    _require_logs(existing(run.attempt(job.attempt)), job.status)
    found = {step.number: log for step, log in step_logs(job)}
    log = find_by_id(request, "step_number", found)
    return redirect(request, Blob(lambda: log, "text/plain; charset=utf-8"))


def delete(request: Request, repo: FakeRepository) -> Response:
    """Delete the logs of a run."""
    run = find_run(request, repo)
    if run.status != "completed":
        raise HTTPError(403, "Logs of a run in progress cannot be deleted.")
    run.delete_logs()
    return no_content()


def redirect(request: Request, blob: Blob) -> Response:
    """Return a 302 to ``blob`` in storage."""
    return Response(302, headers={"Location": request.store(blob)})


def _archive(request: Request, attempt: FakeAttempt) -> Response:
    _require_logs(attempt, attempt.status)
    name = f"logs_{request.path['run_id']}.zip"
    return redirect(request, Blob(lambda: run_log(attempt), "application/zip", name))


def _require_logs(attempt: FakeAttempt, status: str) -> None:
    if not attempt.has_logs:
        raise HTTPError(410, "Server Error")
    if status != "completed":
        raise not_found()
