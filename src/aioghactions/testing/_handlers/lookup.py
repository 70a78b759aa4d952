"""Find what a path names; raise a 404 if it does not exist."""

from collections.abc import Mapping
from typing import TypeVar

from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import not_found
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.environment import FakeEnvironment
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.repository import FakeRepository, FakeRun
from aioghactions.testing._state.workflow import FakeWorkflow

T = TypeVar("T")
Owner = FakeRepository | FakeOrganization
Holder = Owner | FakeEnvironment
"""What has secrets and variables."""


def existing(item: T | None) -> T:
    """Return ``item``.

    Raises:
        HTTPError: 404: it is None.
    """
    if item is None:
        raise not_found()
    return item


def find_by_id(request: Request, parameter: str, items: Mapping[int, T]) -> T:
    """Return the item whose id is the value of a path parameter."""
    return existing(items.get(request.number(parameter)))


def find_run(request: Request, repo: FakeRepository) -> FakeRun:
    """Return the run with ``run_id``."""
    return existing(repo.runs.get(request.number("run_id")))


def find_attempt(request: Request, run: FakeRun) -> FakeAttempt:
    """Return the attempt with ``attempt_number``."""
    return existing(run.attempt(request.number("attempt_number")))


def find_job(request: Request, repo: FakeRepository) -> tuple[FakeRun, FakeJob]:
    """Return the job with ``job_id``, and its run."""
    return find_by_id(request, "job_id", repo.jobs)


def find_workflow(request: Request, repo: FakeRepository) -> FakeWorkflow:
    """Return the workflow with ``workflow_id``, an id or a file name."""
    return existing(repo.find_workflow(request.path["workflow_id"]))
