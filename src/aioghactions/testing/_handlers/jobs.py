"""Jobs of runs."""

from collections.abc import Mapping, Sequence

from aioghactions.testing._handlers.lookup import find_attempt, find_job, find_run
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, ok
from aioghactions.testing._payloads.job import job_payload
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.repository import FakeRepository, FakeRun
from aioghactions.testing._state.runner_group import FakeRunnerGroup


def get(request: Request, repo: FakeRepository) -> Response:
    """Return a job."""
    run, job = find_job(request, repo)
    return ok(job_payload(job, run, _groups(request, repo), request.context))


def list_for_run(request: Request, repo: FakeRepository) -> Response:
    """List the jobs of the latest attempt, or of all attempts."""
    run = find_run(request, repo)
    every = request.query.get("filter") == "all"
    attempts = run.attempts if every else [run.latest]
    return _list(request, run, [job for attempt in attempts for job in attempt.jobs])


def list_for_attempt(request: Request, repo: FakeRepository) -> Response:
    """List the jobs of one attempt."""
    run = find_run(request, repo)
    return _list(request, run, find_attempt(request, run).jobs)


def _list(request: Request, run: FakeRun, jobs: Sequence[FakeJob]) -> Response:
    groups = _groups(request, run.repository)
    return page(request, jobs, lambda x: job_payload(x, run, groups, request.context))


def _groups(request: Request, repo: FakeRepository) -> Mapping[int, FakeRunnerGroup]:
    org = request.directory.organization(repo.owner.login)
    return org.groups if org else {}
