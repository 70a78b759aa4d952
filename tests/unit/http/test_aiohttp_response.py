import asyncio

from aiohttp.base_protocol import BaseProtocol
from aiohttp.streams import EMPTY_PAYLOAD, StreamReader

from aioghactions._http.aiohttp_response import whole_body
from tests.support.turns import turns


async def test_the_end_of_a_chunk_is_not_that_of_the_body():
    """A12: whether a chunk ends together with its last bytes or afterwards."""
    loop = asyncio.get_running_loop()
    protocol = BaseProtocol(loop)
    protocol.connection_made(asyncio.Transport())
    content = StreamReader(protocol, 2**16, loop=loop)
    read = asyncio.create_task(whole_body(200, content))
    for part in (b"late ", b"in time"):
        content.begin_http_chunk_receiving()
        content.feed_data(part)
        if part == b"late ":
            await turns()
        content.end_http_chunk_receiving()
        await turns()
    content.feed_eof()
    assert await read == b"late in time"


async def test_no_body_is_empty_each_time():
    """A12: aiohttp has one for all answers without any, which remembers."""
    for _ in range(3):
        assert await whole_body(204, EMPTY_PAYLOAD) == b""
