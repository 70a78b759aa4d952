"""Lists of repositories, which may leave out those that run no workflows."""

from typing import TYPE_CHECKING

from aioghactions._generated.resources import installation, user
from aioghactions._generated.resources.org import Org as OrgOperations

if TYPE_CHECKING:
    from aioghactions._generated.models.minimal_repository import MinimalRepository
    from aioghactions._generated.models.organization_repository_type import (
        OrganizationRepositoryTypeArg,
    )
    from aioghactions._generated.models.repository_sort import RepositorySortArg
    from aioghactions._generated.models.sort_direction import SortDirectionArg
    from aioghactions._generated.models.user_repository_type import (
        UserRepositoryTypeArg,
    )
    from aioghactions._generated.models.visibility_filter import VisibilityFilterArg
    from aioghactions.pages import Pager


def is_active(repository: "MinimalRepository") -> bool:
    """Return whether workflows can run: neither archived nor disabled."""
    return not (repository.archived or repository.disabled)


def active(
    pager: "Pager[MinimalRepository]", *, only: bool
) -> "Pager[MinimalRepository]":
    """Return ``pager``, or only its active repositories."""
    return pager.filter(is_active) if only else pager


class OrganizationRepositories(OrgOperations):
    """The repositories of an organization."""

    __slots__ = ()

    def repositories(
        self,
        *,
        active_only: bool = False,
        type: "OrganizationRepositoryTypeArg | None" = None,  # noqa: A002
        sort: "RepositorySortArg | None" = None,
        direction: "SortDirectionArg | None" = None,
        per_page: int = 100,
    ) -> "Pager[MinimalRepository]":
        """List the repositories; see :meth:`aioghactions.Org.repositories`."""
        pager = super().repositories(
            type=type, sort=sort, direction=direction, per_page=per_page
        )
        return active(pager, only=active_only)


class AuthenticatedUser(user.User):
    """The user whose token the client sends."""

    __slots__ = ()

    def repositories(
        self,
        *,
        active_only: bool = False,
        visibility: "VisibilityFilterArg | None" = None,
        affiliation: str | None = None,
        type: "UserRepositoryTypeArg | None" = None,  # noqa: A002
        sort: "RepositorySortArg | None" = None,
        direction: "SortDirectionArg | None" = None,
        per_page: int = 100,
        since: str | None = None,
        before: str | None = None,
    ) -> "Pager[MinimalRepository]":
        """List the repositories that the user may access.

        ``GET /user/repos``

        Those that the user owns, collaborates on, or can access as a member of an
        organization. Pass the pager to :meth:`aioghactions.Client.repos`.

        Args:
            active_only: Leave out archived and disabled repositories, which run no
                workflows. By default all are yielded.
            visibility: Only ``public`` or only ``private`` ones.
            affiliation: Why the user has access: some of ``owner``, ``collaborator``
                and ``organization_member``, joined by commas.
            type: Which repositories; not together with ``visibility`` or
                ``affiliation``.
            sort: Order of the repositories. Default: ``full_name``.
            direction: ``asc`` or ``desc``; by default ``asc`` for names and ``desc``
                for times.
            per_page: How many results to return on each page, at most 100.
            since: Only those updated after this time, such as
                ``2026-01-31T00:00:00Z``.
            before: Only those updated before this time.

        Raises:
            ValidationFailedError: ``type`` is passed with ``visibility`` or
                ``affiliation``.
            ValueError: Invalid value for ``per_page``. A string is empty.

        https://docs.github.com/rest/repos/repos#list-repositories-for-the-authenticated-user
        """
        pager = super().repositories(
            visibility=visibility,
            affiliation=affiliation,
            type=type,
            sort=sort,
            direction=direction,
            per_page=per_page,
            since=since,
            before=before,
        )
        return active(pager, only=active_only)


class AuthenticatedInstallation(installation.Installation):
    """The installation of a GitHub App whose token the client sends."""

    __slots__ = ()

    def repositories(
        self, *, active_only: bool = False, per_page: int = 100
    ) -> "Pager[MinimalRepository]":
        """List the repositories that the installation can access.

        ``GET /installation/repositories``

        Pass the pager to :meth:`aioghactions.Client.repos`.

        Args:
            active_only: Leave out archived and disabled repositories, which run no
                workflows. By default all are yielded.
            per_page: How many results to return on each page, at most 100.

        Raises:
            PermissionDeniedError: The token is not that of an installation.
            ValueError: Invalid value for ``per_page``.

        https://docs.github.com/rest/apps/installations#list-repositories-accessible-to-the-app-installation
        """
        pager = super().repositories(per_page=per_page)
        return active(pager, only=active_only)
