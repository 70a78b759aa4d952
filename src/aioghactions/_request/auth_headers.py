"""Who asks, and in which words: the headers of every request to the API."""

import platform
import re
from hashlib import blake2b
from typing import Final

import aiohttp

from aioghactions._core.messages import Headers
from aioghactions._core.redact import Unpicklable
from aioghactions._http.etag_cache import CacheKey
from aioghactions._version import __version__
from aioghactions.auth import TokenProvider

_VISIBLE: Final = re.compile(r"[\x21-\x7e]+")
_WORDS: Final = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*")
_SCHEME: Final = re.compile(r"(?:bearer|token|basic) ", re.IGNORECASE)
# GitHub's longest are signed claims of one or two kilobytes.
_LONGEST_TOKEN: Final = 8_192
_LONGEST_USER_AGENT: Final = 256
_LONGEST_VERSION: Final = 64


def check_token(token: object) -> str:
    """Return ``token`` if it can stand in a header.

    Raises:
        TypeError: It is no string.
        ValueError: It is empty or too long, or holds white space, a control
            character or anything that is not ASCII. The message does not show it.
    """
    if not isinstance(token, str):
        raise TypeError(f"a token is a string, not {type(token).__name__}")
    if not token:
        raise ValueError("the token is empty: is its variable set? None asks without")
    if _SCHEME.match(token):
        raise ValueError("give the token alone, without the word before it")
    if len(token) > _LONGEST_TOKEN or not _VISIBLE.fullmatch(token):
        raise ValueError(
            "a token is visible ASCII without spaces or line breaks;"
            " was it read from a file without stripping it?"
        )
    return token


def check_user_agent(text: object) -> str:
    """Return ``text`` if it can stand in ``User-Agent``.

    Raises:
        TypeError: It is no string.
        ValueError: It is empty or too long, or holds anything but words of visible
            ASCII with single spaces between them.
    """
    if not isinstance(text, str):
        raise TypeError(f"a user agent is a string, not {type(text).__name__}")
    if len(text) > _LONGEST_USER_AGENT or not _WORDS.fullmatch(text):
        raise ValueError(
            "a user agent is words of ASCII with single spaces between, of at most "
            f"{_LONGEST_USER_AGENT} characters"
        )
    return text


def check_api_version(text: object) -> str:
    """Return ``text`` if it can stand in ``X-GitHub-Api-Version``.

    Which versions there are is for the server to say.

    Raises:
        TypeError: It is no string.
        ValueError: It is empty or too long, or holds white space, a control
            character or anything that is not ASCII.
    """
    if not isinstance(text, str):
        raise TypeError(f"an API version is a string, not {type(text).__name__}")
    if len(text) > _LONGEST_VERSION or not _VISIBLE.fullmatch(text):
        raise ValueError("an API version is a date such as 2022-11-28")
    return text


def token_digest(token: str | None) -> str:
    """Return a digest that tells tokens apart and does not give them away.

    Args:
        token: The token, or None for anonymous requests.
    """
    return blake2b(token.encode(), digest_size=16).hexdigest() if token else ""


ACCEPT: Final = "application/vnd.github+json"


def user_agent_of(application: str | None) -> str:
    """Return what GitHub asks every client to say about itself."""
    library = (
        f"aioghactions/{__version__} python/{platform.python_version()} "
        f"aiohttp/{aiohttp.__version__}"
    )
    return f"{application} {library}" if application else library


class RequestHeaders(Unpicklable):
    """Turns a token provider and the client's settings into headers."""

    __slots__ = (
        *("provider", "api_version", "user_agent", "serial"),
        *("_token", "_digest", "_headers", "_anonymous"),
    )

    def __init__(
        self,
        *,
        provider: TokenProvider | None,
        api_version: str | None,
        user_agent: str,
    ) -> None:
        """Ask for no token yet.

        Args:
            provider: Says which token to send; None sends none.
            api_version: Which version to ask for; None asks for none.
            user_agent: What the client says about itself.
        """
        self.provider = provider
        self.api_version = api_version
        self.user_agent = user_agent
        # Counts the tokens used, so that a late 401 does not renew a new one.
        self.serial: int = 0
        # The last token's headers and digest: a token that stays is checked once.
        self._token: str | None = None
        self._digest = ""
        self._headers = self._built(None)
        self._anonymous = Headers(
            {
                "accept": "*/*",
                "accept-encoding": "identity",  # bytes as they are kept (S10)
                "user-agent": user_agent,
            }
        )

    async def headers(self) -> Headers:
        """Return the headers for the next request; copy them before a change.

        Raises:
            ValueError: The provider gave something that is no token.
        """
        if self.provider is not None:
            token = await self.provider.token()
            if token != self._token or not self.serial:
                self._headers = self._built(check_token(token))
                self._token, self._digest = token, token_digest(token)
                self.serial += 1
        return self._headers

    async def renew(self, serial: int) -> bool:
        """After a 401: return whether there may be another token to try.

        Args:
            serial: ``serial`` when the refused request was made.
        """
        renew = getattr(self.provider, "renew", None)
        if renew is None:
            return False
        if serial == self.serial:
            await renew()
        return True

    def key(self, url: str) -> CacheKey:
        """Return under which key an answer to the last headers is remembered."""
        return CacheKey(
            identity=self._digest,
            url=url,
            accept=ACCEPT,
            api_version=self.api_version or "",
        )

    def anonymous(self) -> Headers:
        """Return the headers for a storage host: nothing of the API, no token.

        Copy them before a change.
        """
        return self._anonymous

    def _built(self, token: str | None) -> Headers:
        headers = Headers({"accept": ACCEPT, "user-agent": self.user_agent})
        if self.api_version is not None:
            headers["x-github-api-version"] = self.api_version
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        return headers
