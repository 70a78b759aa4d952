"""Deployments that wait for approval."""

from typing import Final

from aioghactions.testing._handlers.lookup import find_run
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import (
    Response,
    forbidden,
    invalid,
    no_content,
    ok,
)
from aioghactions.testing._payloads.deployment import (
    deployment_payload,
    pending_deployment_payload,
    review_payload,
)
from aioghactions.testing._state.environment import Review
from aioghactions.testing._state.repository import FakeRepository

_STATES: Final = frozenset({"approved", "rejected"})


def pending(request: Request, repo: FakeRepository) -> Response:
    """List the pending deployments of a run."""
    run, caller = find_run(request, repo), request.caller.user
    return ok([
        pending_deployment_payload(deployment, repo, caller, request.context)
        for deployment in run.approvals.pending
    ])  # fmt: skip


def reviews(request: Request, repo: FakeRepository) -> Response:
    """List the reviews of a run by people."""
    run = find_run(request, repo)
    return ok([
        review_payload(review, repo, request.context)
        for review in run.approvals.reviews
        if not review.gate
    ])  # fmt: skip


def review(request: Request, repo: FakeRepository) -> Response:
    """Approve or reject pending deployments of a run, as a reviewer."""
    run, caller = find_run(request, repo), request.caller.user
    state, comment = _state(request), request.body.get("comment")
    if not isinstance(comment, str):
        raise invalid(message='Invalid request. "comment" wasn\'t supplied.')
    ids = set(request.ids("environment_ids"))
    environments = [x for x in run.approvals.waiting_for() if x.id in ids]
    if not ids or len(environments) != len(ids):
        raise invalid("environment_ids: no such pending deployment")
    if not all(environment.can_be_approved_by(caller) for environment in environments):
        raise forbidden("You are not a required reviewer of this environment.")
    run.decide(Review(environments, state, comment, caller))
    new_id = request.directory.world.ids.next
    return ok([
        deployment_payload(
            new_id("Deployment"), environment, run, request.now, request.context
        )
        for environment in environments
    ])  # fmt: skip


def review_gate(request: Request, repo: FakeRepository) -> Response:
    """Approve, reject or comment on a run, as a custom protection rule."""
    run, name = find_run(request, repo), request.text("environment_name")
    if "state" not in request.body and "comment" not in request.body:
        raise invalid(message="Invalid request. Give a state or a comment.")
    state = _state(request) if "state" in request.body else None
    environments = [x for x in run.approvals.waiting_for() if x.name == name]
    if not environments:
        raise invalid(f"environment_name: {name!r} is not pending")
    comment = str(request.body.get("comment") or "")
    run.decide(Review(environments, state, comment, request.caller.user, gate=True))
    return no_content()


def _state(request: Request) -> str:
    state = request.text("state")
    if state not in _STATES:
        raise invalid(f"state: {state!r} is neither approved nor rejected")
    return state
