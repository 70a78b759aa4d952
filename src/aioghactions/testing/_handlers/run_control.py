"""Cancelling, approving and re-running."""

from typing import Final

from aioghactions.testing._handlers.lookup import find_job, find_run
from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import Reply, conflict, forbidden
from aioghactions.testing._state.repository import FakeRepository, FakeRun, requeue

# How long after its creation a run can be run again.
_RERUN_PERIOD: Final = 30 * 86_400.0
_FAILED: Final = frozenset({"failure", "timed_out", "cancelled"})


def cancel(ask: Ask, repo: FakeRepository) -> Reply:
    """Cancel a run."""
    run = find_run(ask, repo)
    if run.status == "completed":
        raise conflict("Cannot cancel a workflow run that is completed.")
    run.complete("cancelled")
    return _accepted(ask, 202)


def force_cancel(ask: Ask, repo: FakeRepository) -> Reply:
    """Cancel a run at all costs."""
    return cancel(ask, repo)


def approve(ask: Ask, repo: FakeRepository) -> Reply:
    """Let a run from a stranger's fork begin."""
    run = find_run(ask, repo)
    if run.conclusion != "action_required":
        raise forbidden("This run does not need approval.")
    attempt = run.latest
    requeue(run)
    for name in () if attempt.jobs else run.workflow.jobs:
        run.add_job(name, outcome=run.workflow.outcome)
    return _accepted(ask, 201)


def re_run(ask: Ask, repo: FakeRepository) -> Reply:
    """Execute all jobs of a run again."""
    run = find_run(ask, repo)
    return _start_again(ask, run, {job.name for job in run.jobs})


def re_run_failed_jobs(ask: Ask, repo: FakeRepository) -> Reply:
    """Execute the jobs again that failed, and those that need them."""
    run = find_run(ask, repo)
    failed = {job.name for job in run.jobs if job.conclusion in _FAILED}
    if not failed:
        raise forbidden("This workflow run has no failed jobs.")
    return _start_again(ask, run, failed)


def re_run_job(ask: Ask, repo: FakeRepository) -> Reply:
    """Execute one job again, and those that need it."""
    run, job = find_job(ask, repo)
    return _start_again(ask, run, {job.name})


def _start_again(ask: Ask, run: FakeRun, names: set[str]) -> Reply:
    debug = ask.truth("enable_debug_logging") or ask.truth("enable_debugger")
    if run.status != "completed":
        raise forbidden("This workflow run is already running.")
    if ask.now - run.created_at > _RERUN_PERIOD:
        raise forbidden("This workflow run was created over a month ago.")
    run.rerun(*names, login=ask.caller.user.login, debug=debug)
    return _accepted(ask, 201)


def _accepted(ask: Ask, status: int) -> Reply:
    """Return an empty object, or nothing at all as older servers did."""
    return Reply(status, {} if ask.site.edition.has("ghes-3.12") else None)
