"""Where the token comes from."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any, Protocol, runtime_checkable

from attrs import field, frozen


@runtime_checkable
class TokenProvider(Protocol):
    """Anything that can say which token to send."""

    async def token(self) -> str:
        """Return the token for the next request. Called before each one."""
        ...


class StaticToken:
    """A token that stays as it is; it shows in no repr."""

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = token

    def __repr__(self) -> str:
        return "<StaticToken>"

    async def token(self) -> str:
        """Return the token."""
        return self._token


def _numeric_or_client_id(_: object, __: object, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | str) or not value:
        raise ValueError("app is the App's id or its client id, as its page shows it")


def _private_key(_: object, __: object, value: Any) -> None:
    if not isinstance(value, str) or "PRIVATE KEY-----" not in value:
        raise ValueError(
            "private_key is the text of the App's .pem file, from BEGIN to END"
        )


@frozen(kw_only=True)
class AppAuth:
    """Authenticates as an installation of a GitHub App.

    The token of the installation is fetched when it is first needed, once
    however many calls wait for it, and again shortly before it expires or when
    GitHub refuses it. It lives for an hour. Needs the extra ``app``.

    Attributes:
        app: The App's client id, such as ``Iv23li...``, or its numeric id.
        private_key: The text of the App's private key, in PEM.
        installation_id: Which installation: the number at the end of its page's
            address.
        repositories: Names, without the owner, of the only repositories that the
            token shall reach. Default: all that the installation reaches.
        permissions: The only permissions that the token shall have, such as
            ``{"actions": "read"}``. Default: all that the installation has.

    Raises:
        ValueError: A value cannot be what it should be.

    https://docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app
    """

    app: int | str = field(validator=_numeric_or_client_id)
    private_key: str = field(repr=False, validator=_private_key)
    installation_id: int
    repositories: Sequence[str] | None = None
    permissions: Mapping[str, str] | None = None

    def jwt(self, now: float) -> str:
        """Return the signed statement with which the App asks for a token.

        Args:
            now: Seconds since the epoch, as GitHub's clock tells them.

        Raises:
            ModuleNotFoundError: The extra ``app`` is not installed.
            ValueError: The private key cannot be read.
        """
        # A minute back for clocks that differ; GitHub allows ten minutes in all.
        claims = {"iat": int(now) - 60, "exp": int(now) + 540, "iss": str(self.app)}
        jwt = _pyjwt()
        try:
            token: str = jwt.encode(claims, self._key, algorithm="RS256")
        except (ValueError, TypeError, jwt.PyJWTError):
            pass  # said below, without the cause: it may quote the key
        else:
            return token
        raise ValueError(
            f"the private key of the App {self.app} cannot be read: "
            "it must be an RSA key without a password, as GitHub makes them"
        )

    @cached_property
    def _key(self) -> Any:
        # Reading a key checks it, for a tenth of a second and more: once is enough.
        return _pyjwt().get_algorithm_by_name("RS256").prepare_key(self.private_key)


def _pyjwt() -> Any:
    try:
        import_module("cryptography")
        return import_module("jwt")
    except ModuleNotFoundError as missing:
        name = missing.name
    raise ModuleNotFoundError(
        "AppAuth needs PyJWT and cryptography: pip install 'aioghactions[app]'",
        name=name,
    )
