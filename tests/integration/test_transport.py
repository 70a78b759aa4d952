import contextlib
import gzip
import pickle
import traceback

import aiohttp
import pytest

from aioghactions import errors
from aioghactions._runtime.aiohttp_transport import AiohttpTransport
from aioghactions._runtime.transport import Timeouts
from aioghactions._wire.exchange import Headers, Request
from tests.support import raw
from tests.support.raw import answer, serve

TIMEOUTS = Timeouts(connect=10, read=30, total=60)
MIB = 2**20


# A read is sent over the pool, and by a session where somebody traces what that does.
EITHER_WAY = pytest.mark.parametrize(
    "by_session", [False, True], ids=["direct", "by session"]
)


@contextlib.asynccontextmanager
async def opened(*, by_session=False, **settings):
    """Yield an open transport."""
    async with contextlib.AsyncExitStack() as stack:
        if by_session:
            traced = aiohttp.ClientSession(trace_configs=[aiohttp.TraceConfig()])
            settings["borrowed"] = await stack.enter_async_context(traced)
        transport = AiohttpTransport(**settings)
        await transport.open()
        stack.push_async_callback(transport.close)
        yield transport


def request(url, method="GET", body=None):
    """Return a request whose every secret is a canary."""
    headers = Headers({"authorization": "Bearer CANARY", "accept": "x/y"})
    return Request(method=method, url=f"{url}/p?sig=CANARY", headers=headers, body=body)


@EITHER_WAY
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "POST", "PATCH"])
@pytest.mark.parametrize("script", [raw.hang_up, raw.reset])
@pytest.mark.parametrize("warm", [False, True])
async def test_a_dropped_connection_is_not_tried_again_in_secret(
    method, script, warm, by_session
):
    """S3: one attempt is one request, on a new connection and on a reused one."""
    scripts = [answer(), script] if warm else [script]
    async with serve(*scripts) as server, opened(by_session=by_session) as transport:
        if warm:
            await transport.exchange(request(server.url), TIMEOUTS)
        body = None if method == "GET" else b"{}"
        with pytest.raises(errors.ConnectionLostError):
            await transport.exchange(request(server.url, method, body), TIMEOUTS)
        assert len(server.seen) == len(scripts)


LOST = errors.ConnectionLostError
FAILURES = {
    "silence": (raw.stall, errors.RequestTimeoutError, "did not answer in time"),
    "half a head": (raw.raw(b"HTTP/1.1 200 OK\r\n"), LOST, "hung up"),
    "half a body": (answer(body=b"x" * 99, cut=9), LOST, "broke off"),
    "another protocol": (raw.raw(b"SSH-2.0-x\r\n\r\n"), LOST, "not HTTP"),
    "an endless header": (
        raw.raw(b"HTTP/1.1 200 OK\r\nx: " + b"y" * 20_000 + b"\r\n\r\n"),
        LOST,
        "not HTTP",
    ),
    "half a chunk": (
        raw.raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab"),
        LOST,
        "broke off",
    ),
    "no gzip": (
        answer("200 OK", b"x" * 99, "content-encoding: gzip"),
        LOST,
        "broke off",
    ),
}


@EITHER_WAY
@pytest.mark.parametrize(
    ("script", "expected", "text"), FAILURES.values(), ids=FAILURES.keys()
)
async def test_each_way_to_fail_has_its_error(script, expected, text, by_session):
    """A12: no aiohttp error escapes, and the message says which host did what."""
    async with serve(script) as server, opened(by_session=by_session) as transport:
        with pytest.raises(expected, match=text) as caught:
            await transport.exchange(request(server.url), TIMEOUTS)
    assert server.url.removeprefix("http://") in str(caught.value)


@EITHER_WAY
async def test_nobody_listening_is_known_to_be_unsent(by_session):
    """S3: what never left may be sent again, whatever it is."""
    async with serve(answer()) as server:
        pass
    async with opened(by_session=by_session) as transport:
        with pytest.raises(errors.ConnectFailedError, match="cannot connect"):
            await transport.exchange(request(server.url, "POST", b"{}"), TIMEOUTS)


@EITHER_WAY
@pytest.mark.parametrize("script", [raw.hang_up, raw.reset, raw.raw(b"x\r\n\r\n")])
async def test_no_failure_tells_a_secret(script, by_session):
    """S5: message, repr, pickle, chain and traceback hold no token, no signature."""
    async with serve(script) as server, opened(by_session=by_session) as transport:
        with pytest.raises(errors.TransportError) as caught:
            await transport.exchange(request(server.url), TIMEOUTS)
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    told = "".join(
        traceback.TracebackException.from_exception(error, capture_locals=True).format()
    )
    assert "exchange" in told
    for text in (told, repr(error), str(vars(error)), str(pickle.dumps(error))):
        assert "CANARY" not in text


@EITHER_WAY
@pytest.mark.parametrize("status", ["301 X", "302 X", "303 X", "307 X", "308 X"])
async def test_redirects_are_handed_over(status, by_session):
    """S2: the transport follows nothing."""
    script = answer(status, b"", "location: /elsewhere")
    async with serve(script) as server, opened(by_session=by_session) as transport:
        response = await transport.exchange(request(server.url), TIMEOUTS)
    assert (response.status, response.headers["location"]) == (
        int(status[:3]),
        "/elsewhere",
    )
    assert len(server.seen) == 1


@EITHER_WAY
async def test_what_arrives_is_what_was_asked_for(by_session):
    """S8: the request target is sent as it was built; no cookie comes back."""
    script = answer("200 OK", b"ok", "set-cookie: a=b", "X-One: 1", "x-one: 2")
    async with serve(script) as server, opened(by_session=by_session) as transport:
        target = Request(method="GET", url=f"{server.url}/a%2Fb/%2e?q=%20+%C3%A4")
        for _ in range(2):
            response = await transport.exchange(target, TIMEOUTS)
    assert {seen.target for seen in server.seen} == {"/a%2Fb/%2e?q=%20+%C3%A4"}
    assert not any(b"cookie" in seen.head.lower() for seen in server.seen)
    assert response.headers["x-one"] == "1, 2"
    assert response.body == b"ok"


@EITHER_WAY
async def test_a_bomb_is_refused(by_session):
    """S10: 64 MiB of an answer is read at most, counted unpacked."""
    bomb = gzip.compress(b"\0" * 80 * MIB)
    script = answer("200 OK", bomb, "content-encoding: gzip")
    async with serve(script) as server, opened(by_session=by_session) as transport:
        with pytest.raises(errors.ConnectionLostError, match="broke off"):
            await transport.exchange(request(server.url), TIMEOUTS)


@EITHER_WAY
async def test_a_long_refusal_is_cut_short(by_session):
    """S10: of an error page, 1 MiB is read at most; its status counts."""
    script = answer("502 Bad Gateway", b"x" * 3 * MIB)
    async with serve(script) as server, opened(by_session=by_session) as transport:
        response = await transport.exchange(request(server.url), TIMEOUTS)
    assert response.status == 502
    assert len(response.body) <= MIB


@EITHER_WAY
async def test_a_redirect_with_a_bomb_in_it_is_followed_all_the_same(by_session):
    """S10: of its body, 1 MiB is read at most; the address counts."""
    bomb = gzip.compress(b"\0" * 80 * MIB)
    to = "location: https://storage.example/x"
    script = answer("302 Found", bomb, "content-encoding: gzip", to)
    async with serve(script) as server, opened(by_session=by_session) as transport:
        response = await transport.exchange(request(server.url), TIMEOUTS)
    assert (response.status, response.headers["location"]) == (302, to[10:])
    assert len(response.body) <= MIB


async def test_a_borrowed_session_lends_its_pool_and_nothing_else():
    """A27: its headers and cookies stay home; it stays open and unchanged."""
    async with (
        serve(answer()) as server,
        aiohttp.ClientSession(
            headers={"x-mine": "CANARY", "authorization": "Basic CANARY"},
            cookies={"mine": "CANARY"},
        ) as session,
    ):
        async with opened(borrowed=session) as transport:
            plain = Request(method="GET", url=server.url)
            await transport.exchange(plain, TIMEOUTS)
            async with transport.stream(plain, TIMEOUTS) as stream:
                assert [chunk async for chunk in stream.chunks(9)] == [b"{}"]
        assert not session.closed
        assert session.headers["x-mine"] == "CANARY"
        await session.get(server.url)
    ours, storage, theirs = (seen.head for seen in server.seen)
    assert b"CANARY" not in ours + storage
    assert b"CANARY" in theirs
    assert server.connections == 1


async def test_a_streamed_body_stays_packed():
    """S10: what storage sends is kept byte for byte."""
    packed = gzip.compress(b"log")
    script = answer("200 OK", packed, "content-encoding: gzip")
    async with (
        serve(script) as server,
        opened() as transport,
        transport.stream(request(server.url), TIMEOUTS) as stream,
    ):
        assert stream.status == 200
        assert b"".join([chunk async for chunk in stream.chunks(7)]) == packed


async def test_a_broken_stream_is_an_error():
    """A truncated body is never a short one."""
    script = answer(body=b"x" * 99, cut=9)
    async with serve(script) as server, opened() as transport:
        async with transport.stream(request(server.url), TIMEOUTS) as stream:
            with pytest.raises(errors.ConnectionLostError, match="broke off"):
                assert [chunk async for chunk in stream.chunks(99)]
        with pytest.raises(errors.ConnectFailedError):
            async with transport.stream(request("http://127.0.0.1:1"), TIMEOUTS):
                raise AssertionError


async def test_a_closed_transport_says_so():
    """Nothing is sent through it."""
    async with opened() as transport:
        pass
    with pytest.raises(RuntimeError, match="not open"):
        await transport.exchange(request("http://127.0.0.1:1"), TIMEOUTS)


async def test_closing_what_was_never_opened_does_nothing():
    """A27: a client that fails while it opens can be closed all the same."""
    transport = AiohttpTransport()
    await transport.close()
    await transport.close()
    with pytest.raises(RuntimeError, match="not open"):
        await transport.exchange(request("http://127.0.0.1:1"), TIMEOUTS)
