"""The jobs of an attempt, and the attempt that runs some of them again."""

from collections.abc import Collection
from typing import Any

from attrs import evolve

from aioghactions.testing._state.account import FakeUser
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.world import World


def add_job(attempt: FakeAttempt, world: World, name: str, **values: Any) -> FakeJob:
    """Add a job to ``attempt``, by default in the state of the attempt."""
    job = FakeJob(
        id=world.ids.next("Job"),
        attempt=attempt.number,
        name=name,
        created_at=values.pop("created_at", attempt.queued_at),
        **values,
    )
    if "status" not in values and attempt.status != "queued":
        job.start(job.started_at or attempt.queued_at)
        if attempt.status == "completed":
            job.complete(job.completed_at or attempt.updated_at, job.conclusion)
    attempt.jobs.append(job)
    return job


def with_dependents(jobs: Collection[FakeJob], names: set[str]) -> set[str]:
    """Return ``names`` and the names of all jobs that need one of them."""
    grown = names | {job.name for job in jobs if names.intersection(job.needs)}
    return grown if grown == names else with_dependents(jobs, grown)


def next_attempt(
    previous: FakeAttempt,
    world: World,
    actor: FakeUser,
    names: set[str],
    *,
    outcome: str,
    debug: bool,
) -> FakeAttempt:
    """Return a queued attempt that runs the jobs called ``names`` again.

    The other jobs are carried over with their results, under new ids.
    """
    now = world.now()
    attempt = FakeAttempt(
        number=previous.number + 1,
        actor=actor,
        queued_at=now,
        updated_at=now,
        outcome=outcome,
        debug=debug,
    )
    for job in previous.jobs:
        if job.name in names:
            add_job(
                attempt,
                world,
                job.name,
                outcome=outcome,
                step_names=job.step_names,
                labels=job.labels,
                needs=job.needs,
            )
        else:
            carried = evolve(
                job, id=world.ids.next("Job"), attempt=attempt.number, carried=True
            )
            attempt.jobs.append(carried)
    return attempt
