"""Where the token comes from."""

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, Final, Protocol, TypeGuard, runtime_checkable

from aioghactions._core.redact import Unpicklable

_CLIENT_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_PEM: Final = "PRIVATE KEY-----"


def check_app(app: object) -> int | str:
    """Return ``app`` if it can be an App's number or client id.

    Raises:
        ValueError: It can be neither.
    """
    if isinstance(app, str) and _CLIENT_ID.fullmatch(app):
        return app
    if _is_integer(app) and app > 0:
        return app
    raise ValueError("app is the App's id or its client id, as its page shows it")


def check_private_key(text: object) -> str:
    """Return ``text`` if it looks like a private key; it is not shown if not.

    Raises:
        ValueError: It is no such text.
    """
    if isinstance(text, str) and _PEM in text:
        return text
    raise ValueError(
        "private_key is the text of the App's .pem file, from BEGIN to END"
    )


def check_installation(number: object) -> int:
    """Return ``number`` if it can be that of an installation.

    Raises:
        TypeError: It is no number, such as the text of an environment variable.
        ValueError: It is less than 1.
    """
    if not _is_integer(number):
        raise TypeError(
            "installation_id is a number, such as int(os.environ[...]), "
            f"not {type(number).__name__}"
        )
    if number > 0:
        return number
    raise ValueError("installation_id is the number at the end of its page's address")


def check_repositories(names: object) -> tuple[str, ...] | None:
    """Return ``names`` if they can be those of repositories, without their owner.

    Raises:
        TypeError: They are not several strings.
        ValueError: One of them is no name, or there is none.
    """
    if names is None:
        return None
    several = tuple(names) if _is_list(names) else (None,)
    if not _are_strings(several):
        raise TypeError('repositories are names, such as ["hello"]')
    # Nobody says what an empty list reaches: perhaps all of them.
    if not several or not all(map(_NAME.fullmatch, several)):
        raise ValueError(
            "repositories are names without their owner, and at least one; None "
            "stands for all"
        )
    return several


def check_permissions(levels: object) -> dict[str, str] | None:
    """Return ``levels`` if they can be permissions and their levels.

    Raises:
        TypeError: They are no mapping of strings.
        ValueError: There is none.
    """
    if levels is None:
        return None
    if not _are_levels(levels):
        raise TypeError('permissions are levels by name, such as {"actions": "read"}')
    if not levels:
        raise ValueError("permissions are at least one; None stands for all")
    return dict(levels)


def _is_integer(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_list(value: object) -> TypeGuard[Iterable[object]]:
    return isinstance(value, Iterable) and not isinstance(value, str | Mapping)


def _are_strings(values: tuple[object, ...]) -> TypeGuard[tuple[str, ...]]:
    return all(isinstance(value, str) for value in values)


def _is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


def _are_levels(value: object) -> TypeGuard[Mapping[str, str]]:
    return _is_mapping(value) and all(map(_are_strings, value.items()))


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
        self.app: int | str = check_app(app)
        self.installation_id: int = check_installation(installation_id)
        self.repositories: tuple[str, ...] | None = check_repositories(repositories)
        self.permissions: dict[str, str] | None = check_permissions(permissions)
        self._private_key = check_private_key(private_key)
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
