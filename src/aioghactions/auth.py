"""Where the token comes from."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, Protocol, runtime_checkable

from aioghactions._core import app_credentials as check
from aioghactions._core.confidential import Unpicklable


@runtime_checkable
class TokenProvider(Protocol):
    """Anything that can say which token to send."""

    async def token(self) -> str:
        """Return the token for the next request. Called before each one."""
        ...


class StaticToken(Unpicklable):
    """A token that stays as it is; it shows in no repr."""

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = token

    def __repr__(self) -> str:
        return "<StaticToken>"

    async def token(self) -> str:
        """Return the token."""
        return self._token


class AppAuth(Unpicklable):
    """Authenticates as an installation of a GitHub App.

    The token of the installation is fetched when it is first needed, once
    however many calls wait for it, and again shortly before it expires or when
    GitHub refuses it. It lives for an hour. Needs the extra ``app``.

    Args:
        app: The App's client id, such as ``Iv23li...``, or its numeric id.
        private_key: The text of the App's private key, in PEM. It shows in no
            repr and cannot be read back; nor is what holds it pickled or copied.
        installation_id: Which installation: the number at the end of its page's
            address.
        repositories: Names, without the owner, of the only repositories that the
            token shall reach. Default: all that the installation reaches.
        permissions: The only permissions that the token shall have, such as
            ``{"actions": "read"}``. Default: all that the installation has.

    Raises:
        TypeError: A value is of another kind than it should be.
        ValueError: A value cannot be what it should be.

    https://docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app
    """

    __slots__ = (
        *("app", "installation_id", "repositories", "permissions"),
        *("_private_key", "_key"),
    )

    def __init__(
        self,
        *,
        app: int | str,
        private_key: str,
        installation_id: int,
        repositories: Iterable[str] | None = None,
        permissions: Mapping[str, str] | None = None,
    ) -> None:
        self.app: int | str = check.check_app(app)
        self.installation_id: int = check.check_installation(installation_id)
        self.repositories: tuple[str, ...] | None = check.check_repositories(
            repositories
        )
        self.permissions: dict[str, str] | None = check.check_permissions(permissions)
        self._private_key = check.check_private_key(private_key)
        self._key: Any = None

    def __repr__(self) -> str:
        return f"<AppAuth of {self.app}, installation {self.installation_id}>"

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
            if self._key is None:
                # Reading it checks it, for a tenth of a second: once is enough.
                rsa = jwt.get_algorithm_by_name("RS256")
                self._key = rsa.prepare_key(self._private_key)
            token: str = jwt.encode(claims, self._key, algorithm="RS256")
        except (ValueError, TypeError, jwt.PyJWTError):
            pass  # said below, without the cause: it may quote the key
        else:
            return token
        raise ValueError(
            f"the private key of the App {self.app} cannot be read: "
            "it must be an RSA key without a password, as GitHub makes them"
        )


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
