import asyncio
import gzip
from types import SimpleNamespace

import pytest
from aiohttp import ClientPayloadError
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


def gzipped(*members, after=b""):
    """Return a response with a gzip body of some members."""
    content = StreamReader(BaseProtocol(asyncio.get_running_loop()), 2**16)
    content.feed_data(b"".join(map(gzip.compress, members)) + after)
    content.feed_eof()
    found = response(content)
    found.headers = {"content-encoding": "gzip"}
    return found


@pytest.mark.parametrize(
    "members",
    [(b"[1, 2]",), (b"[1,", b" 2]"), (b"", b"[1, 2]"), (*(b"",) * 99, b"[1, 2]")],
)
@pytest.mark.parametrize("after", [b"", b"\0" * 9, b"junk"])
async def test_gzip_members_are_joined(members, after):
    """A13, RFC 1952: what follows the last one is no part of the body."""
    found = gzipped(*members, after=after)
    assert await read_body(found, no_progress) == b"[1, 2]"


async def test_gzip_members_are_bounded():
    """S10: each empty one takes 20 bytes."""
    with pytest.raises(ClientPayloadError):
        await read_body(gzipped(*[b""] * 1_001), no_progress)


async def test_last_gzip_member_may_not_be_cut():
    """A13: as a single one may not."""
    whole = gzip.compress(b"[1, 2]")
    with pytest.raises(ClientPayloadError):
        await read_body(gzipped(b"", after=whole[:-9]), no_progress)
