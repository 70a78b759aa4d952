"""Attempts of a run: the first, and each that follows."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from attrs import evolve

from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.job import FakeJob

if TYPE_CHECKING:
    from aioghactions.testing._state.account import FakeUser
    from aioghactions.testing._state.run import FakeRun


def add_job(run: "FakeRun", name: str, **values: Any) -> FakeJob:
    """Add a job to the latest attempt, in the state that the attempt is in."""
    attempt = run.latest
    job = FakeJob(
        id=run.repository.world.ids.next("Job"),
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
    run.repository.jobs[job.id] = (run, job)
    return job


def everything_after(jobs: Collection[FakeJob], names: set[str]) -> set[str]:
    """Return ``names`` and the names of all jobs that need one of them."""
    grown = names | {job.name for job in jobs if names.intersection(job.needs)}
    return grown if grown == names else everything_after(jobs, grown)


def start_again(
    run: "FakeRun", actor: "FakeUser", names: set[str], *, debug: bool = False
) -> FakeAttempt:
    """Put a new attempt into the queue that executes the jobs called ``names``.

    The other jobs are carried over as they ended, under new ids.
    """
    world = run.repository.world
    now = world.now()
    before = run.latest
    attempt = FakeAttempt(
        number=before.number + 1,
        actor=actor,
        queued_at=now,
        updated_at=now,
        outcome=run.workflow.outcome,
        debug=debug,
    )
    run.attempts.append(attempt)
    run.timings = world.timings
    run.repository.runs.watch(run)
    for job in before.jobs:
        if job.name in names:
            add_job(
                run,
                job.name,
                outcome=run.workflow.outcome,
                step_names=job.step_names,
                labels=job.labels,
                needs=job.needs,
            )
        else:
            number = world.ids.next("Job")
            carried = evolve(job, id=number, attempt=attempt.number, carried=True)
            attempt.jobs.append(carried)
            run.repository.jobs[carried.id] = (run, carried)
    return attempt
