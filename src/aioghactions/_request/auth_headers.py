"""Headers of every request to the API: authentication, version, user agent."""

import platform
import re
from hashlib import blake2b
from typing import Final

import aiohttp

from aioghactions._core.messages import Headers, Response
from aioghactions._core.redact import KnownSecrets, Unpicklable
from aioghactions._version import __version__
from aioghactions.auth import TokenProvider

ACCEPT: Final = "application/vnd.github+json"
_VISIBLE: Final = re.compile(r"[\x21-\x7e]+")
_WORDS: Final = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*")
_SCHEME: Final = re.compile(r"(?:bearer|token|basic) ", re.IGNORECASE)
# GitHub's longest are signed claims of one or two kilobytes.
_MAX_TOKEN: Final = 8_192
_MAX_USER_AGENT: Final = 256
_MAX_VERSION: Final = 64


def check_token(token: object) -> str:
    """Return ``token`` if it is valid in a header; no message shows it."""
    text = _string("a token", token)
    if not text:
        raise ValueError(
            "the token is empty; is its environment variable set? "
            "Client.anonymous() sends none"
        )
    if _SCHEME.match(text):
        raise ValueError('pass the bare token, without a "Bearer" prefix')
    if len(text) > _MAX_TOKEN or not _VISIBLE.fullmatch(text):
        raise ValueError(
            "a token must be visible ASCII without spaces or line breaks; "
            "was it read from a file without stripping it?"
        )
    return text


def check_user_agent(value: object) -> str:
    """Return ``value`` if it is valid in ``User-Agent``."""
    text = _string("user_agent", value)
    if len(text) > _MAX_USER_AGENT or not _WORDS.fullmatch(text):
        raise ValueError(
            "user_agent must be words of visible ASCII, separated by single spaces, "
            f"with at most {_MAX_USER_AGENT} characters"
        )
    return text


def check_api_version(value: object) -> str:
    """Return ``value`` if it is valid in a header; the server rejects unknown ones."""
    text = _string("api_version", value)
    if len(text) > _MAX_VERSION or not _VISIBLE.fullmatch(text):
        raise ValueError("api_version must be a date, such as 2022-11-28")
    return text


def _string(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f"{name} must be a string, not {type(value).__name__}")


def user_agent_of(application: str | None) -> str:
    """Return the value of ``User-Agent``: the application, then this library."""
    library = (
        f"aioghactions/{__version__} python/{platform.python_version()} "
        f"aiohttp/{aiohttp.__version__}"
    )
    return f"{application} {library}" if application else library


class RequestHeaders(Unpicklable):
    """Headers of the next request, with the token of a provider, or without one."""

    __slots__ = (
        *("anonymous", "api_version", "provider", "secrets", "serial", "user_agent"),
        *("_headers", "_token"),
    )

    def __init__(
        self,
        provider: TokenProvider | None,
        api_version: str | None,
        user_agent: str,
        secrets: KnownSecrets | None = None,
    ) -> None:
        self.provider = provider
        self.secrets: KnownSecrets = secrets or KnownSecrets()  # tokens sent so far
        self.api_version = api_version
        self.user_agent = user_agent
        # Counts the tokens used, so that a late 401 does not renew a new one.
        self.serial: int = 0
        # For storage hosts: no token, and nothing else that is meant for the API.
        self.anonymous: Headers = Headers(
            {
                "accept": "*/*",
                "accept-encoding": "identity",  # bytes as they are stored (S10)
                "user-agent": user_agent,
            }
        )
        # The last token and its headers: an unchanged token is checked once.
        self._token: str | None = None
        self._headers = self._with_token(None)

    async def headers(self) -> Headers:
        """Return the headers of the next request; copy them to change them."""
        if self.provider is not None:
            token = await self.provider.token()
            if token != self._token or not self.serial:
                self._headers = self._with_token(check_token(token))
                self._token = token
                self.secrets.add(token)
                self.serial += 1
        return self._headers

    def is_new(self, serial: int) -> bool:
        """Return whether token ``serial`` is in use and was made a few seconds ago."""
        is_new = getattr(self.provider, "is_new", None)
        return serial == self.serial and is_new is not None and is_new()

    def rejected(self, response: Response) -> None:
        """Let the provider learn why its token was rejected."""
        learn = getattr(self.provider, "rejected", None)
        if learn is not None:
            learn(response)

    async def renew(self, serial: int) -> bool:
        """Return whether another token may succeed after a 401 of token ``serial``."""
        renew = getattr(self.provider, "renew", None)
        if renew is None:
            return False
        if serial == self.serial:
            await renew()
        return True

    def key(self, url: str) -> str:
        """Return a digest of what a response to the last headers depends on.

        GitHub's ETags, and what may be read, differ by token.
        """
        parts = self._token or "", url, ACCEPT, self.api_version or ""
        return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()

    def _with_token(self, token: str | None) -> Headers:
        headers = Headers({"accept": ACCEPT, "user-agent": self.user_agent})
        if self.api_version is not None:
            headers["x-github-api-version"] = self.api_version
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        return headers
