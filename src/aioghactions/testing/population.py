"""A plausible population, the same for the same seed."""

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
# File, name, jobs, and how long a run takes in seconds, about.
_WORKFLOWS: Final = (
    ("ci.yml", "CI", ("lint", "build", "test"), 240),
    ("release.yml", "Release", ("package", "publish"), 600),
    ("nightly.yml", "Nightly", ("long-tests",), 3000),
)
_WEEK: Final = 7 * 86_400


def populate(
    directory: Directory, repositories: int, runs_each: int, seed: int
) -> list[FakeRepository]:
    """Add ``repositories`` with ``runs_each``, spread over the last week."""
    dice = Random(seed)  # noqa: S311 - plausible, not secret
    return [_repository(directory, dice, n, runs_each) for n in range(repositories)]


def _repository(
    directory: Directory, dice: Random, number: int, runs: int
) -> FakeRepository:
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    kind = _KINDS[number // len(_SUBJECTS) % len(_KINDS)]
    round_ = number // (len(_SUBJECTS) * len(_KINDS))
    suffix = f"-{round_ + 1}" if round_ else ""
    owner = dice.choice(_OWNERS)
    repo = directory.add_repository(
        f"{owner}/{subject}-{kind}{suffix}", private=dice.random() < 1 / 4
    )
    repo.refs.update(_BRANCHES)
    flows = [
        (repo.add_workflow(file, name=name, jobs=jobs), seconds)
        for file, name, jobs, seconds in _WORKFLOWS
    ]
    now = repo.world.now()
    started = sorted(now - dice.uniform(3600, _WEEK) for _ in range(runs))
    for instant in started:
        flow, seconds = dice.choices(flows, (8, 1, 1))[0]
        _run(repo, dice, flow, seconds, instant)
    return repo


def _run(
    repo: FakeRepository, dice: Random, flow: FakeWorkflow, seconds: float, at: float
) -> None:
    event = "schedule" if flow.name == "Nightly" else dice.choice(_EVENTS)
    repo.add_run(
        flow,
        created_at=at,
        conclusion=dice.choice(_CONCLUSIONS),
        event=event,
        head_branch="main" if event == "schedule" else dice.choice(_BRANCHES),
        actor=dice.choice(_ACTORS),
        duration=round(seconds * dice.lognormvariate(0, 0.3)),
        pull_requests=(dice.randint(1, 999),) if event == "pull_request" else (),
    )
