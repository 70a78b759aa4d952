"""Plausible repositories and runs; equal seeds give equal content."""

from random import Random
from typing import Final

from aioghactions.testing._state.directory import Directory
from aioghactions.testing._state.repository import FakeRepository
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
    repo.add_run(
        workflow,
        created_at=at,
        conclusion=random.choice(_CONCLUSIONS),
        event=event,
        head_branch="main" if event == "schedule" else random.choice(_BRANCHES),
        actor=random.choice(_ACTORS),
        duration=round(seconds * random.lognormvariate(0, 0.3)),
        pull_requests=(random.randint(1, 999),) if event == "pull_request" else (),
    )
