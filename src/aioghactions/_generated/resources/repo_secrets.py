# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The handle ``RepoSecrets``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aioghactions._generated import operations
from aioghactions._request.resource import RepoResource
from aioghactions.pages import Pager

if TYPE_CHECKING:
    from aioghactions._generated.models.public_key import PublicKey
    from aioghactions._generated.models.secret import Secret


class RepoSecrets(RepoResource):
    """Secrets of a repository."""

    __slots__ = ()

    def list(self, *, per_page: int = 100) -> Pager[Secret]:
        """List the secrets of a repository.

        ``GET /repos/{owner}/{repo}/actions/secrets``

        Names and dates; GitHub never returns values.

        Args:
            per_page: Number of results on each page, at most 100.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``secrets: read``.

        https://docs.github.com/rest/actions/secrets#list-repository-secrets
        """
        call = operations.list_repo_secrets(self.owner, self.repo, per_page=per_page)
        return Pager(self._pipeline, call)

    async def public_key(self) -> PublicKey:
        """Get the public key for the secrets of a repository.

        ``GET /repos/{owner}/{repo}/actions/secrets/public-key``

        Values must be sealed with this key before they are sent. Any user with read
        access to the repository can get it.

        Returns:
            The key.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``secrets: read``.

        https://docs.github.com/rest/actions/secrets#get-a-repository-public-key
        """
        call = operations.get_repo_public_key(self.owner, self.repo)
        return await self._pipeline.send(call)

    async def get(self, secret_name: str) -> Secret:
        """Get a secret of a repository.

        ``GET /repos/{owner}/{repo}/actions/secrets/{secret_name}``

        Name and dates; GitHub never returns the value.

        Args:
            secret_name: Name of the secret.

        Returns:
            The secret without its value.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``secrets: read``.

        https://docs.github.com/rest/actions/secrets#get-a-repository-secret
        """
        call = operations.get_repo_secret(self.owner, self.repo, secret_name)
        return await self._pipeline.send(call)

    async def create_or_update(
        self, secret_name: str, *, encrypted_value: str, key_id: str
    ) -> None:
        """Set a secret of a repository.

        ``PUT /repos/{owner}/{repo}/actions/secrets/{secret_name}``

        Creates the secret or replaces its value. The value must be sealed with the
        repository's public key (a libsodium sealed box) and encoded in Base64.

        Args:
            secret_name: Name of the secret.
            encrypted_value: The value in a libsodium sealed box for the public key of
                the repository, in Base64.
            key_id: Id of the public key that sealed the value.

        Raises:
            ValueError: ``encrypted_value`` is not what GitHub takes.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``secrets: write``.

        https://docs.github.com/rest/actions/secrets#create-or-update-a-repository-secret
        """
        call = operations.create_or_update_repo_secret(
            self.owner,
            self.repo,
            secret_name,
            encrypted_value=encrypted_value,
            key_id=key_id,
        )
        await self._pipeline.send(call)

    async def delete(self, secret_name: str) -> None:
        """Delete a secret of a repository.

        ``DELETE /repos/{owner}/{repo}/actions/secrets/{secret_name}``

        Workflows that use it then get an empty string.

        Args:
            secret_name: Name of the secret.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``secrets: write``.

        https://docs.github.com/rest/actions/secrets#delete-a-repository-secret
        """
        call = operations.delete_repo_secret(self.owner, self.repo, secret_name)
        await self._pipeline.send(call)
