"""The repositories that are selected for an organization's secret or runner group."""

from collections.abc import Collection
from typing import Final

from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, invalid, not_found
from aioghactions.testing._payloads.repository import listed_repository_payload
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.repository import FakeRepository

_VISIBILITIES: Final = frozenset({"all", "private", "selected"})


def visibility_in_body(request: Request) -> str:
    """Return the ``visibility`` in the body.

    Raises:
        HTTPError: 422: it is missing or unknown.
    """
    visibility = request.text("visibility")
    if visibility not in _VISIBILITIES:
        raise invalid(message=f"{visibility} is not a visibility.")
    return visibility


def optional_ids(
    request: Request, org: FakeOrganization, visibility: str | None
) -> set[int]:
    """Return the ``selected_repository_ids`` in the body, empty if they are missing.

    Raises:
        HTTPError: 422: the visibility is not ``selected``, or the organization does
            not have a repository with one of the ids.
    """
    if "selected_repository_ids" in request.body and visibility != "selected":
        raise invalid(message="Repositories require the visibility selected.")
    return _ids(request, org)


def required_ids(request: Request, org: FakeOrganization) -> set[int]:
    """Return the ``selected_repository_ids`` in the body.

    Raises:
        HTTPError: 422: they are missing, or the organization does not have a
            repository with one of the ids.
    """
    if "selected_repository_ids" not in request.body:
        raise invalid(message='"selected_repository_ids" wasn\'t supplied.')
    return _ids(request, org)


def find_repository(request: Request, org: FakeOrganization) -> FakeRepository:
    """Return the repository of the organization with ``repository_id``.

    Raises:
        HTTPError: 404: there is none.
    """
    number = request.number("repository_id")
    for repo in org.repositories:
        if repo.id == number:
            return repo
    raise not_found()


def page_of_repositories(
    request: Request, org: FakeOrganization, ids: Collection[int]
) -> Response:
    """Return a page of the repositories with ``ids``."""
    repos = [repo for repo in org.repositories if repo.id in ids]
    return page(
        request, repos, lambda repo: listed_repository_payload(repo, request.context)
    )


def _ids(request: Request, org: FakeOrganization) -> set[int]:
    ids = set(request.ids("selected_repository_ids"))
    if unknown := ids - {repo.id for repo in org.repositories}:
        raise invalid(f"selected_repository_ids: unknown {sorted(unknown)}")
    return ids
