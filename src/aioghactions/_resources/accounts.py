"""The handles of an organization and of an enterprise."""

from typing import TYPE_CHECKING

from aioghactions._request.other_resources import EnterpriseResource, OrgResource

if TYPE_CHECKING:
    from aioghactions._generated.models.minimal_repository import MinimalRepository
    from aioghactions._generated.models.organization_repository_type import (
        OrganizationRepositoryTypeArg,
    )
    from aioghactions._generated.models.repository_sort import RepositorySortArg
    from aioghactions._generated.models.sort_direction import SortDirectionArg
    from aioghactions._generated.resources.enterprise_runners import EnterpriseRunners
    from aioghactions._generated.resources.org_caches import OrgCaches
    from aioghactions._generated.resources.org_runner_groups import OrgRunnerGroups
    from aioghactions._generated.resources.org_runners import OrgRunners
    from aioghactions._generated.resources.org_settings import OrgSettings
    from aioghactions._resources.deliveries import OrgHooks
    from aioghactions._resources.secrets import OrganizationSecrets
    from aioghactions._resources.variables import OrganizationVariables
    from aioghactions.pages import Pager


class Org(OrgResource):
    """One organization. Cheap to create; shares the connections of its client.

    Attributes:
        org: The organization's name, case-insensitive.
    """

    __slots__ = ()

    @property
    def secrets(self) -> "OrganizationSecrets":
        """Secrets that workflows of several repositories may use."""
        from aioghactions._resources.secrets import OrganizationSecrets

        return OrganizationSecrets(self._pipeline, self.org)

    @property
    def variables(self) -> "OrganizationVariables":
        """Variables that workflows of several repositories may use."""
        from aioghactions._resources.variables import OrganizationVariables

        return OrganizationVariables(self._pipeline, self.org)

    @property
    def caches(self) -> "OrgCaches":
        """Size of the caches of the organization."""
        from aioghactions._generated.resources.org_caches import OrgCaches

        return OrgCaches(self._pipeline, self.org)

    @property
    def runners(self) -> "OrgRunners":
        """Self-hosted runners of the organization."""
        from aioghactions._generated.resources.org_runners import OrgRunners

        return OrgRunners(self._pipeline, self.org)

    @property
    def runner_groups(self) -> "OrgRunnerGroups":
        """Groups of self-hosted runners, and the repositories that may use them."""
        from aioghactions._generated.resources.org_runner_groups import OrgRunnerGroups

        return OrgRunnerGroups(self._pipeline, self.org)

    @property
    def settings(self) -> "OrgSettings":
        """Settings of Actions, in groups such as ``permissions`` and ``retention``."""
        from aioghactions._generated.resources.org_settings import OrgSettings

        return OrgSettings(self._pipeline, self.org)

    @property
    def hooks(self) -> "OrgHooks":
        """Webhooks of the organization, to redeliver events."""
        from aioghactions._resources.deliveries import OrgHooks

        return OrgHooks(self._pipeline, self.org)

    def repositories(
        self,
        *,
        active_only: bool = False,
        type: "OrganizationRepositoryTypeArg | None" = None,  # noqa: A002
        sort: "RepositorySortArg | None" = None,
        direction: "SortDirectionArg | None" = None,
        per_page: int = 100,
    ) -> "Pager[MinimalRepository]":
        """List the repositories of the organization that the token may see.

        ``GET /orgs/{org}/repos``

        Pass the pager to :meth:`Client.repos` for a query over all of them.

        Args:
            active_only: Leave out archived and disabled repositories, which run no
                workflows. By default all are yielded.
            type: Which repositories. Default: ``all``.
            sort: Order of the repositories. Default: ``created``.
            direction: ``asc`` or ``desc``; by default ``asc`` for names and ``desc``
                for times.
            per_page: How many results to return on each page, at most 100.

        Raises:
            NotFoundError: The organization does not exist.
            ValueError: Invalid value for ``per_page``.

        https://docs.github.com/rest/repos/repos#list-organization-repositories
        """
        from aioghactions._resources.repositories import OrganizationRepositories

        return OrganizationRepositories(self._pipeline, self.org).repositories(
            active_only=active_only,
            type=type,
            sort=sort,
            direction=direction,
            per_page=per_page,
        )


class Enterprise(EnterpriseResource):
    """One enterprise. Cheap to create; shares the connections of its client.

    Attributes:
        enterprise: The enterprise's name in URLs, case-insensitive.
    """

    __slots__ = ()

    @property
    def runners(self) -> "EnterpriseRunners":
        """Self-hosted runners of the enterprise."""
        from aioghactions._generated.resources.enterprise_runners import (
            EnterpriseRunners,
        )

        return EnterpriseRunners(self._pipeline, self.enterprise)
