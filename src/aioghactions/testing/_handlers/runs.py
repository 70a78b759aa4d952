"""Find and delete workflow runs."""

from collections.abc import Callable, Sequence
from typing import Final

from aioghactions.testing._handlers.date_filter import date_filter
from aioghactions.testing._handlers.lookup import find_attempt, find_run, find_workflow
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, conflict, no_content, ok
from aioghactions.testing._payloads.run import run_payload
from aioghactions.testing._payloads.usage import usage_payload
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.repository import FakeRepository, FakeRun

Predicate = Callable[[FakeRun], bool]

# The number of runs that the pages of a filtered list contain at most.
CAP: Final = 1000


def list_for_repo(request: Request, repo: FakeRepository) -> Response:
    """List the runs of a repository that match the filters."""
    return _list(request, list(repo.runs))


def list_for_workflow(request: Request, repo: FakeRepository) -> Response:
    """List the runs of a workflow that match the filters."""
    workflow = find_workflow(request, repo)
    return _list(request, [run for run in repo.runs if run.workflow is workflow])


def get(request: Request, repo: FakeRepository) -> Response:
    """Return a run."""
    run = find_run(request, repo)
    return _one(request, run, run.latest)


def get_attempt(request: Request, repo: FakeRepository) -> Response:
    """Return an attempt of a run."""
    run = find_run(request, repo)
    return _one(request, run, find_attempt(request, run))


def usage(request: Request, repo: FakeRepository) -> Response:
    """Return the billable time of a run."""
    return ok(usage_payload(find_run(request, repo)))


def delete(request: Request, repo: FakeRepository) -> Response:
    """Delete a run; its artifacts remain, without their run."""
    run = find_run(request, repo)
    if run.status != "completed":
        raise conflict("Cannot delete a workflow run that is not completed.")
    repo.runs.remove(run)
    for number in [n for n, (owner, _) in repo.jobs.items() if owner is run]:
        del repo.jobs[number]
    for artifact in repo.artifacts.values():
        if artifact.run is run:
            artifact.run = None
    return no_content()


def _one(request: Request, run: FakeRun, attempt: FakeAttempt) -> Response:
    pull_requests = not request.flag("exclude_pull_requests")
    payload = run_payload(run, request.context, attempt, pull_requests=pull_requests)
    if request.context.edition.name == "ghes-3.5" and attempt.conclusion is None:
        # Unlike other editions, and unlike its own lists, 3.5 omits the null.
        del payload["conclusion"]
    return ok(payload)


def _list(request: Request, runs: Sequence[FakeRun]) -> Response:
    predicates = _predicates(request)
    pull_requests = not request.flag("exclude_pull_requests")
    capped = request.context.edition.has("ghes-3.12") and any(
        name in request.query for name in request.operation.capped_by
    )
    return page(
        request,
        [run for run in runs if all(matches(run) for matches in predicates)],
        lambda run: run_payload(run, request.context, pull_requests=pull_requests),
        cap=CAP if capped else None,
    )


def _predicates(request: Request) -> list[Predicate]:
    """Return the predicates that every run on the list must satisfy."""
    filters: dict[str, Callable[[str], Predicate]] = {
        "actor": lambda text: lambda run: run.actor.login.lower() == text.lower(),
        "branch": lambda text: lambda run: run.head_branch == text,
        "event": lambda text: lambda run: run.event == text,
        "status": lambda text: lambda run: text in {run.status, run.conclusion},
        "head_sha": lambda text: lambda run: run.head_sha == text,
        "check_suite_id": lambda text: lambda run: str(run.check_suite_id) == text,
        "created": _created_in,
    }
    query = request.query
    return [make(query[name]) for name, make in filters.items() if query.get(name)]


def _created_in(text: str) -> Predicate:
    is_in_range = date_filter(text)
    return lambda run: is_in_range(run.created_at)
