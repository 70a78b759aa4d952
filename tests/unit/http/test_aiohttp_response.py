import asyncio
from types import SimpleNamespace

import pytest
from aiohttp.base_protocol import BaseProtocol
from aiohttp.streams import EMPTY_PAYLOAD, StreamReader
from multidict import CIMultiDict, CIMultiDictProxy

from aioghactions._http.aiohttp_response import ResponseHeaders, read_body
from tests.support.turns import turns


def response(content, status=200):
    """Return what is read of a response."""
    return SimpleNamespace(status=status, headers={}, content=content)


def no_progress():
    """Ignore that something arrives."""


async def test_body_continues_after_the_end_of_a_chunk():
    """A12: whether the end of a chunk arrives with its last bytes or later."""
    loop = asyncio.get_running_loop()
    protocol = BaseProtocol(loop)
    protocol.connection_made(asyncio.Transport())
    content = StreamReader(protocol, 2**16, loop=loop)
    read = asyncio.create_task(read_body(response(content), no_progress))
    for part in (b"late ", b"in time"):
        content.begin_http_chunk_receiving()
        content.feed_data(part)
        if part == b"late ":
            await turns()
        content.end_http_chunk_receiving()
        await turns()
    content.feed_eof()
    assert await read == b"late in time"


async def test_missing_body_is_empty_each_time():
    """A12: aiohttp uses one stateful object for all responses without a body."""
    for _ in range(3):
        assert await read_body(response(EMPTY_PAYLOAD, 204), no_progress) == b""


SENT = CIMultiDict([("ETag", '"x"'), ("Link", "<a>"), ("link", "<b>")])
HEADERS = ResponseHeaders(CIMultiDictProxy(SENT))


def test_header_names_are_lower_case_and_repeated_headers_joined():
    """The combined field value of RFC 9110, 5.3."""
    assert dict(HEADERS) == {"etag": '"x"', "link": "<a>, <b>"}
    assert len(HEADERS) == 2


def test_header_lookup():
    """Behaves like any other mapping."""
    assert (HEADERS["etag"], HEADERS.get("link")) == ('"x"', "<a>, <b>")
    assert (HEADERS.get("etag"), HEADERS.get("age"), HEADERS.get("age", "0")) == (
        '"x"',
        None,
        "0",
    )
    assert "link" in HEADERS
    assert "age" not in HEADERS
    with pytest.raises(KeyError):
        HEADERS["age"]


def test_header_repr_has_names_and_no_values():
    """S5: a value may be a cookie."""
    assert repr(HEADERS) == "<ResponseHeaders etag, link>"
