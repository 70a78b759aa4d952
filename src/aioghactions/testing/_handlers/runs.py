"""Finding workflow runs, and removing them."""

from collections.abc import Callable, Sequence
from typing import Final

from aioghactions.testing._handlers.date_filter import created
from aioghactions.testing._handlers.lookup import find_attempt, find_run, find_workflow
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import (
    Reply,
    conflict,
    no_content,
    ok,
)
from aioghactions.testing._payloads.run import workflow_run
from aioghactions.testing._payloads.usage import workflow_run_usage
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.repository import FakeRepository, FakeRun

Test = Callable[[FakeRun], bool]

# How many runs a filtered list lets one reach.
CAP: Final = 1000


def list_for_repo(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with the runs of the repository that the filters let through."""
    return _list(ask, list(repo.runs))


def list_for_workflow(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with the runs of one workflow that the filters let through."""
    flow = find_workflow(ask, repo)
    return _list(ask, [run for run in repo.runs if run.workflow is flow])


def get(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with a run."""
    run = find_run(ask, repo)
    return _one(ask, run, run.latest)


def get_attempt(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with a run as one of its attempts left it."""
    run = find_run(ask, repo)
    return _one(ask, run, find_attempt(ask, run))


def usage(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with what a run has cost."""
    return ok(workflow_run_usage(find_run(ask, repo)))


def delete(ask: Ask, repo: FakeRepository) -> Reply:
    """Remove a run; its artifacts stay, and forget where they came from."""
    run = find_run(ask, repo)
    if run.status != "completed":
        raise conflict("Cannot delete a workflow run that is not completed.")
    repo.runs.remove(run)
    for number in [n for n, (owner, _) in repo.jobs.items() if owner is run]:
        del repo.jobs[number]
    for artifact in repo.artifacts.values():
        if artifact.run is run:
            artifact.run = None
    return no_content()


def _one(ask: Ask, run: FakeRun, attempt: FakeAttempt) -> Reply:
    bare = _bare(ask)
    document = workflow_run(run, ask.site, attempt, pull_requests=not bare)
    if ask.site.edition.name == "ghes-3.5" and attempt.conclusion is None:
        # Alone among the editions, and unlike its own lists, it sends no null.
        del document["conclusion"]
    return ok(document)


def _list(ask: Ask, runs: Sequence[FakeRun]) -> Reply:
    tests = _tests(ask)
    found = [run for run in runs if all(test(run) for test in tests)]
    capped = ask.site.edition.has("ghes-3.12") and any(
        name in ask.query for name in ask.operation.capped_by
    )
    return page(
        ask,
        found,
        lambda run: workflow_run(run, ask.site, pull_requests=not _bare(ask)),
        cap=CAP if capped else None,
    )


def _bare(ask: Ask) -> bool:
    return ask.flag("exclude_pull_requests")


def _tests(ask: Ask) -> list[Test]:
    """Return what every run on the list must satisfy."""
    makers: dict[str, Callable[[str], Test]] = {
        "actor": _has_actor,
        "branch": lambda text: lambda run: run.head_branch == text,
        "event": lambda text: lambda run: run.event == text,
        "status": lambda text: lambda run: text in {run.status, run.conclusion},
        "head_sha": lambda text: lambda run: run.head_sha == text,
        "check_suite_id": lambda text: lambda run: str(run.check_suite_id) == text,
        "created": _was_created,
    }
    return [
        make(ask.query[name]) for name, make in makers.items() if ask.query.get(name)
    ]


def _has_actor(text: str) -> Test:
    return lambda run: run.actor.login.lower() == text.lower()


def _was_created(text: str) -> Test:
    is_in_range = created(text)
    return lambda run: is_in_range(run.created_at)
