"""Who asks, and in which words: the headers of every request to the API."""

import platform
from typing import Final

import aiohttp
from attrs import define, field

from aioghactions._policy.credentials import check_token
from aioghactions._version import __version__
from aioghactions.auth import TokenProvider

ACCEPT: Final = "application/vnd.github+json"


def user_agent(application: str | None) -> str:
    """Return what GitHub asks every client to say about itself."""
    library = (
        f"aioghactions/{__version__} python/{platform.python_version()} "
        f"aiohttp/{aiohttp.__version__}"
    )
    return f"{application} {library}" if application else library


@define(kw_only=True)
class Identity:
    """Turns a token provider and the client's settings into headers."""

    provider: TokenProvider | None
    api_version: str | None
    user_agent: str
    # The last token with its headers: a static token is checked once.
    _token: str | None = field(default=None, init=False, repr=False)
    _headers: dict[str, str] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._headers = self._built(None)

    async def headers(self) -> dict[str, str]:
        """Return the headers for the next request; do not change them.

        Raises:
            ValueError: The provider gave something that is no token.
        """
        if self.provider is not None:
            token = await self.provider.token()
            if token != self._token:
                check_token(token)
                self._headers = self._built(token)
                self._token = token
        return self._headers

    def _built(self, token: str | None) -> dict[str, str]:
        headers = {"accept": ACCEPT, "user-agent": self.user_agent}
        if self.api_version is not None:
            headers["x-github-api-version"] = self.api_version
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        return headers
