# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The handle ``OrgSecrets``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aioghactions._generated import operations
from aioghactions._request.resource import OrgResource
from aioghactions.pages import Pager

if TYPE_CHECKING:
    from aioghactions._generated.models.minimal_repository import MinimalRepository
    from aioghactions._generated.models.organization_secret import OrganizationSecret
    from aioghactions._generated.models.public_key import PublicKey
    from aioghactions._generated.models.visibility import VisibilityArg


class OrgSecrets(OrgResource):
    """Secrets of an organization."""

    __slots__ = ()

    def list(self, *, per_page: int = 100) -> Pager[OrganizationSecret]:
        """List the secrets of an organization.

        ``GET /orgs/{org}/actions/secrets``

        Names, dates and visibility; GitHub never returns values.

        Args:
            per_page: Number of results on each page, at most 100.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_secrets: read``.

        https://docs.github.com/rest/actions/secrets#list-organization-secrets
        """
        call = operations.list_org_secrets(self.org, per_page=per_page)
        return Pager(self._pipeline, call)

    async def public_key(self) -> PublicKey:
        """Get the public key for the secrets of an organization.

        ``GET /orgs/{org}/actions/secrets/public-key``

        Values must be sealed with this key before they are sent.

        Returns:
            The key.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_secrets: read``.

        https://docs.github.com/rest/actions/secrets#get-an-organization-public-key
        """
        call = operations.get_org_public_key(self.org)
        return await self._pipeline.send(call)

    async def get(self, secret_name: str) -> OrganizationSecret:
        """Get a secret of an organization.

        ``GET /orgs/{org}/actions/secrets/{secret_name}``

        Name, dates and visibility; GitHub never returns the value.

        Args:
            secret_name: Name of the secret.

        Returns:
            The secret without its value.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_secrets: read``.

        https://docs.github.com/rest/actions/secrets#get-an-organization-secret
        """
        call = operations.get_org_secret(self.org, secret_name)
        return await self._pipeline.send(call)

    async def create_or_update(
        self,
        secret_name: str,
        *,
        visibility: VisibilityArg,
        encrypted_value: str | None = None,
        key_id: str | None = None,
        selected_repository_ids: Iterable[int] | None = None,
    ) -> None:
        """Set a secret of an organization.

        ``PUT /orgs/{org}/actions/secrets/{secret_name}``

        Creates the secret or replaces its value and visibility. The value must be
        sealed with the organization's public key (a libsodium sealed box) and encoded
        in Base64.

        Args:
            secret_name: Name of the secret.
            visibility: Repositories that have access.
            encrypted_value: The value in a libsodium sealed box for the public key of
                the organization, in Base64. Required for a new secret.
            key_id: Id of the public key that sealed the value; send it with
                ``encrypted_value``.
            selected_repository_ids: Ids of the repositories that have access; only with
                visibility ``selected``.

        Raises:
            ValueError: ``encrypted_value`` is not what GitHub takes.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_secrets: write``.

        https://docs.github.com/rest/actions/secrets#create-or-update-an-organization-secret
        """
        call = operations.create_or_update_org_secret(
            self.org,
            secret_name,
            visibility=visibility,
            encrypted_value=encrypted_value,
            key_id=key_id,
            selected_repository_ids=selected_repository_ids,
        )
        await self._pipeline.send(call)

    async def delete(self, secret_name: str) -> None:
        """Delete a secret of an organization.

        ``DELETE /orgs/{org}/actions/secrets/{secret_name}``

        Workflows that use it then get an empty string.

        Args:
            secret_name: Name of the secret.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_secrets: write``.

        https://docs.github.com/rest/actions/secrets#delete-an-organization-secret
        """
        call = operations.delete_org_secret(self.org, secret_name)
        await self._pipeline.send(call)

    def list_repositories(
        self, secret_name: str, *, per_page: int = 100
    ) -> Pager[MinimalRepository]:
        """List the repositories that may use a secret.

        ``GET /orgs/{org}/actions/secrets/{secret_name}/repositories``

        Only for secrets with visibility ``selected``; other secrets have no list.

        Args:
            secret_name: Name of the secret.
            per_page: Number of results on each page, at most 100.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_secrets: read``.

        https://docs.github.com/rest/actions/secrets#list-selected-repositories-for-an-organization-secret
        """
        call = operations.list_selected_repos_for_org_secret(
            self.org, secret_name, per_page=per_page
        )
        return Pager(self._pipeline, call)

    async def set_repositories(
        self, secret_name: str, *, selected_repository_ids: Iterable[int]
    ) -> None:
        """Replace the repositories that may use a secret.

        ``PUT /orgs/{org}/actions/secrets/{secret_name}/repositories``

        Only for secrets with visibility ``selected``. Repositories missing from the new
        list lose access.

        Args:
            secret_name: Name of the secret.
            selected_repository_ids: Ids of all repositories that have access; others
                lose access.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_secrets: write``.

        https://docs.github.com/rest/actions/secrets#set-selected-repositories-for-an-organization-secret
        """
        call = operations.set_selected_repos_for_org_secret(
            self.org, secret_name, selected_repository_ids=selected_repository_ids
        )
        await self._pipeline.send(call)

    async def add_repository(self, secret_name: str, repository_id: int) -> None:
        """Give a repository access to a secret.

        ``PUT /orgs/{org}/actions/secrets/{secret_name}/repositories/{repository_id}``

        Only for secrets with visibility ``selected``; for others, the response is 409.

        Args:
            secret_name: Name of the secret.
            repository_id: Id of the repository.

        Raises:
            ConflictError: The visibility of the secret is not ``selected``.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_secrets: write``.

        https://docs.github.com/rest/actions/secrets#add-selected-repository-to-an-organization-secret
        """
        call = operations.add_selected_repo_to_org_secret(
            self.org, secret_name, repository_id
        )
        await self._pipeline.send(call)

    async def remove_repository(self, secret_name: str, repository_id: int) -> None:
        """Revoke a repository's access to a secret.

        ``DELETE /orgs/{org}/actions/secrets/{secret_name}/repositories/{repository_id}``

        Only for secrets with visibility ``selected``; for others, the response is 409.

        Args:
            secret_name: Name of the secret.
            repository_id: Id of the repository.

        Raises:
            ConflictError: The visibility of the secret is not ``selected``.

        On all editions. Needs the classic scope ``admin:org`` or the fine-grained
        permission ``organization_secrets: write``.

        https://docs.github.com/rest/actions/secrets#remove-selected-repository-from-an-organization-secret
        """
        call = operations.remove_selected_repo_from_org_secret(
            self.org, secret_name, repository_id
        )
        await self._pipeline.send(call)
