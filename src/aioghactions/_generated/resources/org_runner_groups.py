# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The handle ``OrgRunnerGroups``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aioghactions._generated import operations
from aioghactions._request.resource import OrgResource
from aioghactions.pages import Pager

if TYPE_CHECKING:
    from aioghactions._generated.models.minimal_repository import MinimalRepository
    from aioghactions._generated.models.runner import Runner
    from aioghactions._generated.models.runner_group import RunnerGroup
    from aioghactions._generated.models.visibility import VisibilityArg


class OrgRunnerGroups(OrgResource):
    """Groups of self-hosted runners of an organization."""

    __slots__ = ()

    def list(
        self, *, per_page: int = 100, visible_to_repository: str | None = None
    ) -> Pager[RunnerGroup]:
        """List the runner groups of an organization.

        ``GET /orgs/{org}/actions/runner-groups``

        Groups of the organization and groups that its enterprise shares with it.

        Args:
            per_page: Number of results on each page, at most 100.
            visible_to_repository: Only groups that this repository may use (name
                without owner). Since GitHub Enterprise Server 3.17.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: read``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#list-self-hosted-runner-groups-for-an-organization
        """
        call = operations.list_self_hosted_runner_groups_for_org(
            self.org, per_page=per_page, visible_to_repository=visible_to_repository
        )
        return Pager(self._pipeline, call)

    async def create(
        self,
        *,
        name: str,
        visibility: VisibilityArg | None = None,
        selected_repository_ids: Iterable[int] | None = None,
        runners: Iterable[int] | None = None,
        allows_public_repositories: bool | None = None,
        restricted_to_workflows: bool | None = None,
        selected_workflows: Iterable[str] | None = None,
        network_configuration_id: str | None = None,
    ) -> RunnerGroup:
        """Create a runner group.

        ``POST /orgs/{org}/actions/runner-groups``

        For GitHub Enterprise Cloud and Server; other plans may reject the request.
        ``selected_repository_ids`` is only for visibility ``selected``.

        Args:
            name: Name of the group.
            visibility: Repositories that have access. Default: ``all``.
            selected_repository_ids: Ids of the repositories that have access; only with
                visibility ``selected``.
            runners: Ids of runners to move into the group.
            allows_public_repositories: Whether public repositories may use it. Their
                pull requests can run code on its machines. Default: ``False``. Since
                GitHub Enterprise Server 3.17.
            restricted_to_workflows: Whether only ``selected_workflows`` may use it.
                Default: ``False``. Since GitHub Enterprise Server 3.17.
            selected_workflows: Workflows that may use it, each with a branch, tag or
                full commit SHA: ``owner/repo/.github/workflows/file.yml@ref``. Applies
                only with ``restricted_to_workflows``. Since GitHub Enterprise Server
                3.17.
            network_configuration_id: Id of the private network to attach its hosted
                runners to. Not on GitHub Enterprise Server.

        Returns:
            The new group.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: write``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#create-a-self-hosted-runner-group-for-an-organization
        """
        call = operations.create_self_hosted_runner_group_for_org(
            self.org,
            name=name,
            visibility=visibility,
            selected_repository_ids=selected_repository_ids,
            runners=runners,
            allows_public_repositories=allows_public_repositories,
            restricted_to_workflows=restricted_to_workflows,
            selected_workflows=selected_workflows,
            network_configuration_id=network_configuration_id,
        )
        return await self._pipeline.send(call)

    async def get(self, runner_group_id: int) -> RunnerGroup:
        """Get a runner group.

        ``GET /orgs/{org}/actions/runner-groups/{runner_group_id}``

        Name, visibility and restrictions; runners and repositories are listed
        separately.

        Args:
            runner_group_id: Id of the runner group.

        Returns:
            The group.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: read``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#get-a-self-hosted-runner-group-for-an-organization
        """
        call = operations.get_self_hosted_runner_group_for_org(
            self.org, runner_group_id
        )
        return await self._pipeline.send(call)

    async def update(
        self,
        runner_group_id: int,
        *,
        name: str,
        visibility: VisibilityArg | None = None,
        allows_public_repositories: bool | None = None,
        restricted_to_workflows: bool | None = None,
        selected_workflows: Iterable[str] | None = None,
        network_configuration_id: str | None = None,
    ) -> RunnerGroup:
        """Update a runner group.

        ``PATCH /orgs/{org}/actions/runner-groups/{runner_group_id}``

        Name, visibility and restrictions; omitted values do not change.

        Args:
            runner_group_id: Id of the runner group.
            name: Name of the group.
            visibility: Repositories that have access. Unchanged by default.
            allows_public_repositories: Whether public repositories may use it. Their
                pull requests can run code on its machines. Default: ``False``. Since
                GitHub Enterprise Server 3.17.
            restricted_to_workflows: Whether only ``selected_workflows`` may use it.
                Default: ``False``. Since GitHub Enterprise Server 3.17.
            selected_workflows: Workflows that may use it, each with a branch, tag or
                full commit SHA: ``owner/repo/.github/workflows/file.yml@ref``. Applies
                only with ``restricted_to_workflows``. Since GitHub Enterprise Server
                3.17.
            network_configuration_id: Id of the private network to attach its hosted
                runners to; null detaches it. Not on GitHub Enterprise Server.

        Returns:
            The updated group.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: write``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#update-a-self-hosted-runner-group-for-an-organization
        """
        call = operations.update_self_hosted_runner_group_for_org(
            self.org,
            runner_group_id,
            name=name,
            visibility=visibility,
            allows_public_repositories=allows_public_repositories,
            restricted_to_workflows=restricted_to_workflows,
            selected_workflows=selected_workflows,
            network_configuration_id=network_configuration_id,
        )
        return await self._pipeline.send(call)

    async def delete(self, runner_group_id: int) -> None:
        """Delete a runner group.

        ``DELETE /orgs/{org}/actions/runner-groups/{runner_group_id}``

        Its runners move to the default group.

        Args:
            runner_group_id: Id of the runner group.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: write``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#delete-a-self-hosted-runner-group-from-an-organization
        """
        call = operations.delete_self_hosted_runner_group_from_org(
            self.org, runner_group_id
        )
        await self._pipeline.send(call)

    def list_repositories(
        self, runner_group_id: int, *, per_page: int = 100
    ) -> Pager[MinimalRepository]:
        """List the repositories that may use a runner group.

        ``GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories``

        For groups with visibility ``selected``; other groups have no list. For GitHub
        Enterprise Cloud and Server.

        Args:
            runner_group_id: Id of the runner group.
            per_page: Number of results on each page, at most 100.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: read``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#list-repository-access-to-a-self-hosted-runner-group-in-an-organization
        """
        call = operations.list_repo_access_to_self_hosted_runner_group_in_org(
            self.org, runner_group_id, per_page=per_page
        )
        return Pager(self._pipeline, call)

    async def set_repositories(
        self, runner_group_id: int, *, selected_repository_ids: Iterable[int]
    ) -> None:
        """Replace the repositories that may use a runner group.

        ``PUT /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories``

        Repositories missing from the new list lose access.

        Args:
            runner_group_id: Id of the runner group.
            selected_repository_ids: Ids of all repositories that have access; others
                lose access.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: write``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#set-repository-access-for-a-self-hosted-runner-group-in-an-organization
        """
        call = operations.set_repo_access_to_self_hosted_runner_group_in_org(
            self.org, runner_group_id, selected_repository_ids=selected_repository_ids
        )
        await self._pipeline.send(call)

    async def add_repository(self, runner_group_id: int, repository_id: int) -> None:
        """Give a repository access to a runner group.

        ``PUT /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories/{repository_id}``

        Only for groups with visibility ``selected``.

        Args:
            runner_group_id: Id of the runner group.
            repository_id: Id of the repository.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: write``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#add-repository-access-to-a-self-hosted-runner-group-in-an-organization
        """
        call = operations.add_repo_access_to_self_hosted_runner_group_in_org(
            self.org, runner_group_id, repository_id
        )
        await self._pipeline.send(call)

    async def remove_repository(self, runner_group_id: int, repository_id: int) -> None:
        """Revoke a repository's access to a runner group.

        ``DELETE /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories/{repository_id}``

        Only for groups with visibility ``selected``.

        Args:
            runner_group_id: Id of the runner group.
            repository_id: Id of the repository.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: write``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#remove-repository-access-to-a-self-hosted-runner-group-in-an-organization
        """
        call = operations.remove_repo_access_to_self_hosted_runner_group_in_org(
            self.org, runner_group_id, repository_id
        )
        await self._pipeline.send(call)

    def list_runners(
        self, runner_group_id: int, *, per_page: int = 100
    ) -> Pager[Runner]:
        """List the runners of a runner group.

        ``GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners``

        Self-hosted runners only.

        Args:
            runner_group_id: Id of the runner group.
            per_page: Number of results on each page, at most 100.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: read``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#list-self-hosted-runners-in-a-group-for-an-organization
        """
        call = operations.list_self_hosted_runners_in_group_for_org(
            self.org, runner_group_id, per_page=per_page
        )
        return Pager(self._pipeline, call)

    async def set_runners(
        self, runner_group_id: int, *, runners: Iterable[int]
    ) -> None:
        """Replace the runners of a runner group.

        ``PUT /orgs/{org}/actions/runner-groups/{runner_group_id}/runners``

        Runners missing from the new list leave the group.

        Args:
            runner_group_id: Id of the runner group.
            runners: Ids of all runners of the group; others leave it.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: write``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#set-self-hosted-runners-in-a-group-for-an-organization
        """
        call = operations.set_self_hosted_runners_in_group_for_org(
            self.org, runner_group_id, runners=runners
        )
        await self._pipeline.send(call)

    async def add_runner(self, runner_group_id: int, runner_id: int) -> None:
        """Move a runner into a runner group.

        ``PUT /orgs/{org}/actions/runner-groups/{runner_group_id}/runners/{runner_id}``

        The runner leaves its previous group.

        Args:
            runner_group_id: Id of the runner group.
            runner_id: Id of the self-hosted runner.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: write``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#add-a-self-hosted-runner-to-a-group-for-an-organization
        """
        call = operations.add_self_hosted_runner_to_group_for_org(
            self.org, runner_group_id, runner_id
        )
        await self._pipeline.send(call)

    async def remove_runner(self, runner_group_id: int, runner_id: int) -> None:
        """Remove a runner from a runner group.

        ``DELETE /orgs/{org}/actions/runner-groups/{runner_group_id}/runners/{runner_id}``

        The runner moves to the default group.

        Args:
            runner_group_id: Id of the runner group.
            runner_id: Id of the self-hosted runner.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_self_hosted_runners: write``.

        https://docs.github.com/rest/actions/self-hosted-runner-groups#remove-a-self-hosted-runner-from-a-group-for-an-organization
        """
        call = operations.remove_self_hosted_runner_from_group_for_org(
            self.org, runner_group_id, runner_id
        )
        await self._pipeline.send(call)
