import asyncio
import contextlib
import gzip
import pickle
import socket
import traceback

import aiohttp
import pytest

from aioghactions import errors
from aioghactions._core.messages import Headers, Request
from aioghactions._http.aiohttp_transport import AiohttpTransport
from aioghactions._http.transport import Timeouts
from tests.support import raw
from tests.support.raw import answer, serve
from tests.support.stopped import advance
from tests.support.turns import turns

TIMEOUTS = Timeouts(connect=10, read=30, total=60)
MIB = 2**20


@contextlib.asynccontextmanager
async def opened(**settings):
    """Yield an open transport."""
    transport = AiohttpTransport(**settings)
    await transport.open()
    try:
        yield transport
    finally:
        await transport.close()


def request(url, method="GET", body=None):
    """Return a request in which every secret is a canary."""
    headers = Headers({"authorization": "Bearer CANARY", "accept": "x/y"})
    return Request(method=method, url=f"{url}/p?sig=CANARY", headers=headers, body=body)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "POST", "PATCH"])
@pytest.mark.parametrize("script", [raw.hang_up, raw.reset])
@pytest.mark.parametrize("warm", [False, True])
async def test_dropped_connection_is_not_retried_by_aiohttp(method, script, warm):
    """S3: one attempt is one request, on a new and on a reused connection."""
    scripts = [answer(), script] if warm else [script]
    async with serve(*scripts) as server, opened() as transport:
        if warm:
            await transport.exchange(request(server.url), TIMEOUTS)
        body = None if method == "GET" else b"{}"
        with pytest.raises(errors.ConnectionLostError):
            await transport.exchange(request(server.url, method, body), TIMEOUTS)
        assert len(server.seen) == len(scripts)


LOST = errors.ConnectionLostError
FAILURES = {
    "silence": (raw.stall, errors.RequestTimeoutError, "did not respond in time"),
    "half of a head": (raw.raw(b"HTTP/1.1 200 OK\r\n"), LOST, "closed the connection"),
    "half of a body": (answer(body=b"x" * 99, cut=9), LOST, "cut short"),
    "another protocol": (raw.raw(b"SSH-2.0-x\r\n\r\n"), LOST, "not valid HTTP"),
    "an endless header": (
        raw.raw(b"HTTP/1.1 200 OK\r\nx: " + b"y" * 20_000 + b"\r\n\r\n"),
        LOST,
        "not valid HTTP",
    ),
    "half of a chunk": (
        raw.raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab"),
        LOST,
        "cut short",
    ),
    "invalid gzip": (
        answer("200 OK", b"x" * 99, "content-encoding: gzip"),
        LOST,
        "cut short",
    ),
}


@pytest.mark.parametrize(
    ("script", "expected", "text"), FAILURES.values(), ids=FAILURES.keys()
)
async def test_error_of_each_failure(script, expected, text):
    """A12: no exception of aiohttp is raised; the message names host and reason."""
    async with serve(script) as server, opened() as transport:
        with pytest.raises(expected, match=text) as caught:
            await transport.exchange(request(server.url), TIMEOUTS)
    assert server.url.removeprefix("http://") in str(caught.value)


async def test_refused_connection_is_known_to_be_unsent():
    """S3: such a request may be retried, whatever its method."""
    with raw.nobody() as url:
        async with opened() as transport:
            with pytest.raises(errors.ConnectFailedError, match="cannot connect"):
                await transport.exchange(request(url, "POST", b"{}"), TIMEOUTS)


@pytest.mark.parametrize("script", [raw.hang_up, raw.reset, raw.raw(b"x\r\n\r\n")])
async def test_failure_contains_no_secret(script):
    """S5: no token or signature in message, repr, pickle, chain or traceback."""
    async with serve(script) as server, opened() as transport:
        with pytest.raises(errors.TransportError) as caught:
            await transport.exchange(request(server.url), TIMEOUTS)
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    printed = "".join(
        traceback.TracebackException.from_exception(error, capture_locals=True).format()
    )
    assert "exchange" in printed
    for text in (printed, repr(error), str(vars(error)), str(pickle.dumps(error))):
        assert "CANARY" not in text


@pytest.mark.parametrize("status", ["301 X", "302 X", "303 X", "307 X", "308 X"])
async def test_redirects_are_returned(status):
    """S2: the transport does not follow them."""
    script = answer(status, b"", "location: /elsewhere")
    async with serve(script) as server, opened() as transport:
        response = await transport.exchange(request(server.url), TIMEOUTS)
    assert (response.status, response.headers["location"]) == (
        int(status[:3]),
        "/elsewhere",
    )
    assert len(server.seen) == 1


async def test_request_target_is_sent_unchanged():
    """S8: and no cookie is sent back."""
    script = answer("200 OK", b"ok", "set-cookie: a=b", "X-One: 1", "x-one: 2")
    async with serve(script) as server, opened() as transport:
        target = Request(method="GET", url=f"{server.url}/a%2Fb/%2e?q=%20+%C3%A4")
        for _ in range(2):
            response = await transport.exchange(target, TIMEOUTS)
    assert {seen.target for seen in server.seen} == {"/a%2Fb/%2e?q=%20+%C3%A4"}
    assert not any(b"cookie" in seen.head.lower() for seen in server.seen)
    assert response.headers["x-one"] == "1, 2"
    assert response.body == b"ok"


async def test_gzip_bomb_is_rejected():
    """S10: at most 64 MiB of a response are read, counted after decompression."""
    bomb = gzip.compress(b"\0" * 80 * MIB)
    script = answer("200 OK", bomb, "content-encoding: gzip")
    async with serve(script) as server, opened() as transport:
        with pytest.raises(errors.UnexpectedAnswerError, match="more than 64 MiB"):
            await transport.exchange(request(server.url), TIMEOUTS)


PACKED = gzip.compress(b"abc" * 999)
BODIES = {
    "gzip": (PACKED, "gzip", b"abc" * 999),
    "its other name": (PACKED, " X-GZIP", b"abc" * 999),
    "not compressed": (b"{}", "identity", b"{}"),
    "more after it": (PACKED + b"\0" * 9, "gzip", b"abc" * 999),
    "nothing": (b"", "gzip", b""),
    "cut short": (PACKED[:-9], "gzip", "cut short"),
    "half of a header": (PACKED[:5], "gzip", "cut short"),
    "not gzip": (b"{}" * 9, "gzip", "cut short or is malformed"),
    "another coding": (b"...", "br", "content-encoding 'br', which was not asked for"),
    "two codings": (PACKED, "gzip, gzip", "'gzip, gzip', which was not asked for"),
}


@pytest.mark.parametrize(("body", "coding", "expected"), BODIES.values(), ids=BODIES)
async def test_content_codings(body, coding, expected):
    """A success is read whole or not at all."""
    script = answer("200 OK", body, f"content-encoding: {coding}")
    async with serve(script) as server, opened() as transport:
        if isinstance(expected, bytes):
            response = await transport.exchange(request(server.url), TIMEOUTS)
            assert response.body == expected
        else:
            with pytest.raises(errors.GitHubActionsError, match=expected):
                await transport.exchange(request(server.url), TIMEOUTS)
    assert b"accept-encoding: gzip\r\n" in server.seen[0].head.lower()


@pytest.mark.parametrize(("body", "coding", "expected"), BODIES.values(), ids=BODIES)
async def test_content_coding_of_an_error_response(body, coding, expected):
    """Its status counts, whatever is wrong with its body."""
    script = answer("404 Not Found", body, f"content-encoding: {coding}")
    async with serve(script) as server, opened() as transport:
        response = await transport.exchange(request(server.url), TIMEOUTS)
    assert response.status == 404
    if isinstance(expected, bytes):
        assert response.body == expected
    else:
        assert (b"abc" * 999).startswith(response.body)


HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n"


@pytest.mark.parametrize("parts", [(), (HEAD,), (HEAD, b"x"), (HEAD, b"x", b"y")])
async def test_silence_is_measured_from_the_last_byte(parts):
    """However long the attempt may take in all, and although bytes came before."""
    silent = asyncio.Event()

    async def script(exchange):
        for part in parts:
            await advance(20)  # less than the time to read
            await exchange.send(part)
        await turns(99)
        silent.set()
        await raw.silence(exchange)

    timeouts = Timeouts(connect=10, read=30, total=10_000)
    async with (
        serve(script) as server,
        opened() as transport,
        asyncio.TaskGroup() as group,
    ):
        call = group.create_task(exchanged(transport, server.url, timeouts))
        await silent.wait()
        await advance(29)
        assert not call.done()
        await advance(2)
        assert await call == "did not respond in time"


async def exchanged(transport, url, timeouts):
    """Return the end of the message with which a request fails."""
    with pytest.raises(errors.RequestTimeoutError) as caught:
        await transport.exchange(request(url), timeouts)
    return str(caught.value).split(" ", 1)[1]


async def test_compressed_body_that_is_too_long_is_not_taken_for_a_cut_one():
    """S10: it would be requested again, and be as long."""
    name = b"\x1f\x8b\x08\x08" + b"\0" * 6 + b"x" * 65 * MIB  # of a file, in its header
    body = name + b"\0"
    script = answer("200 OK", body, "content-encoding: gzip")
    async with serve(script) as server, opened() as transport:
        with pytest.raises(errors.UnexpectedAnswerError, match="more than 64 MiB"):
            await transport.exchange(request(server.url), TIMEOUTS)


async def test_long_error_body_is_truncated():
    """S10: at most 1 MiB of it is read."""
    script = answer("502 Bad Gateway", b"x" * 3 * MIB)
    async with serve(script) as server, opened() as transport:
        response = await transport.exchange(request(server.url), TIMEOUTS)
    assert response.status == 502
    assert len(response.body) <= MIB


async def test_body_of_a_redirect_is_truncated():
    """S10: at most 1 MiB of it is read; the Location is returned."""
    bomb = gzip.compress(b"\0" * 80 * MIB)
    to = "location: https://storage.example/x"
    script = answer("302 Found", bomb, "content-encoding: gzip", to)
    async with serve(script) as server, opened() as transport:
        response = await transport.exchange(request(server.url), TIMEOUTS)
    assert (response.status, response.headers["location"]) == (302, to[10:])
    assert len(response.body) <= MIB


async def test_a_response_before_the_body_was_sent_leaves_no_task():
    """The task of aiohttp that sends the body ends with the exchange."""

    async def refuse(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n")
        await done.wait()  # reads no more, so most of the body cannot be sent
        writer.close()

    def small(info):
        made = socket.socket(*info[:3])
        made.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_096)
        return made

    done = asyncio.Event()
    listening = await asyncio.start_server(refuse, "127.0.0.1", 0, limit=2**10)
    sockets = listening.sockets
    sockets[0].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    pool = aiohttp.TCPConnector(socket_factory=small)
    async with (
        listening,
        aiohttp.ClientSession(connector=pool) as session,
        opened(borrowed=session) as transport,
    ):
        url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
        before = asyncio.all_tasks()
        put = request(url, "PUT", b"x" * (MIB - 1))
        response = await transport.exchange(put, TIMEOUTS)
        tasks = {task.get_coro().__qualname__ for task in asyncio.all_tasks() - before}
        done.set()
    assert response.status == 413
    assert len(tasks) == 1, tasks
    assert "refuse" in tasks.pop()


async def test_only_the_pool_of_a_borrowed_session_is_used():
    """A27: not its headers and cookies; it stays open and unchanged."""
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


async def test_streamed_body_is_not_decompressed():
    """S10: the bytes are those that storage sent."""
    packed = gzip.compress(b"log")
    script = answer("200 OK", packed, "content-encoding: gzip")
    async with (
        serve(script) as server,
        opened() as transport,
        transport.stream(request(server.url), TIMEOUTS) as stream,
    ):
        assert stream.status == 200
        assert b"".join([chunk async for chunk in stream.chunks(7)]) == packed


async def test_truncated_stream_raises():
    """A truncated body is not taken for a shorter one."""
    script = answer(body=b"x" * 99, cut=9)
    async with serve(script) as server, opened() as transport:
        async with transport.stream(request(server.url), TIMEOUTS) as stream:
            with pytest.raises(errors.ConnectionLostError, match="cut short"):
                assert [chunk async for chunk in stream.chunks(99)]
        with pytest.raises(errors.ConnectFailedError):
            async with transport.stream(request("http://127.0.0.1:1"), TIMEOUTS):
                raise AssertionError


async def test_closed_transport_raises():
    """No request is sent."""
    async with opened() as transport:
        pass
    with pytest.raises(RuntimeError, match="not open"):
        await transport.exchange(request("http://127.0.0.1:1"), TIMEOUTS)


async def test_close_without_open():
    """A27: a client that failed to open can be closed."""
    transport = AiohttpTransport()
    await transport.close()
    await transport.close()
    with pytest.raises(RuntimeError, match="not open"):
        await transport.exchange(request("http://127.0.0.1:1"), TIMEOUTS)
