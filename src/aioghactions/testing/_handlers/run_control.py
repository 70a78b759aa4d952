"""Cancel, approve and re-run workflow runs."""

from typing import Final

from aioghactions.testing._handlers.lookup import find_job, find_run
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, conflict, forbidden
from aioghactions.testing._state.repository import FakeRepository, FakeRun, requeue

# A run can be re-run until this many seconds after its creation.
_RERUN_PERIOD: Final = 30 * 86_400.0
_FAILED: Final = frozenset({"failure", "timed_out", "cancelled"})


def cancel(request: Request, repo: FakeRepository) -> Response:
    """Cancel a run."""
    run = find_run(request, repo)
    if run.status == "completed":
        raise conflict("Cannot cancel a workflow run that is completed.")
    run.complete("cancelled")
    return request.accepted(202)


def force_cancel(request: Request, repo: FakeRepository) -> Response:
    """Cancel a run; the fake server has no conditions that would prevent it."""
    return cancel(request, repo)


def approve(request: Request, repo: FakeRepository) -> Response:
    """Approve a run from a fork of a first-time contributor."""
    run = find_run(request, repo)
    if run.conclusion != "action_required":
        raise forbidden("This run does not need approval.")
    requeue(run)
    for name in () if run.jobs else run.workflow.jobs:
        run.add_job(name, outcome=run.workflow.outcome)
    return request.accepted(201)


def re_run(request: Request, repo: FakeRepository) -> Response:
    """Re-run all jobs of a run."""
    return _re_run(request, find_run(request, repo))


def re_run_failed_jobs(request: Request, repo: FakeRepository) -> Response:
    """Re-run the failed jobs of a run, and the jobs that need them."""
    run = find_run(request, repo)
    failed = [job.name for job in run.jobs if job.conclusion in _FAILED]
    if not failed:
        raise forbidden("This workflow run has no failed jobs.")
    return _re_run(request, run, *failed)


def re_run_job(request: Request, repo: FakeRepository) -> Response:
    """Re-run a job, and the jobs that need it."""
    run, job = find_job(request, repo)
    return _re_run(request, run, job.name)


def _re_run(request: Request, run: FakeRun, *jobs: str) -> Response:
    debug = any(map(request.boolean, ("enable_debug_logging", "enable_debugger")))
    if run.status != "completed":
        raise forbidden("This workflow run is already running.")
    if request.now - run.created_at > _RERUN_PERIOD:
        raise forbidden("This workflow run was created over a month ago.")
    run.rerun(*jobs, login=request.caller.user.login, debug=debug)
    return request.accepted(201)
