"""A response that arrives on an idle connection is not that of the next request."""

import asyncio

import aiohttp
import pytest

from aioghactions._core.messages import Request
from aioghactions._http.aiohttp_guards import (
    SentOnceError,
    StrayResponseError,
    send_once,
)
from aioghactions._http.aiohttp_transport import AiohttpTransport
from aioghactions._http.transport import Timeouts
from tests.support import late_answer

TIMEOUTS = Timeouts(connect=5, read=5, total=10)


async def test_aiohttp_takes_a_late_response_for_the_next_one():
    """F22: if this fails, aiohttp is mended: remove ``CheckedRequest``."""
    assert await late_answer.main() == ["1", "666", "2"]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("strays", [1, 2])
async def test_connection_with_a_late_response_is_not_used(method, strays):
    """F22: it is closed, and the request is sent once on another one."""
    late, transport = late_answer.LateServer(), AiohttpTransport()
    server = await asyncio.start_server(late.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    await transport.open()
    got = []
    for number in (1, 2, 3):
        request = Request(method=method, url=f"http://127.0.0.1:{port}/{number}")
        got.append((await transport.exchange(request, TIMEOUTS)).body)
        if number == 1:
            for _ in range(strays):
                await late.stray()
    await transport.close()
    server.close()
    for connection in late.connections:
        connection.close()
    assert got == [b"1", b"2", b"3"]
    assert len(late.connections) == 2


async def test_replaced_connections_are_bounded():
    """F22: a server may respond to every connection before it is asked."""
    tried = []

    async def handler(request):
        tried.append(request)
        raise StrayResponseError

    with pytest.raises(SentOnceError) as caught:
        await send_once(None, handler)
    assert isinstance(caught.value.failure, aiohttp.ServerDisconnectedError)
    assert 100 <= len(tried) <= 1000
