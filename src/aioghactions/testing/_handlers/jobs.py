"""Jobs of runs."""

from collections.abc import Mapping, Sequence

from aioghactions.testing._handlers.lookup import find_attempt, find_job, find_run
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import Reply, ok
from aioghactions.testing._payloads.job import job
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.repository import FakeRepository, FakeRun
from aioghactions.testing._state.runner_group import FakeRunnerGroup


def get(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with a job."""
    run, task = find_job(ask, repo)
    return ok(job(task, run, _groups(ask, repo), ask.site))


def list_for_run(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with the jobs of the latest attempt, or of all of them."""
    run = find_run(ask, repo)
    wanted = run.attempts if ask.query.get("filter") == "all" else [run.latest]
    tasks = [task for attempt in wanted for task in attempt.jobs]
    return _page(ask, run, tasks)


def list_for_attempt(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with the jobs of one attempt."""
    run = find_run(ask, repo)
    tasks = find_attempt(ask, run).jobs
    return _page(ask, run, tasks)


def _page(ask: Ask, run: FakeRun, jobs: Sequence[FakeJob]) -> Reply:
    groups = _groups(ask, run.repository)
    return page(ask, jobs, lambda task: job(task, run, groups, ask.site))


def _groups(ask: Ask, repo: FakeRepository) -> Mapping[int, FakeRunnerGroup]:
    org = ask.directory.organization(repo.owner.login)
    return org.groups if org else {}
