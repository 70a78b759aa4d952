"""Token providers: a fixed token, or the installation of a GitHub App."""

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import Any, Final, Protocol, runtime_checkable

from aioghactions._core.lazy import public_names
from aioghactions._core.redact import Unpicklable
from aioghactions._params import checks, encode

# Of a repository, and the client id of an App.
# A single line that ends like a file.
_PATH: Final = re.compile(
    r"\A[^\n]*(?:\.(?:pem|key)|[/\\][^\n/\\]+)\n?\Z", re.IGNORECASE
)
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{1,100}")


@runtime_checkable
class TokenProvider(Protocol):
    """An object that provides the token of each request."""

    async def token(self) -> str:
        """Return the token for the next request. Called before each one."""
        ...


class StaticToken(Unpicklable):
    """A fixed token. Its repr does not show it."""

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = token

    def __repr__(self) -> str:
        return "<StaticToken>"

    async def token(self) -> str:
        """Return the token."""
        return self._token


class AppKey(Unpicklable):
    """A GitHub App and its private key, which signs JSON Web Tokens."""

    __slots__ = ("_key", "_private_key", "app")

    def __init__(self, app: int | str, private_key: str) -> None:
        self.app: int | str = _checked_app(app)
        self._private_key = _checked_private_key(private_key)
        self._key: Any = None

    def __repr__(self) -> str:
        return f"<AppKey of {self.app}>"

    def jwt(self, now: float) -> str:
        """Return a JSON Web Token of the App, which is valid for nine minutes.

        Args:
            now: Seconds since the epoch, by GitHub's clock.

        Raises:
            ModuleNotFoundError: The extra ``app`` is not installed.
            ValueError: The private key cannot be read.
        """
        # Issued a minute ago, as clocks differ; GitHub allows ten minutes in all.
        claims = {"iat": int(now) - 60, "exp": int(now) + 540, "iss": str(self.app)}
        jwt = _pyjwt()
        try:
            if self._key is None:
                # Parsing checks the key, which takes 0.1 s: once is enough.
                rsa = jwt.get_algorithm_by_name("RS256")
                self._key = rsa.prepare_key(self._private_key)
            token: str = jwt.encode(claims, self._key, algorithm="RS256")
        except (ValueError, TypeError, jwt.PyJWTError):
            pass  # raised below, without this cause: it may quote the key
        else:
            return token
        raise ValueError(
            f"cannot read the private key of the App {self.app}: "
            "it must be an RSA key without a password, as GitHub generates it"
        )


class AppAuth(Unpicklable):
    """Authenticate as an installation of a GitHub App.

    The installation's token is valid for an hour. It is fetched when it is first
    needed, once for all waiting calls, and again shortly before it expires or when
    GitHub rejects it. Needs the extra ``app``.

    Args:
        app: The App's client id, such as ``Iv23li...``, or its numeric id.
        private_key: The text of the App's private key, in PEM. It appears in no repr
            and cannot be read back, and this object cannot be pickled or copied. Or
            an :class:`AppKey`, which several installations can share.
        installation_id: The installation: the number at the end of the URL of its
            settings page.
        repositories: Names, without the owner, of the only repositories that the
            token may access. Default: all that the installation can access.
        permissions: The only permissions of the token, such as
            ``{"actions": "read"}``. Default: all that the installation has.

    Raises:
        TypeError: An argument has the wrong type.
        ValueError: An argument has an invalid value.

    https://docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app
    """

    __slots__ = ("_key", "installation_id", "permissions", "repositories")

    def __init__(
        self,
        *,
        app: int | str,
        private_key: "str | AppKey",
        installation_id: int,
        repositories: Iterable[str] | None = None,
        permissions: Mapping[str, str] | None = None,
    ) -> None:
        if not isinstance(private_key, AppKey):
            private_key = AppKey(app, private_key)
        self._key: AppKey = private_key
        self.installation_id: int = _checked_installation(installation_id)
        self.repositories: tuple[str, ...] | None = _checked_repositories(repositories)
        self.permissions: dict[str, str] | None = _checked_permissions(permissions)

    def __repr__(self) -> str:
        return f"<AppAuth of {self.app}, installation {self.installation_id}>"

    @property
    def app(self) -> int | str:
        """The App's client id or its numeric id."""
        return self._key.app

    def jwt(self, now: float) -> str:
        """Return the JSON Web Token with which the App requests an installation token.

        Args:
            now: Seconds since the epoch, by GitHub's clock.

        Raises:
            ModuleNotFoundError: The extra ``app`` is not installed.
            ValueError: The private key cannot be read.
        """
        return self._key.jwt(now)


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


# The messages below do not show the value: it may be the key in the wrong place.


def _checked_app(app: object) -> int | str:
    if isinstance(app, str) and _NAME.fullmatch(app):
        return app
    if type(app) is int and app > 0:  # True is an int as well
        return app
    raise ValueError("app must be the App's client id or its numeric id")


def _checked_private_key(text: object) -> str:
    if isinstance(text, str) and "PRIVATE KEY-----" in text:
        if "\\n" not in text:
            return text
        raise ValueError(
            r"private_key has \n instead of line breaks; use .replace('\\n', '\n')"
        )
    raise ValueError(
        "private_key must be the text of the App's .pem file, from BEGIN to END"
        + _instead_of_a_key(text)
    )


def _instead_of_a_key(given: object) -> str:
    """Return what a value is that is not the text of a private key."""
    if isinstance(given, bytes | bytearray):
        return ", not bytes; use .decode()"
    if isinstance(given, PurePath) or (isinstance(given, str) and _PATH.search(given)):
        return ", not its path; use Path(...).read_text()"
    if isinstance(given, str) and "PUBLIC KEY-----" in given:
        return ", not the public key"
    if isinstance(given, str):
        return ", not a client secret or another string"
    return f", not {type(given).__name__}"


def _checked_installation(number: object) -> int:
    if isinstance(number, str):
        raise TypeError("installation_id must be an integer, not str; use int(...)")
    checked = checks.integer("installation_id", number)
    if checked > 0:
        return checked
    raise ValueError(
        "installation_id must be the number at the end of the URL of its settings page"
    )


def _checked_repositories(names: object) -> tuple[str, ...] | None:
    listed = encode.as_list("repositories", names)
    if listed is None:
        return None
    checked = tuple(
        [checks.text(f"repositories[{i}]", v) for i, v in enumerate(listed)]
    )
    # GitHub does not document what an empty list means: perhaps all of them.
    if not checked or not all(map(_NAME.fullmatch, checked)):
        raise ValueError(
            "repositories must be names without their owner, at least one; "
            "use None for all"
        )
    return checked


def _checked_permissions(levels: Mapping[str, str] | None) -> dict[str, str] | None:
    if levels is None:
        return None
    checks.mapping("permissions", levels)
    if not levels:
        raise ValueError("permissions must not be empty; use None for all")
    for name, level in levels.items():
        checks.text("a name in permissions", name)
        checks.text(f"permissions[{name!r}]", level)
    return dict(levels)


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
