"""Self-hosted runners, of a repository or of an organization alike."""

from typing import Literal

from aioghactions.testing._handlers.lookup import numbered
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import Reply, invalid, no_content, ok
from aioghactions.testing._payloads.runner import (
    runner,
    runner_applications,
    runner_token,
)
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.repository import FakeRepository

Owner = FakeRepository | FakeOrganization


def list_all(ask: Ask, owner: Owner) -> Reply:
    """Answer with the runners, or with those of one name."""
    name = ask.query.get("name")
    every = owner.pool.runners.values()
    machines = [x for x in every if name is None or x.name == name]
    return page(ask, machines, lambda machine: runner(machine, ask.site))


def list_applications(ask: Ask, owner: Owner) -> Reply:
    """Answer with the agents that there are to download."""
    del owner
    return ok(runner_applications(ask.site))


def create_registration_token(ask: Ask, owner: Owner) -> Reply:
    """Answer with a token that lets an agent register."""
    return _token(ask, owner, "registration")


def create_remove_token(ask: Ask, owner: Owner) -> Reply:
    """Answer with a token that lets an agent leave."""
    return _token(ask, owner, "remove")


def get(ask: Ask, owner: Owner) -> Reply:
    """Answer with a runner."""
    return ok(runner(numbered(ask, "runner_id", owner.pool.runners), ask.site))


def delete(ask: Ask, owner: Owner) -> Reply:
    """Remove a runner that executes nothing."""
    machine = numbered(ask, "runner_id", owner.pool.runners)
    if machine.busy:
        raise invalid(message=f"Runner {machine.name} is running a job.")
    del owner.pool.runners[machine.id]
    return no_content()


def _token(ask: Ask, owner: Owner, purpose: Literal["registration", "remove"]) -> Reply:
    return Reply(201, runner_token(owner.pool.issue(purpose, ask.now)))
