"""One origin: an HTTP server on a port of its own, reachable from here only."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from attrs import define, field

HOST = "127.0.0.1"
# How long a request that is being answered may delay the end, in seconds.
_GRACE = 0.05

Serve = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@define(eq=False)
class Listener:
    """Listens while it is open.

    Attributes:
        serve: Answers a request; it is cancelled when the client goes away.
        port: Where it listens; 0 while it does not.
    """

    serve: Serve
    port: int = 0
    _runner: web.ServerRunner | None = field(default=None, init=False)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://{HOST}:{self.port}"

    async def open(self) -> None:
        """Listen on a free port."""
        server = web.Server(self.serve, handler_cancellation=True, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=_GRACE)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self.port = int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Listen no more, and end what is being answered."""
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner, self.port = None, 0
