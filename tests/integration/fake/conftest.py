"""A plain HTTP client for the fake server, independent of the library's own."""

import json
from collections.abc import AsyncGenerator, Mapping
from typing import Any

import aiohttp
import pytest
from attrs import field, frozen

from aioghactions.testing import FakeGitHub


@frozen
class Response:
    """A response with its complete body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def links(self) -> dict[str, str]:
        """The URLs in ``Link``, by relation."""
        found = {}
        for part in self.headers.get("Link", "").split(", "):
            url, _, relation = part.partition("; rel=")
            found[relation.strip('"')] = url.strip("<>")
        return found


@frozen
class Api:
    """Sends requests to one server with one token."""

    github: FakeGitHub
    session: aiohttp.ClientSession

    async def __call__(self, line: str, body: Any = None, **options: Any) -> Response:
        """Send a line such as ``GET /path``; the path is relative to the API's URL."""
        method, _, path = line.partition(" ")
        url = path if path.startswith("http") else self.github.url + path
        headers = {"Authorization": f"Bearer {self.github.token}"}
        headers |= options.pop("headers", {})
        sent = {name: value for name, value in headers.items() if value is not None}
        if body is not None:
            options["json"] = body
        async with self.session.request(
            method, url, headers=sent, allow_redirects=False, **options
        ) as response:
            return Response(response.status, response.headers, await response.read())


@pytest.fixture
async def session() -> AsyncGenerator[aiohttp.ClientSession]:
    """Yield a session for :class:`Api`."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def api(fake_github: FakeGitHub, session: aiohttp.ClientSession) -> Api:
    """Return a client of ``fake_github``."""
    return Api(fake_github, session)


@pytest.fixture
def repo(fake_github: FakeGitHub) -> Any:
    """Return an empty repository."""
    return fake_github.add_repo("octo-org/hello")


@pytest.fixture
def org(fake_github: FakeGitHub) -> Any:
    """Return an organization."""
    return fake_github.add_org("octo-org")
