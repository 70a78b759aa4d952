"""Scenes in which each operation is checked.

A check is a generator. It sets up the state of the scene's server, yields the arguments
of a call, receives the result of the call, and asserts the result and the state of the
server. The call is made by ``by_handle`` or ``by_call``.
"""

from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable, Generator
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from attrs import define, field, frozen
from nacl.public import PublicKey, SealedBox

from aioghactions import App, Client, Download, Location, Pager, operations
from aioghactions.operations import OPERATIONS
from aioghactions.testing import (
    FakeApp,
    FakeGitHub,
    FakeOrganization,
    FakeRepository,
)
from aioghactions.testing.edition import find
from aioghactions.testing.identity import is_for_apps
from tests.contract.requests.table import ROWS, handle_of
from tests.support.app import pem

NEWEST_VERSION = "2026-03-10"


@frozen
class Arguments:
    """The arguments of a call, without owner and repository or organization."""

    positional: tuple[Any, ...]
    keywords: dict[str, Any]


def arguments(*positional: Any, **keywords: Any) -> Arguments:
    """Return the arguments of a call."""
    return Arguments(positional, keywords)


@define
class SceneToken:
    """Provides the token that an operation needs; some are for Apps only."""

    github: FakeGitHub
    for_app: bool = False

    async def token(self) -> str:
        """Return the token."""
        if not self.for_app:
            return self.github.token
        return self.github.add_token("ghs_CANARY", permissions={"checks": "write"})


@define
class Scene:
    """A fake server with an organization and a private repository, and a client."""

    github: FakeGitHub
    client: Client
    edition: str
    api_version: str
    repo: FakeRepository
    org: FakeOrganization
    environment: str = "eu/production"
    enterprise: str = "octo-corp"
    provider: SceneToken = field(kw_only=True)
    app: FakeApp | None = None
    hook: int = 0  # the id in the path
    # Those of scopes that need another token.
    clients: dict[str, Client] = field(factory=dict[str, Client])

    def has(self, since: str) -> bool:
        """Return whether the edition is ``since`` or newer."""
        return find(self.edition).has(since)

    def handle(self, operation: str) -> Any:
        """Return the handle with the method of the operation."""
        scope, _, resource = OPERATIONS[operation].tag.partition("-")
        client = self.clients.get(scope, self.client)
        whole = handle_of(client, scope, *self.names(operation))
        return getattr(whole, resource.replace("-", "_")) if resource else whole

    def names(self, operation: str) -> tuple[str, ...]:
        """Return the values of the path that the handle of the operation sets."""
        scope = OPERATIONS[operation].tag.partition("-")[0]
        if scope in {"app", "client", "installation", "user"}:
            return ()
        if scope == "enterprise":
            return (self.enterprise,)
        hook = (self.hook,) if scope.endswith(".hooks") else ()
        if scope.startswith("org"):
            return (self.org.login, *hook)
        repo = (self.repo.owner.login, self.repo.name, *hook)
        return (*repo, self.environment) if scope == "environment" else repo

    def call(self, operation: str, arguments: Arguments) -> Any:
        """Return the call that the function of the operation returns."""
        function = getattr(operations, operation.replace("-", "_"))
        return function(
            *self.names(operation), *arguments.positional, **arguments.keywords
        )


@asynccontextmanager
async def open_scene(github, clock, *, edition="github.com", api_version="2022-11-28"):
    """Yield a scene on ``github``, a server of ``edition``."""
    repo = github.add_repo("octo-org/hello", private=True)
    org = github.add_org("octo-org")
    github.add_enterprise("octo-corp")
    provider = SceneToken(github)
    about = {"base_url": github.url, "clock": clock, "api_version": api_version}
    async with Client(provider, **about) as client:
        yield Scene(github, client, edition, api_version, repo, org, provider=provider)


@asynccontextmanager
async def app_of(scene):
    """Add an App and its installation to ``scene``, with their clients."""
    scene.app = scene.github.add_app(private_key=pem())
    installation = scene.app.install(scene.org.account)
    about = {"base_url": scene.github.url, "clock": scene.github.world.clock}
    about["api_version"] = scene.api_version
    async with (
        App(app=scene.app.id, private_key=pem(), **about) as app,
        app.client(installation.id) as client,
    ):
        scene.clients = {"app": app.api, "installation": client}
        yield scene


Check = Callable[[Scene], Generator[Arguments, Any, None]]
Send = Callable[[Scene, str, Arguments], Awaitable[Any]]
CHECKS: dict[str, Check] = {}


def checks(operation: str) -> Callable[[Check], Check]:
    """Register a generator as the check of ``operation``."""

    def register(check: Check) -> Check:
        assert operation not in CHECKS, operation
        CHECKS[operation] = check
        return check

    return register


async def run_check(scene: Scene, operation: str, send: Send) -> None:
    """Run the check of ``operation``, with each of its calls made by ``send``."""
    scene.provider.for_app = is_for_apps(OPERATIONS[operation])
    scope = OPERATIONS[operation].tag.partition("-")[0]
    async with app_of(scene) if scope in {"app", "installation"} else nullcontext():
        await _run_check(scene, operation, send)


async def _run_check(scene: Scene, operation: str, send: Send) -> None:
    check = CHECKS[operation](scene)
    arguments = next(check)
    while True:
        before = len(scene.github.requests)
        result = await send(scene, operation, arguments)
        sent = scene.github.requests[before:]
        tokens = [it for it in sent if it.path.endswith("/access_tokens")]
        assert {it.operation for it in sent if it not in tokens} == {operation}
        assert annotation_of(result) in ROWS[operation].returns.split(" | ")
        try:
            arguments = check.send(result)
        except StopIteration:
            return


async def by_handle(scene: Scene, operation: str, arguments: Arguments) -> Any:
    """Call the method of the handle; read lists and downloads completely."""
    method = attrgetter(OPERATIONS[operation].name)(scene.handle(operation))
    result = method(*arguments.positional, **arguments.keywords)
    if isinstance(result, Pager):
        items = [item async for item in result]
        has_total = bool(OPERATIONS[operation].items)
        assert result.total == (len(items) if has_total else None)
        return items
    if isinstance(result, Download):
        async with result as download:
            return await download.read()
    return await result


async def by_call(scene: Scene, operation: str, arguments: Arguments) -> Any:
    """Send the call of the function; download the target of a link."""
    call = scene.call(operation, arguments)
    scope = call.operation.tag.partition("-")[0]
    answer = await scene.clients.get(scope, scene.client).exchange(call)
    assert answer.attempts == 1
    assert answer.status in call.operation.answers
    if call.operation.is_download:
        assert isinstance(answer.value, Location)
        async with scene.client.download(call) as download:
            return await download.read()
    if call.operation.items == "":
        return list(answer.value)
    if call.operation.items is not None:
        page = answer.value
        assert page.items == getattr(page, call.operation.items)
        assert page.total_count == len(page.items)
        return list(page.items)
    return list(answer.value) if call.operation.items == "" else answer.value


def annotation_of(result: Any) -> str:
    """Return the annotation of a method with such a result."""
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
    """Return the ``datetime`` of ``seconds``, as models have it."""
    return datetime.fromtimestamp(int(seconds), UTC)


def seal(public_key: str, text: str) -> str:
    """Return ``text`` sealed with a public key."""
    box = SealedBox(PublicKey(b64decode(public_key)))
    return b64encode(box.encrypt(text.encode())).decode()


def assert_unseals(vault: Any, key: Any) -> None:
    """Assert that the server can unseal a value sealed with its public key."""
    assert key.key_id == vault.key_id
    assert vault.unseal(seal(key.key, "grüße"), key.key_id) == "grüße"
