"""Find what a path names, or answer 404."""

from collections.abc import Mapping
from typing import TypeVar

from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import not_found
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.repository import FakeRepository, FakeRun
from aioghactions.testing._state.workflow import FakeWorkflow

T = TypeVar("T")


def present(thing: T | None) -> T:
    """Return ``thing``.

    Raises:
        RefusalError: 404, as there is none.
    """
    if thing is None:
        raise not_found()
    return thing


def numbered(ask: Ask, name: str, things: Mapping[int, T]) -> T:
    """Return the thing whose id stands in the path under ``name``."""
    return present(things.get(ask.number(name)))


def find_run(ask: Ask, repo: FakeRepository) -> FakeRun:
    """Return the run that ``run_id`` names."""
    return present(repo.runs.get(ask.number("run_id")))


def find_attempt(ask: Ask, run: FakeRun) -> FakeAttempt:
    """Return the attempt that ``attempt_number`` names."""
    return present(run.attempt(ask.number("attempt_number")))


def find_job(ask: Ask, repo: FakeRepository) -> tuple[FakeRun, FakeJob]:
    """Return the job that ``job_id`` names, and its run."""
    return numbered(ask, "job_id", repo.jobs)


def find_workflow(ask: Ask, repo: FakeRepository) -> FakeWorkflow:
    """Return the workflow that ``workflow_id`` names, by number or file name."""
    return present(repo.find_workflow(ask.path["workflow_id"]))
