"""Reads that are sent over the pool, without a session around each."""

import asyncio
import contextlib
import gzip

import aiohttp
import pytest

from aioghactions import errors
from aioghactions._runtime.aiohttp_direct import is_possible
from aioghactions._runtime.aiohttp_transport import AiohttpTransport
from aioghactions._runtime.transport import Timeouts
from aioghactions._wire.exchange import Headers, Request
from tests.support import raw
from tests.support.raw import answer, serve
from tests.support.turns import turns

LONG = Timeouts(connect=5, read=5, total=5)
HEADERS = Headers(
    {"authorization": "Bearer TOKEN", "accept": "x/y", "user-agent": "me"}
)


@contextlib.asynccontextmanager
async def opened(session=None):
    """Yield an open transport."""
    transport = AiohttpTransport(borrowed=session)
    await transport.open()
    try:
        yield transport
    finally:
        await transport.close()


def get(url, target="/p", **headers):
    """Return a read."""
    headers = Headers({**HEADERS, **headers}) if headers else HEADERS
    return Request(method="GET", url=url + target, headers=headers)


class Sessions:
    """Counts the requests that sessions carry, as tracing sees them."""

    def __init__(self):
        self.started = 0
        self.config = aiohttp.TraceConfig()
        self.config.on_request_start.append(self._start)

    async def _start(self, *_):
        self.started += 1


@pytest.fixture
async def traced():
    """A session whose requests are counted, so they all go by it."""
    sessions = Sessions()
    async with aiohttp.ClientSession(trace_configs=[sessions.config]) as session:
        yield session, sessions


def fields(exchange):
    """Return the request line and the fields of what has arrived."""
    line, *lines = exchange.head.decode().rstrip().split("\r\n")
    return line, {
        name.lower(): value for name, value in (text.split(": ", 1) for text in lines)
    }


@pytest.mark.parametrize("target", ["/p", "/", '/a%2Fb/%2e?q=%20+%C3%A4&x="'])
@pytest.mark.parametrize("more", [{}, {"if-none-match": 'W/"abc"'}, {"accept": ""}])
async def test_what_is_sent_is_what_a_session_sends(target, more, traced):
    """S8: line and fields are the same, whoever writes them."""
    session, sessions = traced
    async with serve(answer()) as server:
        async with opened() as transport:
            await transport.exchange(get(server.url, target, **more), LONG)
        assert sessions.started == 0
        async with opened(session) as transport:
            await transport.exchange(get(server.url, target, **more), LONG)
        assert sessions.started == 1
    direct, by_session = map(fields, server.seen)
    assert direct == by_session


async def test_connections_are_used_again():
    """One after the other, whatever the answers are."""
    packed = gzip.compress(b"x" * 9_999)
    chunked = (
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"
    )
    scripts = [
        answer("200 OK", packed, "content-encoding: gzip"),
        raw.raw(chunked, hang_up=False),
        raw.raw(b"HTTP/1.1 204 X\r\n\r\n", hang_up=False),
        raw.raw(b"HTTP/1.1 304 X\r\n\r\n", hang_up=False),
        answer("404 X", b"no"),
    ]
    async with serve(*scripts) as server, opened() as transport:
        answers = [await transport.exchange(get(server.url), LONG) for _ in scripts]
    assert [(it.status, it.body) for it in answers] == [
        (200, b"x" * 9_999),
        (200, b"a"),
        (204, b""),
        (304, b""),
        (404, b"no"),
    ]
    assert server.connections == 1


@pytest.mark.parametrize(
    ("script", "body"),
    [
        (answer("200 OK", b"{}", "connection: close"), b"{}"),
        (answer("502 X", b"x" * 3 * 2**20), None),
        (raw.raw(b"HTTP/1.1 200 OK\r\n\r\nto the end"), b"to the end"),
        (raw.raw(b"HTTP/1.0 200 OK\r\ncontent-length: 1\r\n\r\nx"), b"x"),
    ],
    ids=["closed by its header", "cut short", "without a length", "of old"],
)
async def test_a_connection_is_closed_where_it_must_be(script, body):
    """What was not read to its end is nobody's answer later."""
    async with serve(script, answer(body=b"new")) as server, opened() as transport:
        first = await transport.exchange(get(server.url), LONG)
        second = await transport.exchange(get(server.url), LONG)
    assert first.body == body or body is None
    assert second.body == b"new"
    assert server.connections == 2


async def test_news_before_the_answer_is_no_answer(traced):
    """RFC 9110, 15.2: any number of 1xx may come first."""
    early = b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"
    final = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
    script = raw.raw(early, b"HTTP/1.1 100 Continue\r\n\r\n" + final, hang_up=False)
    for session in (None, traced[0]):
        async with serve(script) as server, opened(session) as transport:
            response = await transport.exchange(get(server.url), LONG)
        assert (response.status, response.body) == (200, b"ok")


async def test_a_protocol_that_nobody_asked_for_is_hung_up_on(traced):
    """A 101 is final, and what follows is not HTTP."""
    switch = b"HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: y\r\n\r\n"
    script = raw.raw(switch, hang_up=False)
    for session in (None, traced[0]):
        async with serve(script, answer()) as server, opened(session) as transport:
            response = await transport.exchange(get(server.url), LONG)
            assert (response.status, response.body) == (101, b"")
            response = await transport.exchange(get(server.url), LONG)
            assert (response.status, response.body) == (200, b"{}")
        assert server.connections == 2


async def test_each_server_is_told_its_own_name():
    """Also where requests to two of them are under way at once."""
    async with (
        serve(answer()) as one,
        serve(answer()) as two,
        opened() as transport,
        asyncio.TaskGroup() as group,
    ):
        for server in (one, two) * 5:
            group.create_task(transport.exchange(get(server.url), LONG))
    for server in (one, two):
        hosts = [fields(exchange)[1]["host"] for exchange in server.seen]
        assert hosts == [server.url.removeprefix("http://")] * 5


async def test_new_headers_are_sent_as_soon_as_they_are_there():
    """A token that was renewed is used from the next request on."""
    async with serve(answer()) as server, opened() as transport:
        for token in ("A", "A", "B", "A"):
            request = get(server.url, authorization=f"Bearer {token}")
            await transport.exchange(request, LONG)
    sent = [fields(exchange)[1]["authorization"] for exchange in server.seen]
    assert sent == ["Bearer A", "Bearer A", "Bearer B", "Bearer A"]


class Dropping(aiohttp.TCPConnector):
    """A pool whose connections are lost before anything is written."""

    async def connect(self, req, traces, timeout):  # noqa: ASYNC109 - aiohttp's
        connection = await super().connect(req, traces, timeout)
        connection.transport.abort()
        await turns()
        assert connection.transport is None
        return connection


async def test_a_connection_that_is_lost_at_once_is_an_error():
    """A12: nothing is written to it, and nobody waits for an answer."""
    async with (
        serve(answer()) as server,
        aiohttp.ClientSession(connector=Dropping()) as session,
        opened(session) as transport,
    ):
        with pytest.raises(errors.ConnectionLostError):
            await transport.exchange(get(server.url), LONG)
    assert not server.seen


@pytest.mark.parametrize("target", ["", "/p#fragment"])
async def test_an_unusual_address_is_left_to_the_session(target):
    """S8: it knows what of it is sent."""
    async with serve(answer()) as server, opened() as transport:
        response = await transport.exchange(get(server.url, target), LONG)
        await transport.exchange(get(server.url, "/p"), LONG)
    assert response.status == 200
    assert server.seen[0].target == (target.partition("#")[0] or "/")
    assert server.connections == 1


@pytest.mark.parametrize("value", ["a\r\nx: b", "a\n", "a\0", "ä\x85"])
async def test_a_header_that_is_none_is_left_to_the_session(value):
    """S8: what could end a line is not written; what else may be is its matter."""
    request = Request(
        method="GET", url="http://127.0.0.1:1/p", headers=Headers({"x": value})
    )
    async with opened() as transport:
        with pytest.raises(errors.TransportError):
            await transport.exchange(request, LONG)


@pytest.mark.parametrize(
    ("method", "body"),
    [("GET", b"{}"), ("POST", None), ("DELETE", None), ("PUT", b"{}")],
)
async def test_what_is_no_plain_read_is_left_to_the_session(method, body):
    """It says how long a body is, also where there is none."""
    async with serve(answer()) as server, opened() as transport:
        request = Request(method=method, url=f"{server.url}/p", body=body)
        await transport.exchange(request, LONG)
    (seen,) = server.seen
    assert (seen.method, seen.body) == (method, body or b"")
    assert b"content-length" in seen.head.lower()


async def test_whoever_takes_the_place_of_the_session_is_asked(monkeypatch):
    """Recorders and monitors replace aiohttp's own method; they see every request."""
    original, seen = aiohttp.ClientSession._request, []

    async def recorded(self, method, url, **settings):
        seen.append(str(url))
        return await original(self, method, url, **settings)

    class Wrapped:
        """A callable that is no function, as wrapt makes them."""

        __globals__ = original.__globals__

        def __get__(self, instance, _):
            return recorded.__get__(instance)

    async with serve(answer()) as server, opened() as transport:
        for count, method in enumerate((original, recorded, Wrapped())):
            # What others do to aiohttp is the matter here.
            monkeypatch.setattr(aiohttp.ClientSession, "_request", method)
            await transport.exchange(get(server.url), LONG)
            assert len(seen) == count
    assert len(server.seen) == 3


class Renamed:
    """What aiohttp might make of its protocol some day."""

    async def read(self):
        """Take no arguments."""


class Changed(Renamed):
    """What else it might make of it."""

    def set_response_params(self, *, timer):
        """Take others than today."""


class Connecting:
    """A pool that is told less than today."""

    async def connect(self, req):
        """Take one argument."""


def test_another_aiohttp_is_not_used_in_this_way():
    """The session sends everything then; today's is."""
    today = aiohttp.client_proto.ResponseHandler
    assert is_possible(today)
    assert not is_possible(Renamed)
    assert not is_possible(Changed)
    assert not is_possible(today, Connecting)
