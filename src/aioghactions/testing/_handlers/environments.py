"""Environments of a repository, and what belongs to one of them."""

from collections.abc import Callable, Iterator

from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import (
    Response,
    invalid,
    no_content,
    not_found,
    ok,
)
from aioghactions.testing._payloads.deployment import repository_environment_payload
from aioghactions.testing._state.account import FakeTeam, FakeUser
from aioghactions.testing._state.environment import FakeEnvironment
from aioghactions.testing._state.repository import FakeRepository


def within(
    handler: Callable[[Request, FakeEnvironment], Response],
) -> Callable[[Request, FakeRepository], Response]:
    """Return the handler of an operation on the environment in a path."""
    return lambda request, repo: handler(request, find(request, repo))


def list_all(request: Request, repo: FakeRepository) -> Response:
    """List the environments."""
    found = list(repo.environments.values())
    return page(
        request,
        found,
        lambda x: repository_environment_payload(x, repo, request.context),
    )


def get(request: Request, repo: FakeRepository) -> Response:
    """Return an environment."""
    environment = find(request, repo)
    return ok(repository_environment_payload(environment, repo, request.context))


def put(request: Request, repo: FakeRepository) -> Response:
    """Create an environment, or replace its rules."""
    name, policy = (
        request.path["environment_name"],
        request.mapping("deployment_branch_policy"),
    )
    if policy and sum(map(bool, policy.values())) != 1:
        raise invalid(message="One of the two branch policies must be true.")
    timer = request.body.get("wait_timer") or 0
    if not 0 <= timer <= 43200:  # noqa: PLR2004
        raise invalid(message="wait_timer must be from 0 to 43200.")
    reviewers = tuple(_reviewers(request, repo))
    environment = _named(name, repo) or repo.add_environment(name)
    environment.wait_timer, environment.reviewers = timer, reviewers
    environment.prevent_self_review = request.boolean("prevent_self_review")
    environment.branch_policy = policy or None
    environment.updated_at = request.now
    return ok(repository_environment_payload(environment, repo, request.context))


def delete(request: Request, repo: FakeRepository) -> Response:
    """Delete an environment."""
    del repo.environments[find(request, repo).id]
    return no_content()


def _reviewers(request: Request, repo: FakeRepository) -> Iterator[FakeUser | FakeTeam]:
    known: dict[tuple[str, int], FakeUser | FakeTeam] = {
        **{("User", user.id): user for user in repo.world.users.values()},
        **{("Team", team.id): team for team in repo.world.teams.values()},
    }
    for given in request.body.get("reviewers") or ():
        reviewer = known.get((given.get("type"), given.get("id")))
        if reviewer is None:
            raise invalid(message="Failed to create the environment reviewer.")
        yield reviewer


def _named(name: str, repo: FakeRepository) -> FakeEnvironment | None:
    every = repo.environments.values()
    return next((x for x in every if x.name.lower() == name.lower()), None)


def find(request: Request, repo: FakeRepository) -> FakeEnvironment:
    environment = _named(request.path["environment_name"], repo)
    if environment is None:
        raise not_found()
    return environment
