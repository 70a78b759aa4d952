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
from tests.support.origins import Origin, Origins, Received, response
from tests.support.stopped import TO_CONNECT, advance
from tests.support.turns import turns

TOKEN = "ghp_CANARYtokenCANARY"
RUN = operations.delete_workflow_run("o", "r", 1)
LOGS = operations.download_workflow_run_logs("o", "r", 1)
READ = operations.get_repo_secret("o", "r", "S")
ONCE = Patience(attempts=1)


def respond(_: Received) -> bytes:
    """Respond with 204."""
    return response(204)


async def certificate_error(origin: Origin, **settings: Any) -> str:
    """Return the message of the certificate error of a request to ``origin``.

    It is raised after one attempt, for reads and writes, with the default retries.
    """
    messages: set[str] = set()
    for call in (RUN, READ):
        events: list[Event] = []
        client = Client(TOKEN, base_url=origin.url, on_event=events.append, **settings)
        with pytest.raises(UntrustedCertificateError) as caught:
            async with client:
                await client.send(call)
        assert [event.kind for event in events] == ["attempt"]
        assert not caught.value.outcome_unknown
        messages.add(str(caught.value).removeprefix(f"{call.operation.id}: "))
    (text,) = messages
    return text


async def connection_error(origin: Origin, **settings: Any) -> str:
    """Return the message of the connection error of a request to ``origin``."""
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
async def test_nothing_is_sent_if_the_certificate_is_invalid(
    *,
    listening: Origins,
    authority: trustme.CA,
    trusting: ssl.SSLContext,
    names: list[str],
    until: datetime | None,
    reason: str,
):
    """S7: expired, or for another name or address; the message says so."""
    origin = listening.listen(respond, server_context(authority, *names, until=until))
    message = await certificate_error(origin, ssl=trusting)
    await listening.quiet()
    assert "certificate is not trusted" in message
    assert reason in message
    assert origin.authority in message
    assert not origin.requests
    assert not origin.unparsed


@pytest.mark.parametrize("settings", [{}, {"ssl": ssl.create_default_context()}])
async def test_nothing_is_sent_if_the_authority_is_unknown(
    listening: Origins, authority: trustme.CA, settings: dict[str, Any]
):
    """S7: verification is on by default."""
    origin = listening.listen(respond, server_context(authority, "127.0.0.1"))
    message = await certificate_error(origin, **settings)
    await listening.quiet()
    assert "certificate is not trusted" in message
    assert "Client(ssl=" in message
    assert not origin.requests
    assert not origin.unparsed


async def test_nothing_is_sent_if_the_certificate_is_self_signed(
    listening: Origins, tmp_path: Path
):
    """S7: the message says so."""
    own, chain = trustme.CA(), tmp_path / "chain.pem"
    own.private_key_pem.write_to_path(str(chain))
    own.cert_pem.write_to_path(str(chain), append=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    origin = listening.listen(respond, context)
    message = await certificate_error(origin)
    await listening.quiet()
    assert "self-signed certificate" in message
    assert not origin.requests
    assert not origin.unparsed


async def test_signed_link_is_not_sent_to_an_untrusted_server(
    listening: Origins, authority: trustme.CA, trusting: ssl.SSLContext
):
    """S7: the certificate of storage is verified as well."""
    storage = listening.listen(respond, server_context(authority, "storage.example"))
    link = f"location: {storage.url}/blob?sig=CANARY"
    api = listening.listen(
        lambda _: response(302, b"", link), server_context(authority, "127.0.0.1")
    )
    events: list[Event] = []
    on_event = events.append
    with pytest.raises(UntrustedCertificateError, match="certificate") as caught:
        async with (
            Client(TOKEN, base_url=api.url, ssl=trusting, on_event=on_event) as client,
            client.download(LOGS),
        ):
            raise AssertionError
    await listening.quiet()
    assert [event.kind for event in events] == ["attempt", "redirect"]
    assert "CANARY" not in str(caught.value)
    assert not storage.requests
    assert not storage.unparsed


async def test_private_authority_is_trusted_with_a_context(
    listening: Origins, authority: trustme.CA, trusting: ssl.SSLContext
):
    """S7: for the API and for storage."""
    tls = server_context(authority, "127.0.0.1")
    storage = listening.listen(lambda _: response(200, b"log"), tls)
    link = f"location: {storage.url}/blob?sig=x"

    def api(request: Received) -> bytes:
        return response(302, b"", link) if request.method == "GET" else response(204)

    origin = listening.listen(api, tls)
    async with Client(TOKEN, base_url=origin.url, ssl=trusting) as client:
        await client.send(RUN)
        async with client.download(LOGS) as download:
            assert await download.read() == b"log"
    assert origin.requests[0].values("authorization") == [f"Bearer {TOKEN}"]


async def test_nothing_is_sent_to_a_server_without_tls(listening: Origins):
    """S7: no fallback to plain http."""
    origin = listening.listen(respond)
    origin_by_tls = Origin("https", respond, port=origin.port)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(connection_error(origin_by_tls))
        while not origin.connections:
            await turns()
        await advance(TO_CONNECT)  # until the client gives the handshake up
    assert "cannot connect" in task.result()
    await listening.quiet()
    assert not origin.requests
    assert b"CANARY" not in origin.unparsed


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")
async def test_nothing_is_sent_over_old_tls(
    listening: Origins, authority: trustme.CA, trusting: ssl.SSLContext
):
    """S7: at least TLS 1.2."""
    old = server_context(authority, "127.0.0.1")
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    origin = listening.listen(respond, old)
    assert "cannot connect" in await connection_error(origin, ssl=trusting)
    await listening.quiet()
    assert not origin.requests
    assert not origin.unparsed


@pytest.mark.parametrize(
    "value", [False, True, 0, "no", aiohttp.Fingerprint(b"0" * 32)]
)
def test_verification_cannot_be_disabled(value: Any):
    """S7: values that disable it in aiohttp are rejected."""
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
        "http://ghe.corp.example/api/v3",
        "http://api.github.com",
    ],
)
def test_plain_http_is_rejected_with_a_token(auth: Any, base: str):
    """S7: whatever provides the token."""
    with pytest.raises(ValueError, match="https"):
        Client(auth, base_url=base)


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:1", "http://127.8.8.8", "http://[::1]"]
)
def test_plain_http_is_allowed_to_loopback_addresses(base: str):
    """S7: the request does not leave the machine."""
    assert Client(TOKEN, base_url=base).base_url == base


def test_plain_http_is_allowed_without_a_token():
    """S7: nothing secret is sent."""
    client = Client.anonymous(base_url="http://ghe.corp.example")
    assert client.base_url == "http://ghe.corp.example/api/v3"
