"""A transport to a fake GitHub in the same process, without sockets.

For simulations of many thousand requests, which no socket slows down.
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from attrs import define, field

from aioghactions._core.messages import Headers, Request, Response
from aioghactions.testing import FakeGitHub
from aioghactions.testing.journal import RecordedRequest

URL = "https://api.github.com"


async def nothing(request: RecordedRequest) -> None:
    """Do nothing before a request."""


@define(eq=False)
class InProcess:
    """Passes requests to a fake GitHub.

    Attributes:
        github: The server; it need not listen.
        before: Awaited with each request before it is processed.
        after: Awaited with each request before its response is returned.
        requests: The number of requests.
    """

    github: FakeGitHub
    before: Callable[[RecordedRequest], Awaitable[None]] = nothing
    after: Callable[[RecordedRequest], Awaitable[None]] = nothing
    requests: int = field(default=0, init=False)

    def _api(self) -> Any:
        github: Any = self.github
        return github._server.api

    async def open(self) -> None:
        """Give the server its origin."""
        self._api().base = URL

    async def close(self) -> None:
        """Nothing to close."""

    def stream(
        self, request: Request, timeouts: Any
    ) -> AbstractAsyncContextManager[Any]:
        """Not available."""
        raise AssertionError("no downloads here")

    async def exchange(self, request: Request, timeouts: Any) -> Response:
        """Return the response of the server."""
        api = self._api()
        url = urlsplit(request.url)
        recorded = RecordedRequest(
            method=request.method,
            path=url.path,
            query=tuple(parse_qsl(url.query)),
            headers=request.headers,
            body=request.body or b"",
            time=self.github.world.now(),
        )
        self.requests += 1
        await self.before(recorded)
        recorded.operation, _ = api.identify(recorded)
        raw = api.respond(recorded)
        await self.after(recorded)
        headers = Headers({name.lower(): text for name, text in raw.headers.items()})
        return Response(status=raw.status, headers=headers, body=raw.body)
