# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The handle ``RepoRunners``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aioghactions._generated import operations
from aioghactions._request.resource import RepoResource
from aioghactions.pages import Pager

if TYPE_CHECKING:
    from aioghactions._generated.models.runner import Runner
    from aioghactions._generated.models.runner_application import RunnerApplication
    from aioghactions._generated.models.runner_token import RunnerToken


class RepoRunners(RepoResource):
    """Self-hosted runners of a repository."""

    __slots__ = ()

    def list(self, *, name: str | None = None, per_page: int = 100) -> Pager[Runner]:
        """List the self-hosted runners of a repository.

        ``GET /repos/{owner}/{repo}/actions/runners``

        Runners registered with the repository itself, not those that it may use through
        its organization.

        Args:
            name: Only runners with this name. Since GitHub Enterprise Server 3.17.
            per_page: Number of results on each page, at most 100.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``administration: read``.

        https://docs.github.com/rest/actions/self-hosted-runners#list-self-hosted-runners-for-a-repository
        """
        call = operations.list_self_hosted_runners_for_repo(
            self.owner, self.repo, name=name, per_page=per_page
        )
        return Pager(self._pipeline, call)

    async def list_applications(self) -> tuple[RunnerApplication, ...]:
        """List the runner application for each platform.

        ``GET /repos/{owner}/{repo}/actions/runners/downloads``

        Download URLs of the application that makes a machine a runner of the
        repository. The list is not paged.

        Returns:
            One entry for each platform.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``administration: read``.

        https://docs.github.com/rest/actions/self-hosted-runners#list-runner-applications-for-a-repository
        """
        call = operations.list_runner_applications_for_repo(self.owner, self.repo)
        return await self._pipeline.send(call)

    async def create_registration_token(self) -> RunnerToken:
        """Create a token that registers runners with a repository.

        ``POST /repos/{owner}/{repo}/actions/runners/registration-token``

        The token for ``config.sh``. It is valid for one hour and can register several
        runners.

        Returns:
            The token.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``administration: write``.

        https://docs.github.com/rest/actions/self-hosted-runners#create-a-registration-token-for-a-repository
        """
        call = operations.create_registration_token_for_repo(self.owner, self.repo)
        return await self._pipeline.send(call)

    async def create_remove_token(self) -> RunnerToken:
        """Create a token that removes runners from a repository.

        ``POST /repos/{owner}/{repo}/actions/runners/remove-token``

        The token for ``config.sh remove``. It is valid for one hour.

        Returns:
            The token.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``administration: write``.

        https://docs.github.com/rest/actions/self-hosted-runners#create-a-remove-token-for-a-repository
        """
        call = operations.create_remove_token_for_repo(self.owner, self.repo)
        return await self._pipeline.send(call)

    async def get(self, runner_id: int) -> Runner:
        """Get a self-hosted runner of a repository.

        ``GET /repos/{owner}/{repo}/actions/runners/{runner_id}``

        Includes whether it is connected and busy.

        Args:
            runner_id: Id of the self-hosted runner.

        Returns:
            The runner.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``administration: read``.

        https://docs.github.com/rest/actions/self-hosted-runners#get-a-self-hosted-runner-for-a-repository
        """
        call = operations.get_self_hosted_runner_for_repo(
            self.owner, self.repo, runner_id
        )
        return await self._pipeline.send(call)

    async def delete(self, runner_id: int) -> None:
        """Remove a self-hosted runner from a repository.

        ``DELETE /repos/{owner}/{repo}/actions/runners/{runner_id}``

        For a machine that no longer exists. For one that does, use a remove token
        instead, which also cleans up the machine.

        Args:
            runner_id: Id of the self-hosted runner.

        Raises:
            ValidationFailedError: GitHub rejects the request, for example because the
                runner is busy.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``administration: write``.

        https://docs.github.com/rest/actions/self-hosted-runners#delete-a-self-hosted-runner-from-a-repository
        """
        call = operations.delete_self_hosted_runner_from_repo(
            self.owner, self.repo, runner_id
        )
        await self._pipeline.send(call)
