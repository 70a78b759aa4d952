"""Secrets: the documented operations, and setting one from its plaintext.

1. A plaintext appears in no repr, error, traceback or pickle: it is held by a
   :class:`SecretValue` from the start, and no function here has it in a local variable
   but ``set``, which drops it before anything fails. So ``set`` is not an
   ``async def``: its frame would hold the plaintext for as long as the call lasts.
2. It is sealed with the public key that GitHub currently returns, or not sent at all.
"""

import warnings
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from aioghactions._core.call import Call
from aioghactions._core.threads import in_thread
from aioghactions._generated import operations
from aioghactions._generated.resources import environment_secrets
from aioghactions._generated.resources.org_secrets import OrgSecrets
from aioghactions._generated.resources.repo_secrets import RepoSecrets
from aioghactions._params import checks
from aioghactions._request.pipeline import Pipeline
from aioghactions.errors import (
    NotFoundError,
    UnexpectedAnswerError,
    ValidationFailedError,
)

if TYPE_CHECKING:
    from aioghactions._generated.models.public_key import PublicKey
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
                error. An empty one warns.

        Raises:
            ModuleNotFoundError: The extra ``secrets`` is not installed.
            ValidationFailedError: GitHub rejects the name or the value.
            ValueError: The name is not valid, or the value is not valid Unicode.
        """
        plaintext = SecretValue(value)
        del value
        plaintext.warn_if_empty()
        return seal_and_send(
            plaintext,
            self._pipeline,
            operations.get_repo_public_key(self.owner, self.repo),
            partial(
                self.create_or_update, checks.entry_name("secret_name", secret_name)
            ),
        )


class EnvironmentSecrets(environment_secrets.EnvironmentSecrets):
    """Secrets of an environment: list, set and delete them."""

    __slots__ = ()

    def set(self, secret_name: str, value: str | bytes) -> Coroutine[Any, Any, None]:
        """Set a secret: fetch the environment's public key, seal the value, send it.

        Needs the extra ``secrets``. If the key is rotated between the two requests,
        the new key is fetched and used, once.

        Args:
            secret_name: Name of the secret: letters, digits and underscores.
            value: The plaintext, at most 48 KB. It is sent sealed and appears in no
                error. An empty one warns.

        Raises:
            ModuleNotFoundError: The extra ``secrets`` is not installed.
            ValidationFailedError: GitHub rejects the name or the value.
            ValueError: The name is not valid, or the value is not valid Unicode.
        """
        plaintext = SecretValue(value)
        del value
        plaintext.warn_if_empty()
        return seal_and_send(
            plaintext,
            self._pipeline,
            operations.get_environment_public_key(
                self.owner, self.repo, self.environment_name
            ),
            partial(
                self.create_or_update, checks.entry_name("secret_name", secret_name)
            ),
        )


class OrganizationSecrets(OrgSecrets):
    """Secrets of an organization: list, set, share and delete them."""

    __slots__ = ()

    def set(
        self,
        secret_name: str,
        value: str | bytes,
        *,
        visibility: "VisibilityArg | None" = None,
        selected_repository_ids: Iterable[int] | None = None,
    ) -> Coroutine[Any, Any, None]:
        """Set a secret: fetch the organization's public key, seal the value, send it.

        Value, visibility and repositories are sent in one request. Without
        ``visibility``, those of the existing secret are fetched first and kept.
        Repositories can be
        added later only to a secret whose visibility is ``selected``; for any other,
        GitHub responds with 409, which is raised as ``ConflictError``.

        Args:
            secret_name: Name of the secret: letters, digits and underscores.
            value: The plaintext, at most 48 KB. It is sent sealed and appears in no
                error. An empty one warns.
            visibility: Which repositories may use it: ``all``, ``private`` (which
                includes internal ones) or ``selected``. Default: as it is.
            selected_repository_ids: The repositories, required for ``selected`` and
                allowed only there. They replace the previous ones; ``[]`` means none.

        Raises:
            ModuleNotFoundError: The extra ``secrets`` is not installed.
            NotFoundError: The secret does not exist; a new one needs ``visibility``.
            ValidationFailedError: GitHub rejects the name or the value.
            ValueError: The name is not valid, the value is not valid Unicode, or
                ``selected_repository_ids`` does not fit the visibility.
        """
        plaintext = SecretValue(value)
        del value
        plaintext.warn_if_empty()
        checks.entry_name("secret_name", secret_name)
        if visibility is not None:
            checks.text("visibility", visibility)
        ids = checks.selected_ids(visibility, selected_repository_ids)
        return seal_and_send(
            plaintext,
            self._pipeline,
            operations.get_org_public_key(self.org),
            partial(self._send_value, secret_name, visibility, ids),
        )

    async def _send_value(
        self,
        secret_name: str,
        visibility: "VisibilityArg | None",
        ids: list[int] | None,
        **sealed: str,
    ) -> None:
        """Send the sealed value, with the present access if none is given."""
        if visibility is None:
            try:
                visibility = (await self.get(secret_name)).visibility
            except NotFoundError as error:
                error.add_note("pass visibility to create a new secret")
                raise
            if visibility is None:
                raise UnexpectedAnswerError(
                    f"the secret {secret_name} has no visibility; pass the one it has"
                )
            if visibility == "selected":
                ids = [it.id async for it in self.list_repositories(secret_name)]
        await self.create_or_update(
            secret_name, visibility=visibility, selected_repository_ids=ids, **sealed
        )


class BadKeyError(ValueError):
    """The public key cannot be used."""


class SecretValue:
    """The plaintext of a secret, until it is sealed. Its repr does not show it."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "<SecretValue>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("cannot pickle a SecretValue")

    def warn_if_empty(self) -> None:
        """Warn the caller of the caller: a variable that is not set may look so."""
        if isinstance(self._value, str | bytes) and not self._value:
            warnings.warn("the value of the secret is empty", stacklevel=3)

    def seal(self, public_key: str) -> str:
        """Return the value in a sealed box for ``public_key``, both in Base64."""
        box = _box(public_key)
        try:
            # 50 µs, 80 µs for the longest value: not worth a thread.
            return b64encode(box.encrypt(self._bytes())).decode()
        except UnicodeEncodeError:
            problem = ValueError("a secret must be valid Unicode, or bytes")
        except RuntimeError:
            problem = BadKeyError("the public key is weak; nothing was sealed with it")
        raise problem  # not in the handler: the cause and its frames hold the value

    def _bytes(self) -> bytes:
        if isinstance(self._value, str):
            return self._value.encode()
        if isinstance(self._value, bytes):
            return self._value
        kind = type(self._value).__name__
        raise TypeError(f"a secret must be a string or bytes, not {kind}")


async def seal_and_send(
    plaintext: SecretValue,
    pipeline: Pipeline,
    key_call: "Call[PublicKey]",
    send: Callable[..., Awaitable[None]],
) -> None:
    """Seal ``plaintext`` with the current public key and send it with the key's id.

    ``send`` takes them as ``encrypted_value`` and ``key_id``.
    """
    await in_thread(_pynacl)  # importing it takes 20 ms, once
    key = await pipeline.send(key_call, conditional=True)
    try:
        await send(encrypted_value=_sealed(plaintext, key), key_id=key.key_id)
    except ValidationFailedError:
        newer = await pipeline.send(key_call, conditional=True)
        if newer == key:  # not rotated, so the error has another reason
            raise
        await send(encrypted_value=_sealed(plaintext, newer), key_id=newer.key_id)


def _sealed(plaintext: SecretValue, key: "PublicKey") -> str:
    try:
        return plaintext.seal(key.key)
    except BadKeyError as bad:
        message = f"cannot seal with key {key.key_id}: {bad}"
        raise UnexpectedAnswerError(message) from None


def _box(public_key: str) -> Any:
    nacl = _pynacl()
    try:
        return nacl.SealedBox(nacl.PublicKey(b64decode(public_key, validate=True)))
    except (TypeError, ValueError):  # PyNaCl's own error is both
        raise BadKeyError("the public key is not 32 bytes in Base64") from None


def _pynacl() -> Any:
    try:
        return import_module("nacl.public")
    except ModuleNotFoundError as missing:
        message = "sealing secrets needs PyNaCl: pip install 'aioghactions[secrets]'"
        raise ModuleNotFoundError(message, name=missing.name) from None
