"""Plausible repositories and runs; equal seeds give equal content."""

from random import Random
from typing import Final

from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.directory import Directory
from aioghactions.testing._state.repository import FakeRepository, FakeRun
from aioghactions.testing._state.workflow import FakeWorkflow

_OWNERS: Final = ("octo-org", "octo-labs", "hubot-works")
_SUBJECTS: Final = (
    "billing", "search", "gateway", "mobile", "docs", "parser", "scheduler",
    "console", "mailer", "archive",
)  # fmt: skip
_KINDS: Final = ("service", "client", "tools", "site")
_ACTORS: Final = ("octocat", "hubot", "monalisa", "mona-bot")
_BRANCHES: Final = ("main", "main", "main", "develop", "release/2.1", "fix/timeouts")
_EVENTS: Final = ("push", "push", "pull_request", "schedule", "workflow_dispatch")
_CONCLUSIONS: Final = ("success",) * 16 + ("failure",) * 3 + ("cancelled",)
# File, name, jobs, and the typical duration of a run in seconds.
_WORKFLOWS: Final = (
    ("ci.yml", "CI", ("lint", "build", "test"), 240),
    ("release.yml", "Release", ("package", "publish"), 600),
    ("nightly.yml", "Nightly", ("long-tests",), 3000),
)
_RERUN: Final = 0.4  # of the failed runs
_PAUSE: Final = 300  # seconds before they run again
_WAIT: Final = 15  # seconds in the queue, on average
_WEEK: Final = 7 * 86_400


def populate(
    directory: Directory, repositories: int, runs_each: int, seed: int
) -> list[FakeRepository]:
    """Add repositories with runs of the last week."""
    random = Random(seed)  # noqa: S311 - plausible, not secret
    return [_repository(directory, random, n, runs_each) for n in range(repositories)]


def _repository(
    directory: Directory, random: Random, number: int, runs: int
) -> FakeRepository:
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    kind = _KINDS[number // len(_SUBJECTS) % len(_KINDS)]
    round_ = number // (len(_SUBJECTS) * len(_KINDS))
    suffix = f"-{round_ + 1}" if round_ else ""
    owner = random.choice(_OWNERS)
    repo = directory.add_repository(
        f"{owner}/{subject}-{kind}{suffix}", private=random.random() < 1 / 4
    )
    repo.refs.update(_BRANCHES)
    workflows = [
        (repo.add_workflow(file, name=name, jobs=jobs), seconds)
        for file, name, jobs, seconds in _WORKFLOWS
    ]
    now = repo.world.now()
    started = sorted(now - random.uniform(3600, _WEEK) for _ in range(runs))
    for instant in started:
        workflow, seconds = random.choices(workflows, (8, 1, 1))[0]
        _run(repo, random, workflow, seconds, instant)
    return repo


def _run(
    repo: FakeRepository,
    random: Random,
    workflow: FakeWorkflow,
    seconds: float,
    at: float,
) -> None:
    event = "schedule" if workflow.name == "Nightly" else random.choice(_EVENTS)
    run = repo.add_run(
        workflow,
        created_at=at,
        conclusion=random.choice(_CONCLUSIONS),
        event=event,
        head_branch="main" if event == "schedule" else random.choice(_BRANCHES),
        actor=random.choice(_ACTORS),
        duration=round(seconds * random.lognormvariate(0, 0.3)),
        pull_requests=(random.randint(1, 999),) if event == "pull_request" else (),
    )
    _queue(run, run.latest)
    if run.conclusion == "failure" and Random(run.id).random() < _RERUN:  # noqa: S311
        _rerun(run)


def _queue(run: FakeRun, attempt: FakeAttempt) -> None:
    """Let the jobs that ran have waited for their runners, some seconds as a rule."""
    random = Random(f"{run.id}/{attempt.number}")  # noqa: S311 - plausible, not secret
    for job in attempt.jobs:
        if job.started_at is not None and not job.carried:
            longest = (attempt.updated_at - attempt.queued_at) / 2
            job.started_at += round(min(random.expovariate(1 / _WAIT), longest))


def _rerun(run: FakeRun) -> None:
    """Run the failed jobs again, some minutes later; they pass."""
    first = run.latest
    again = run.rerun(*(it.name for it in first.jobs if it.conclusion == "failure"))
    took = first.updated_at - first.queued_at
    run.timings = None
    again.queued_at = first.updated_at + _PAUSE
    for job in again.jobs:
        if not job.carried:
            job.created_at = again.queued_at
    again.start(again.queued_at)
    again.complete(min(again.queued_at + took, run.repository.world.now()), "success")
    _queue(run, again)
