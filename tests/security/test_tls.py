import asyncio
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import trustme

from aioghactions import (
    AppAuth,
    Client,
    ConnectFailedError,
    Event,
    Patience,
    UntrustedCertificateError,
    operations,
)
from tests.security.certificates import server_context
from tests.support.origins import Arrived, Origin, Origins, response
from tests.support.stopped import advance
from tests.support.turns import turns

TOKEN = "ghp_CANARYtokenCANARY"
RUN = operations.delete_workflow_run("o", "r", 1)
LOGS = operations.download_workflow_run_logs("o", "r", 1)
READ = operations.get_repo_secret("o", "r", "S")
ONCE = Patience(attempts=1)


def answer(_: Arrived) -> bytes:
    """Be content with everything."""
    return response(204)


async def refused(origin: Origin, **settings: Any) -> str:
    """Return how a client puts it that it does not trust ``origin``.

    It says so at once, whatever it was asked to do, and with all its patience.
    """
    told: set[str] = set()
    for call in (RUN, READ):
        events: list[Event] = []
        client = Client(TOKEN, base_url=origin.url, on_event=events.append, **settings)
        with pytest.raises(UntrustedCertificateError) as caught:
            async with client:
                await client.send(call)
        assert [event.kind for event in events] == ["attempt"]
        assert not caught.value.outcome_unknown
        told.add(str(caught.value).removeprefix(f"{call.operation.id}: "))
    (text,) = told
    return text


async def unconnected(origin: Origin, **settings: Any) -> str:
    """Return how a client puts it that it has no connection to ``origin``."""
    client = Client(TOKEN, base_url=origin.url, patience=ONCE, **settings)
    with pytest.raises(ConnectFailedError) as caught:
        async with client:
            await client.send(RUN)
    assert not caught.value.outcome_unknown
    return str(caught.value)


@pytest.mark.parametrize(
    ("names", "until", "reason"),
    [
        (["127.0.0.1"], datetime(2021, 1, 1, tzinfo=UTC), "expired"),
        (["ghe.corp.example"], None, "127.0.0.1"),
        (["127.0.0.2", "localhost"], None, "127.0.0.1"),
    ],
    ids=["expired", "another name", "another address"],
)
async def test_a_certificate_that_does_not_fit_gets_nothing(
    *,
    listening: Origins,
    authority: trustme.CA,
    trusting: ssl.SSLContext,
    names: list[str],
    until: datetime | None,
    reason: str,
):
    """S7: the message says so, and not a byte of the request was sent."""
    origin = listening.listen(answer, server_context(authority, *names, until=until))
    told = await refused(origin, ssl=trusting)
    await listening.quiet()
    assert "certificate is not trusted" in told
    assert reason in told
    assert origin.authority in told
    assert not origin.requests
    assert not origin.unread


@pytest.mark.parametrize("settings", [{}, {"ssl": ssl.create_default_context()}])
async def test_an_unknown_authority_gets_nothing(
    listening: Origins, authority: trustme.CA, settings: dict[str, Any]
):
    """S7: verification is on by default."""
    origin = listening.listen(answer, server_context(authority, "127.0.0.1"))
    told = await refused(origin, **settings)
    await listening.quiet()
    assert "certificate is not trusted" in told
    assert "Client(ssl=" in told
    assert not origin.requests
    assert not origin.unread


async def test_a_certificate_that_signs_itself_gets_nothing(
    listening: Origins, tmp_path: Path
):
    """S7: the server's word for itself is not enough."""
    own, chain = trustme.CA(), tmp_path / "chain.pem"
    own.private_key_pem.write_to_path(str(chain))
    own.cert_pem.write_to_path(str(chain), append=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    origin = listening.listen(answer, context)
    told = await refused(origin)
    await listening.quiet()
    assert "self-signed certificate" in told
    assert not origin.requests
    assert not origin.unread


async def test_a_link_to_a_server_that_is_not_trusted_is_not_opened(
    listening: Origins, authority: trustme.CA, trusting: ssl.SSLContext
):
    """S7: storage proves who it is too; its signed link is not shown to others."""
    storage = listening.listen(answer, server_context(authority, "storage.example"))
    link = f"location: {storage.url}/blob?sig=CANARY"
    api = listening.listen(
        lambda _: response(302, b"", link), server_context(authority, "127.0.0.1")
    )
    events: list[Event] = []
    told = events.append
    with pytest.raises(UntrustedCertificateError, match="certificate") as caught:
        async with (
            Client(TOKEN, base_url=api.url, ssl=trusting, on_event=told) as client,
            client.download(LOGS),
        ):
            raise AssertionError
    await listening.quiet()
    assert [event.kind for event in events] == ["attempt", "redirect"]
    assert "CANARY" not in str(caught.value)
    assert not storage.requests
    assert not storage.unread


async def test_a_private_authority_is_trusted_by_a_context(
    listening: Origins, authority: trustme.CA, trusting: ssl.SSLContext
):
    """S7: a server with a certificate of its own authority can be used, API and all."""
    tls = server_context(authority, "127.0.0.1")
    storage = listening.listen(lambda _: response(200, b"log"), tls)
    link = f"location: {storage.url}/blob?sig=x"

    def api(request: Arrived) -> bytes:
        return response(302, b"", link) if request.method == "GET" else response(204)

    origin = listening.listen(api, tls)
    async with Client(TOKEN, base_url=origin.url, ssl=trusting) as client:
        await client.send(RUN)
        async with client.download(LOGS) as download:
            assert await download.read() == b"log"
    assert origin.requests[0].values("authorization") == [f"Bearer {TOKEN}"]


async def test_a_server_that_speaks_no_tls_gets_nothing(listening: Origins):
    """S7: https is never spoken in the clear."""
    origin = listening.listen(answer)
    origin_by_tls = Origin("https", answer, port=origin.port)
    async with asyncio.TaskGroup() as group:
        told = group.create_task(unconnected(origin_by_tls))
        while not origin.connections:
            await turns()
        await advance()  # until the client gives the handshake up
    assert "cannot connect" in told.result()
    await listening.quiet()
    assert not origin.requests
    assert b"CANARY" not in origin.unread


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")
async def test_old_tls_gets_nothing(
    listening: Origins, authority: trustme.CA, trusting: ssl.SSLContext
):
    """S7: TLS 1.2 at least."""
    old = server_context(authority, "127.0.0.1")
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    origin = listening.listen(answer, old)
    assert "cannot connect" in await unconnected(origin, ssl=trusting)
    await listening.quiet()
    assert not origin.requests
    assert not origin.unread


@pytest.mark.parametrize(
    "value", [False, True, 0, "no", aiohttp.Fingerprint(b"0" * 32)]
)
def test_there_is_no_switch_for_verification(value: Any):
    """S7: what aiohttp takes for "do not verify" is refused."""
    with pytest.raises(TypeError, match="SSLContext"):
        Client(TOKEN, ssl=value)


class Provider:
    async def token(self) -> str:
        return TOKEN


APP = AppAuth(app=1, private_key="-----BEGIN PRIVATE KEY-----", installation_id=1)


@pytest.mark.parametrize("auth", [TOKEN, APP, Provider()], ids=["token", "app", "own"])
@pytest.mark.parametrize(
    "base",
    [
        "http://ghe.corp.example",
        "http://ghe.corp.example/api/v3",
        "http://api.github.com",
        "http://localhost:8080",
        "http://10.0.0.7",
        "http://0.0.0.0",
        "http://[::ffff:10.0.0.7]",
        "http://127.0.0.1.corp.example",
    ],
)
def test_nobody_with_a_token_speaks_in_the_clear(auth: Any, base: str):
    """S7: plain http is refused with a token, wherever it comes from."""
    with pytest.raises(ValueError, match="https"):
        Client(auth, base_url=base)


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:1", "http://127.8.8.8", "http://[::1]"]
)
def test_loopback_may_be_asked_in_the_clear(base: str):
    """S7: nobody listens on the way to an address of this machine."""
    assert Client(TOKEN, base_url=base).base_url == base


def test_who_has_no_token_may_ask_in_the_clear():
    """S7: there is nothing to lose."""
    client = Client(None, base_url="http://ghe.corp.example")
    assert client.base_url == "http://ghe.corp.example/api/v3"
