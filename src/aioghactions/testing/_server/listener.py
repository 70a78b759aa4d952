"""An HTTP server on a free port of the loopback interface."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from attrs import define, field

HOST = "127.0.0.1"
# Seconds that closing waits for requests in flight.
_GRACE = 0.05

Serve = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@define(eq=False)
class Listener:
    """An HTTP server.

    Attributes:
        serve: Responds to a request; cancelled when the client disconnects.
        port: The port; 0 while it does not listen.
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
        """Stop listening, and cancel the requests in flight."""
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner, self.port = None, 0
