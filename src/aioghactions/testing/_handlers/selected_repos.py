"""The repositories that are selected for an organization's secret or runner group."""

from collections.abc import Callable
from typing import Final, Protocol

from attrs import frozen

from aioghactions.testing._handlers.lookup import existing
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, invalid, no_content
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


class Selection(Protocol):
    """A secret or a runner group, with the ids of its selected repositories."""

    repositories: set[int]


Find = Callable[[Request, FakeOrganization], Selection]


@frozen
class SelectedRepositories:
    """Handlers for the repositories selected for a secret or a runner group.

    Attributes:
        find: Returns the secret or group in the path, for ``list``.
        find_selected: The same for changes; raises an error unless its visibility is
            ``selected``.
    """

    find: Find
    find_selected: Find

    def list(self, request: Request, org: FakeOrganization) -> Response:
        """List the selected repositories."""
        ids = self.find(request, org).repositories
        repos = [repo for repo in org.repositories if repo.id in ids]
        return page(
            request, repos, lambda x: listed_repository_payload(x, request.context)
        )

    def set(self, request: Request, org: FakeOrganization) -> Response:
        """Replace the selected repositories."""
        selection = self.find_selected(request, org)
        if "selected_repository_ids" not in request.body:
            raise invalid(message='"selected_repository_ids" wasn\'t supplied.')
        selection.repositories = _ids(request, org)
        return no_content()

    def add(self, request: Request, org: FakeOrganization) -> Response:
        """Select a repository."""
        selection = self.find_selected(request, org)
        selection.repositories.add(_find_repository(request, org).id)
        return no_content()

    def remove(self, request: Request, org: FakeOrganization) -> Response:
        """Deselect a repository."""
        selection = self.find_selected(request, org)
        selection.repositories.discard(_find_repository(request, org).id)
        return no_content()


def _find_repository(request: Request, org: FakeOrganization) -> FakeRepository:
    number = request.number("repository_id")
    return existing(next((x for x in org.repositories if x.id == number), None))


def _ids(request: Request, org: FakeOrganization) -> set[int]:
    ids = set(request.ids("selected_repository_ids"))
    if unknown := ids - {repo.id for repo in org.repositories}:
        name = "selected_repository_ids"
        raise invalid({"field": name, "code": "invalid", "value": sorted(unknown)})
    return ids
