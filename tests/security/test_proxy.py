import asyncio
import pickle
import ssl
from base64 import b64encode
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp
import pytest
import trustme
from attrs import define, field

from aioghactions import AppAuth, Client, ConnectFailedError, Patience, operations
from tests.security.certificates import server_context
from tests.support.origins import Origin, Origins, Received, response

TOKEN = "ghp_CANARYtokenCANARY"
PASSWORD = "CANARY-password"
DELETE = operations.delete_workflow_run("o", "r", 1)
LOGS = operations.download_workflow_run_logs("o", "r", 1)
ONCE = Patience(attempts=1)
VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "WS_PROXY")


@define(eq=False)
class Proxy:
    """A recording HTTP proxy.

    Attributes:
        status: Its response to CONNECT.
        heads: The requests to itself.
        passed: What clients sent through its tunnels.
    """

    status: int = 200
    url: str = ""
    heads: list[bytes] = field(factory=list)
    passed: bytearray = field(factory=bytearray)

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.heads.append(head)
        host, _, port = head.split(b" ")[1].decode().rpartition(":")
        writer.write(b"HTTP/1.1 %d X\r\ncontent-length: 0\r\n\r\n" % self.status)
        if self.status == 200:
            target_reader, target = await asyncio.open_connection(host, int(port))
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pass(reader, target))
                group.create_task(self._pass(target_reader, writer, record=False))
        writer.close()

    async def _pass(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        record: bool = True,
    ) -> None:
        while chunk := await reader.read(65_536):
            if record:
                self.passed += chunk
            writer.write(chunk)
        writer.close()


@asynccontextmanager
async def proxy(status: int = 200) -> AsyncGenerator[Proxy, None]:
    """Run a proxy on loopback while the context is active."""
    running = Proxy(status)
    server = await asyncio.start_server(running.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    running.url = f"http://octocat:{PASSWORD}@127.0.0.1:{port}"
    before = asyncio.all_tasks()
    try:
        yield running
    finally:
        server.close()
        if left := asyncio.all_tasks() - before:
            await asyncio.wait(left)


@pytest.fixture
def api(listening: Origins, authority: trustme.CA) -> Origin:
    """Return an https API whose logs are at another origin."""
    tls = server_context(authority, "127.0.0.1")
    storage = listening.listen(lambda _: response(200, b"log"), tls)
    link = f"location: {storage.url}/blob?sig=CANARY"

    def respond(request: Received) -> bytes:
        return response(302, b"", link) if request.method == "GET" else response(204)

    return listening.listen(respond, tls)


async def test_proxy_sees_only_encrypted_requests(
    api: Origin, trusting: ssl.SSLContext
):
    """S7: it gets its own password, and neither the token nor a signature."""
    async with (
        proxy() as running,
        Client(TOKEN, base_url=api.url, ssl=trusting, proxy=running.url) as client,
    ):
        await client.send(DELETE)
        async with client.download(LOGS) as download:
            assert await download.read() == b"log"
    credentials = b64encode(f"octocat:{PASSWORD}".encode())
    to_api, to_storage = running.heads
    assert to_api.startswith(f"CONNECT {api.authority} HTTP/1.1\r\n".encode())
    assert to_storage.startswith(b"CONNECT 127.0.0.1:")
    for head in running.heads:
        assert b"\r\nProxy-Authorization: Basic " + credentials + b"\r\n" in head
        assert b"\r\nauthorization:" not in head.lower()
    assert b"CANARY" not in running.passed + b"".join(running.heads)
    for seen in api.requests:
        assert seen.values("authorization") == [f"Bearer {TOKEN}"]
        assert not seen.values("proxy-authorization")


@pytest.mark.parametrize(
    "borrowed", [False, True], ids=["own session", "borrowed session"]
)
async def test_proxy_of_the_environment_is_not_used(
    *,
    borrowed: bool,
    api: Origin,
    listening: Origins,
    trusting: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
):
    """S6: only the ``proxy`` argument of the client is."""
    other = listening.listen(lambda _: response(200, b"{}"))
    for name in VARIABLES:
        monkeypatch.setenv(name, other.url)
        monkeypatch.setenv(name.lower(), other.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    async with AsyncExitStack() as stack:
        session = None
        if borrowed:
            session = aiohttp.ClientSession(proxy=other.url, trust_env=True)
            await stack.enter_async_context(session)
        client = await stack.enter_async_context(
            Client(TOKEN, base_url=api.url, ssl=trusting, session=session)
        )
        await client.send(DELETE)
        async with client.download(LOGS) as download:
            assert await download.read() == b"log"
    assert other.connections == 0


@pytest.mark.parametrize(("status", "alive"), [(407, True), (502, True), (0, False)])
async def test_proxy_error_does_not_contain_the_password(
    api: Origin, trusting: ssl.SSLContext, status: int, alive: object
):
    """S5: neither does any repr; nothing was sent to the API."""
    async with proxy(status) as running:
        url = running.url if alive else f"http://octocat:{PASSWORD}@127.0.0.1:1"
        client = Client(TOKEN, base_url=api.url, ssl=trusting, proxy=url, patience=ONCE)
        async with client:
            with pytest.raises(ConnectFailedError, match="proxy") as caught:
                await client.send(DELETE)
            printed = (client, client._pipeline, client.repo("o/r"), caught.value)
            texts = [f"{value!r} {value!s}" for value in printed]
    error = caught.value
    texts += [repr(error.args), repr(vars(error)), repr(pickle.dumps(error))]
    assert api.authority in str(error)
    assert not error.outcome_unknown
    assert not [text for text in texts if "CANARY" in text or "octocat" in text]
    assert not api.requests


@pytest.mark.parametrize(
    ("status", "times"), [(407, 1), (403, 1), (408, 2), (429, 2), (502, 2)]
)
async def test_lasting_error_of_a_proxy_is_not_retried(
    api: Origin, trusting: ssl.SSLContext, status: int, times: int
):
    """A14: repeated attempts with a wrong password may lock an account."""
    twice = Patience(attempts=2, first_delay=0)
    async with proxy(status) as running:
        client = Client(
            TOKEN, base_url=api.url, ssl=trusting, proxy=running.url, patience=twice
        )
        async with client:
            with pytest.raises(ConnectFailedError, match=str(status)) as caught:
                await client.send(DELETE)
    assert len(running.heads) == times
    assert caught.value.lasting == (times == 1)
    assert ("password" in str(caught.value)) == (status == 407)


# tests/unit/http/test_hosts.py has all forms.
@pytest.mark.parametrize("form", ["http://{}:a/b@127.0.0.1", "socks5://{}@127.0.0.1"])
def test_invalid_proxy_url_is_rejected_without_its_password(form: str):
    """S5: when the client is created."""
    with pytest.raises(ValueError, match="proxy URL") as caught:
        Client(TOKEN, proxy=form.format(PASSWORD))
    assert "CANARY" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_repr_of_a_client_does_not_show_its_proxy():
    """S5: the URL may contain a password."""
    client = Client(TOKEN, proxy=f"http://user:{PASSWORD}@proxy.corp.example:3128")
    assert "proxy" not in repr(client)


def test_proxy_must_be_a_string():
    """The error is raised when the client is created."""
    wrong: Any = 8080
    with pytest.raises(TypeError, match="int"):
        Client(TOKEN, proxy=wrong)


@pytest.mark.parametrize(
    "auth",
    [
        TOKEN,
        AppAuth(app=1, private_key="-----BEGIN PRIVATE KEY-----", installation_id=1),
    ],
    ids=["token", "app"],
)
def test_token_is_not_sent_through_a_proxy_unencrypted(auth: Any):
    """S7: http to a loopback address is safe only without a proxy."""
    with pytest.raises(ValueError, match="would see the token"):
        Client(auth, base_url="http://127.0.0.1:8080", proxy="http://127.0.0.1:3128")
    Client.anonymous(base_url="http://127.0.0.1:8080", proxy="http://127.0.0.1:3128")
