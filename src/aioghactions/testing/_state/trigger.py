"""How a run comes to be."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.ids import sha
from aioghactions.testing._state.progress import Timings
from aioghactions.testing._state.rerun import add_job
from aioghactions.testing._state.run import FakeRun
from aioghactions.testing._state.workflow import FakeWorkflow

if TYPE_CHECKING:
    from aioghactions.testing._state.repository import FakeRepository


def trigger(
    repository: "FakeRepository",
    workflow: FakeWorkflow,
    *,
    at: float,
    status: str = "completed",
    conclusion: str | None = None,
    event: str = "push",
    head_branch: str | None = None,
    actor: str = "octocat",
    head_sha: str | None = None,
    display_title: str | None = None,
    duration: float = 120.0,
    jobs: Iterable[str] | None = None,
    pull_requests: Sequence[int] = (),
    inputs: Mapping[str, Any] | None = None,
    timings: Timings | None = None,
) -> FakeRun:
    """Return a new run of ``workflow``, which the repository knows from now on.

    Args:
        repository: Where it runs.
        workflow: What it executes.
        at: When it is triggered.
        status: The state it is to be in.
        conclusion: How it ended, if it did; by default as the workflow's runs
            end.
        event: What triggered it.
        head_branch: Its branch; by default the repository's default branch.
        actor: Login of who triggered it.
        head_sha: Its commit; by default one of its own.
        display_title: What it is about.
        duration: Seconds from trigger to end, if it ended.
        jobs: Names of its jobs; by default those of the workflow.
        pull_requests: Numbers of the pull requests it belongs to.
        inputs: What a dispatch gives it.
        timings: How it progresses on its own; by default only by hand.
    """
    world = repository.world
    workflow.runs_started += 1
    number = world.ids.next("WorkflowRun")
    user = world.user(actor)
    run = FakeRun(
        id=number,
        repository=repository,
        workflow=workflow,
        run_number=workflow.runs_started,
        event=event,
        head_branch=head_branch or repository.default_branch,
        head_sha=head_sha or sha(repository.id, number),
        display_title=display_title or f"{workflow.name} #{workflow.runs_started}",
        created_at=at,
        actor=user,
        check_suite_id=world.ids.next("CheckSuite"),
        timings=timings,
        head_repository=repository,
        pull_requests=pull_requests,
        inputs=inputs or {},
        attempts=[FakeAttempt(1, user, at, at, outcome=workflow.outcome)],
    )
    for name in workflow.jobs if jobs is None else jobs:
        add_job(run, name, outcome=workflow.outcome)
    _bring_to(run, status, conclusion, at + duration)
    repository.runs.add(run)
    return run


def _bring_to(run: FakeRun, status: str, conclusion: str | None, end: float) -> None:
    attempt = run.latest
    if status in {"in_progress", "completed"}:
        attempt.start(attempt.queued_at)
    if status == "completed":
        attempt.complete(end, conclusion)
    elif status != "in_progress":
        attempt.status = status
