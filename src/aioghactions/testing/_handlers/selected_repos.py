"""The repositories of an organization that were selected for something."""

from collections.abc import Collection

from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import Reply, invalid, not_found
from aioghactions.testing._payloads.repository import listed_repository
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.repository import FakeRepository


def known_repositories(ask: Ask, org: FakeOrganization) -> set[int]:
    """Return the ids under ``selected_repository_ids``.

    Raises:
        RefusalError: 422, as one of them is no repository of the organization.
    """
    wanted = set(ask.numbers("selected_repository_ids"))
    strangers = wanted - {repo.id for repo in org.repositories}
    if strangers:
        raise invalid(f"selected_repository_ids: unknown {sorted(strangers)}")
    return wanted


def selected(ask: Ask, org: FakeOrganization) -> FakeRepository:
    """Return the repository that ``repository_id`` names.

    Raises:
        RefusalError: 404, as it is no repository of the organization.
    """
    number = ask.number("repository_id")
    for repo in org.repositories:
        if repo.id == number:
            return repo
    raise not_found()


def listed(ask: Ask, org: FakeOrganization, chosen: Collection[int]) -> Reply:
    """Answer with the repositories of which the ids were chosen."""
    repos = [repo for repo in org.repositories if repo.id in chosen]
    return page(ask, repos, lambda repo: listed_repository(repo, ask.site))


def replacement(ask: Ask, org: FakeOrganization) -> set[int]:
    """Return the ids that take the place of those chosen before."""
    if "selected_repository_ids" not in ask.body:
        raise invalid(message='"selected_repository_ids" wasn\'t supplied.')
    return known_repositories(ask, org)
