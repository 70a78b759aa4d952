"""How an operation is shown to work: a scene, what is asked in it, and what follows.

A show is a generator. It puts into the scene's GitHub what it needs, yields the
arguments of the call, is sent what the call returned, and asserts what is true then:
of the value, and of the state of the server. It says nothing of how the call is made:
``by_handle`` and ``by_call`` are the two ways.
"""

from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable, Generator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from attrs import define, frozen
from nacl.public import PublicKey, SealedBox

from aioghactions import Client, Download, Location, Org, Pager, Repo, operations
from aioghactions.operations import OPERATIONS
from aioghactions.testing import FakeGitHub, FakeOrganization, FakeRepository
from aioghactions.testing.edition import find
from tests.contract.requests.table import ROWS

NEWEST_VERSION = "2026-03-10"


@frozen
class Given:
    """The arguments of a call, without owner and repository or organization."""

    positional: tuple[Any, ...]
    keywords: dict[str, Any]


def given(*positional: Any, **keywords: Any) -> Given:
    """Return the arguments of a call."""
    return Given(positional, keywords)


@define
class Scene:
    """A GitHub with an organization and one private repository in it, and a client."""

    github: FakeGitHub
    client: Client
    edition: str
    api_version: str
    repo: FakeRepository
    org: FakeOrganization

    def has(self, since: str) -> bool:
        """Tell whether the edition is ``since`` or newer."""
        return find(self.edition).has(since)

    def handle(self, operation: str) -> Any:
        """Return the handle that has the operation's method."""
        scope, _, resource = OPERATIONS[operation].tag.partition("-")
        whole: Repo | Org = (
            self.client.repo(self.repo.full_name)
            if scope == "repo"
            else self.client.org(self.org.login)
        )
        return getattr(whole, resource.replace("-", "_"))

    def call(self, operation: str, arguments: Given) -> Any:
        """Return the call that the operation's function makes."""
        function = getattr(operations, operation.replace("-", "_"))
        names = (self.repo.owner.login, self.repo.name)
        if OPERATIONS[operation].tag.startswith("org-"):
            names = (self.org.login,)
        return function(*names, *arguments.positional, **arguments.keywords)


@asynccontextmanager
async def opened(github, clock, *, edition="github.com", api_version="2022-11-28"):
    """Yield a scene on ``github``, which plays ``edition``."""
    repo = github.add_repo("octo-org/hello", private=True)
    org = github.add_org("octo-org")
    async with Client(
        github.token, base_url=github.url, clock=clock, api_version=api_version
    ) as client:
        yield Scene(github, client, edition, api_version, repo, org)


Show = Callable[[Scene], Generator[Given, Any, None]]
Way = Callable[[Scene, str, Given], Awaitable[Any]]
SHOWS: dict[str, Show] = {}


def shows(operation: str) -> Callable[[Show], Show]:
    """Register a generator as the show of ``operation``."""

    def register(show: Show) -> Show:
        assert operation not in SHOWS, operation
        SHOWS[operation] = show
        return show

    return register


async def play(scene: Scene, operation: str, way: Way) -> None:
    """Let the show of ``operation`` run, each of its calls made in this way."""
    show = SHOWS[operation](scene)
    arguments = next(show)
    while True:
        before = len(scene.github.requests)
        result = await way(scene, operation, arguments)
        sent = scene.github.requests[before:]
        assert {request.operation for request in sent} == {operation}
        assert spelled(result) in ROWS[operation].returns.split(" | ")
        try:
            arguments = show.send(result)
        except StopIteration:
            return


async def by_handle(scene: Scene, operation: str, arguments: Given) -> Any:
    """Use the method of the handle; read lists and downloads to their end."""
    method = getattr(scene.handle(operation), OPERATIONS[operation].name)
    result = method(*arguments.positional, **arguments.keywords)
    if isinstance(result, Pager):
        items = [item async for item in result]
        assert result.total == len(items)
        return items
    if isinstance(result, Download):
        async with result as download:
            return await download.read()
    return await result


async def by_call(scene: Scene, operation: str, arguments: Given) -> Any:
    """Send the call that the function makes; fetch what a link leads to."""
    call = scene.call(operation, arguments)
    answer = await scene.client.exchange(call)
    assert answer.attempts == 1
    assert answer.status in call.operation.answers
    if call.operation.is_download:
        assert isinstance(answer.value, Location)
        async with scene.client.download(call) as download:
            return await download.read()
    if call.operation.items is not None:
        page = answer.value
        assert page.items == getattr(page, call.operation.items)
        assert page.total_count == len(page.items)
        return list(page.items)
    return answer.value


def spelled(result: Any) -> str:
    """Return how the annotation of a method spells the type of its result."""
    if result is None:
        return "None"
    if isinstance(result, bytes):
        return "Download"
    if isinstance(result, list):
        return f"Pager[{_kind_of(result)}]"
    if isinstance(result, tuple):
        return f"tuple[{_kind_of(result)}, ...]"
    return type(result).__name__


def _kind_of(items: Any) -> str:
    (kind,) = {type(item).__name__ for item in items}
    return kind


def at(seconds: float) -> datetime:
    """Return the instant that the server's ``seconds`` mean, as models tell it."""
    return datetime.fromtimestamp(int(seconds), UTC)


def sealed(public_key: str, text: str) -> str:
    """Return ``text`` as only the owner of the key's other half can read it."""
    box = SealedBox(PublicKey(b64decode(public_key)))
    return b64encode(box.encrypt(text.encode())).decode()
