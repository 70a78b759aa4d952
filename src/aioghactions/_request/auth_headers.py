"""Who asks, and in which words: the headers of every request to the API."""

import platform
from typing import Final

import aiohttp

from aioghactions._core.confidential import Unpicklable
from aioghactions._core.messages import Headers
from aioghactions._http.etag_cache import CacheKey
from aioghactions._request.credentials import check_token, token_digest
from aioghactions._version import __version__
from aioghactions.auth import TokenProvider

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
