"""Self-hosted runners of a repository or an organization."""

from typing import Literal

from aioghactions.testing._handlers.lookup import Owner, find_by_id
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, invalid, no_content, ok
from aioghactions.testing._payloads.runner import (
    runner_applications_payload,
    runner_payload,
    runner_token_payload,
)
from aioghactions.testing._state.runner import FakeRunner


def find_runner(request: Request, owner: Owner) -> FakeRunner:
    """Return the runner with ``runner_id``."""
    return find_by_id(request, "runner_id", owner.pool.runners)


def list_all(request: Request, owner: Owner) -> Response:
    """List the runners, or those with one name."""
    name = request.query.get("name")
    every = owner.pool.runners.values()
    runners = [x for x in every if name is None or x.name == name]
    return page(request, runners, lambda x: runner_payload(x, request.context))


def list_applications(request: Request, owner: Owner) -> Response:
    """List the runner applications that can be downloaded."""
    del owner
    return ok(runner_applications_payload(request.context))


def create_registration_token(request: Request, owner: Owner) -> Response:
    """Create a token to register a runner with."""
    return _token(request, owner, "registration")


def create_remove_token(request: Request, owner: Owner) -> Response:
    """Create a token to remove a runner with."""
    return _token(request, owner, "remove")


def get(request: Request, owner: Owner) -> Response:
    """Return a runner."""
    return ok(runner_payload(find_runner(request, owner), request.context))


def delete(request: Request, owner: Owner) -> Response:
    """Delete a runner that is not busy."""
    runner = find_runner(request, owner)
    if runner.busy:
        raise invalid(message=f"Runner {runner.name} is running a job.")
    del owner.pool.runners[runner.id]
    return no_content()


def _token(
    request: Request, owner: Owner, purpose: Literal["registration", "remove"]
) -> Response:
    return Response(201, runner_token_payload(owner.pool.issue(purpose, request.now)))
