"""Set secrets from their plaintext.

``set`` is no ``async def``: the frame of one would hold the plaintext for as long as
the call lasts, for every traceback to show. It lets go of it before anything can fail.
"""

from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, Any

from aioghactions._generated import operations
from aioghactions._params import checks
from aioghactions._request.resource import OrgResource, RepoResource
from aioghactions._resources.sealing import SecretValue, put

if TYPE_CHECKING:
    from aioghactions._generated.models.public_key import PublicKey
    from aioghactions._generated.models.visibility import VisibilityArg


class RepoSecretVerbs(RepoResource):
    """What ``repo.secrets`` can do beyond the documented operations."""

    __slots__ = ()

    def set(self, secret_name: str, value: str | bytes) -> Coroutine[Any, Any, None]:
        """Set a secret: fetch the repository's key, seal the value, send it.

        Needs the extra ``secrets``. If the key is replaced on the way, the new one
        is fetched, once.

        Args:
            secret_name: Name of the secret: letters, digits and underscores.
            value: The plaintext, at most 48 KB. It is sent sealed, and shows in no
                error.

        Returns:
            To be awaited.

        Raises:
            ModuleNotFoundError: The extra ``secrets`` is not installed.
            ValidationFailedError: GitHub refuses the name or the value.
            ValueError: It can be no name, or the value is no valid Unicode.
        """
        plain = SecretValue(value)
        del value
        return self._put(checks.secret_name(secret_name), plain)

    async def _put(self, secret_name: str, plain: SecretValue) -> None:
        async def fetch_key() -> "PublicKey":
            call = operations.get_repo_public_key(self.owner, self.repo)
            return await self._pipeline.send(call, conditional=True)

        async def send(encrypted_value: str, key_id: str) -> None:
            call = operations.create_or_update_repo_secret(
                self.owner,
                self.repo,
                secret_name,
                encrypted_value=encrypted_value,
                key_id=key_id,
            )
            await self._pipeline.send(call)

        await put(plain, fetch_key=fetch_key, send=send)


class OrgSecretVerbs(OrgResource):
    """What ``org.secrets`` can do beyond the documented operations."""

    __slots__ = ()

    def set(
        self,
        secret_name: str,
        value: str | bytes,
        *,
        visibility: "VisibilityArg",
        selected_repository_ids: Iterable[int] | None = None,
    ) -> Coroutine[Any, Any, None]:
        """Set a secret: fetch the organization's key, seal the value, send it.

        Value, visibility and repositories go in one request. Adding repositories one
        by one later works for the visibility ``selected`` only; GitHub answers 409
        for the others, which is ``ConflictError``.

        Args:
            secret_name: Name of the secret: letters, digits and underscores.
            value: The plaintext, at most 48 KB. It is sent sealed, and shows in no
                error.
            visibility: Which repositories may use it: ``all``, ``private`` (which
                includes internal ones) or ``selected``.
            selected_repository_ids: Which ones, for ``selected`` and only there; they
                replace those of before. None of them, as ``[]``, is a choice, too.

        Returns:
            To be awaited.

        Raises:
            ModuleNotFoundError: The extra ``secrets`` is not installed.
            ValidationFailedError: GitHub refuses the name or the value.
            ValueError: It can be no name, the value is no valid Unicode, or
                ``selected_repository_ids`` do not go with the visibility.
        """
        plain = SecretValue(value)
        del value
        checks.secret_name(secret_name)
        checks.text("visibility", visibility)
        ids: list[int] | None = None
        if selected_repository_ids is not None:
            ids = checks.integers("selected_repository_ids", selected_repository_ids)
        if ids is not None and visibility != "selected":
            raise ValueError(
                f"selected_repository_ids go with visibility 'selected', not "
                f"{str(visibility)!r}"
            )
        if ids is None and visibility == "selected":
            raise ValueError(
                "visibility 'selected' needs selected_repository_ids: [] for none yet"
            )
        return self._put(secret_name, plain, visibility, ids)

    async def _put(
        self,
        secret_name: str,
        plain: SecretValue,
        visibility: "VisibilityArg",
        selected_repository_ids: list[int] | None,
    ) -> None:
        async def fetch_key() -> "PublicKey":
            call = operations.get_org_public_key(self.org)
            return await self._pipeline.send(call, conditional=True)

        async def send(encrypted_value: str, key_id: str) -> None:
            call = operations.create_or_update_org_secret(
                self.org,
                secret_name,
                encrypted_value=encrypted_value,
                key_id=key_id,
                visibility=visibility,
                selected_repository_ids=selected_repository_ids,
            )
            await self._pipeline.send(call)

        await put(plain, fetch_key=fetch_key, send=send)
