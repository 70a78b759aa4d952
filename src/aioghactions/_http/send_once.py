"""One attempt is one request: aiohttp's own repetition, switched off."""

import aiohttp


class SentOnceError(Exception):
    """Carries a failure past aiohttp, which would otherwise send again."""

    def __init__(self, failure: Exception) -> None:
        super().__init__()
        self.failure = failure


async def send_once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Keep aiohttp from sending ``request`` a second time; a client middleware.

    It repeats GET, PUT and DELETE by itself when a connection drops, out of sight of
    every limit. It looks for these classes; no other stops it.

    Raises:
        SentOnceError: The connection dropped.
    """
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as failure:
        raise SentOnceError(failure) from None
