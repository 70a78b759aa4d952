"""Secrets: the documented operations, and setting one from its plaintext.

``set`` is not an ``async def``: its frame would hold the plaintext for as long as the
call lasts, for every traceback to show. It drops the plaintext before anything fails.
"""

from collections.abc import Coroutine, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from aioghactions._generated import operations
from aioghactions._generated.resources.org_secrets import OrgSecrets
from aioghactions._generated.resources.repo_secrets import RepoSecrets
from aioghactions._params import checks
from aioghactions._resources.sealing import SecretValue, seal_and_send

if TYPE_CHECKING:
    from aioghactions._generated.models.visibility import VisibilityArg


class Secrets(RepoSecrets):
    """Secrets of a repository: list, set and delete them."""

    __slots__ = ()

    def set(self, secret_name: str, value: str | bytes) -> Coroutine[Any, Any, None]:
        """Set a secret: fetch the repository's public key, seal the value, send it.

        Needs the extra ``secrets``. If the key is rotated between the two requests,
        the new key is fetched and used, once.

        Args:
            secret_name: Name of the secret: letters, digits and underscores.
            value: The plaintext, at most 48 KB. It is sent sealed and appears in no
                error.

        Raises:
            ModuleNotFoundError: The extra ``secrets`` is not installed.
            ValidationFailedError: GitHub rejects the name or the value.
            ValueError: The name is not valid, or the value is not valid Unicode.
        """
        plaintext = SecretValue(value)
        del value
        return seal_and_send(
            plaintext,
            self._pipeline,
            operations.get_repo_public_key(self.owner, self.repo),
            partial(self.create_or_update, checks.secret_name(secret_name)),
        )


class OrganizationSecrets(OrgSecrets):
    """Secrets of an organization: list, set, share and delete them."""

    __slots__ = ()

    def set(
        self,
        secret_name: str,
        value: str | bytes,
        *,
        visibility: "VisibilityArg",
        selected_repository_ids: Iterable[int] | None = None,
    ) -> Coroutine[Any, Any, None]:
        """Set a secret: fetch the organization's public key, seal the value, send it.

        Value, visibility and repositories are sent in one request. Repositories can be
        added later only to a secret whose visibility is ``selected``; for any other,
        GitHub responds with 409, which is raised as ``ConflictError``.

        Args:
            secret_name: Name of the secret: letters, digits and underscores.
            value: The plaintext, at most 48 KB. It is sent sealed and appears in no
                error.
            visibility: Which repositories may use it: ``all``, ``private`` (which
                includes internal ones) or ``selected``.
            selected_repository_ids: The repositories, required for ``selected`` and
                allowed only there. They replace the previous ones; ``[]`` means none.

        Raises:
            ModuleNotFoundError: The extra ``secrets`` is not installed.
            ValidationFailedError: GitHub rejects the name or the value.
            ValueError: The name is not valid, the value is not valid Unicode, or
                ``selected_repository_ids`` does not fit the visibility.
        """
        plaintext = SecretValue(value)
        del value
        checks.secret_name(secret_name)
        checks.text("visibility", visibility)
        ids: list[int] | None = None
        if selected_repository_ids is not None:
            ids = checks.integers("selected_repository_ids", selected_repository_ids)
        if ids is not None and visibility != "selected":
            raise ValueError(
                "selected_repository_ids need visibility 'selected', not "
                f"{str(visibility)!r}"
            )
        if ids is None and visibility == "selected":
            raise ValueError(
                "visibility 'selected' needs selected_repository_ids; use [] for none"
            )
        return seal_and_send(
            plaintext,
            self._pipeline,
            operations.get_org_public_key(self.org),
            partial(
                self.create_or_update,
                secret_name,
                visibility=visibility,
                selected_repository_ids=ids,
            ),
        )
