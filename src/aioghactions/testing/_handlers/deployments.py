"""Deployments that wait for somebody's approval."""

from typing import Final

from aioghactions.testing._handlers.lookup import find_run
from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import (
    Reply,
    forbidden,
    invalid,
    no_content,
    ok,
)
from aioghactions.testing._payloads import deployment as documents
from aioghactions.testing._state.environment import Review
from aioghactions.testing._state.repository import FakeRepository

_STATES: Final = frozenset({"approved", "rejected"})


def pending(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with what a run waits for."""
    run, caller = find_run(ask, repo), ask.caller.user
    return ok([
        documents.pending_deployment(waiting, repo, caller, ask.site)
        for waiting in run.approvals.pending
    ])  # fmt: skip


def reviews(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with what people said about a run."""
    run = find_run(ask, repo)
    return ok([
        documents.review(said, repo, ask.site)
        for said in run.approvals.reviews
        if not said.gate
    ])  # fmt: skip


def review(ask: Ask, repo: FakeRepository) -> Reply:
    """Approve or reject what a run waits for, as a person."""
    run = find_run(ask, repo)
    state, comment = _state(ask), ask.body.get("comment")
    if not isinstance(comment, str):
        raise invalid(message='Invalid request. "comment" wasn\'t supplied.')
    wanted = set(ask.numbers("environment_ids"))
    places = [
        p.environment for p in run.approvals.pending if p.environment.id in wanted
    ]
    if not wanted or len(places) != len(wanted):
        raise invalid("environment_ids: no such pending deployment")
    if not all(place.can_be_approved_by(ask.caller.user) for place in places):
        raise forbidden("You are not a required reviewer of this environment.")
    run.decide(Review(places, state, comment, ask.caller.user))
    return ok([
        documents.deployment(
            ask.directory.world.ids.next("Deployment"), place, run, ask.now, ask.site
        )
        for place in places
    ])  # fmt: skip


def review_gate(ask: Ask, repo: FakeRepository) -> Reply:
    """Approve, reject or remark, as a custom protection rule."""
    run = find_run(ask, repo)
    name = ask.text("environment_name")
    if "state" not in ask.body and "comment" not in ask.body:
        raise invalid(message="Invalid request. Give a state or a comment.")
    state = _state(ask) if "state" in ask.body else None
    places = [
        p.environment for p in run.approvals.pending if p.environment.name == name
    ]
    if not places:
        raise invalid(f"environment_name: {name!r} is not pending")
    comment = str(ask.body.get("comment") or "")
    run.decide(Review(places, state, comment, ask.caller.user, gate=True))
    return no_content()


def _state(ask: Ask) -> str:
    state = ask.text("state")
    if state not in _STATES:
        raise invalid(f"state: {state!r} is neither approved nor rejected")
    return state
