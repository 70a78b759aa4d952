"""The two HTTP servers of a fake GitHub: the API and the storage."""

from aioghactions._generated.operations import OPERATIONS
from aioghactions.testing._server.api import Api
from aioghactions.testing._server.http_handler import HttpHandler
from aioghactions.testing._server.listener import Listener
from aioghactions.testing._server.rate_limiter import RateLimiter
from aioghactions.testing._server.routing import Router
from aioghactions.testing._server.storage import Storage
from aioghactions.testing._state.directory import Directory
from aioghactions.testing.edition import Edition
from aioghactions.testing.limits import Limits
from aioghactions.testing.script import Script


class Server:
    """The API and the storage for downloads, each on its own port.

    Args:
        directory: The state to serve.
        edition: The edition of GitHub.
        prefix: The path prefix of the API, "" or ``/api/v3``.
        limits: The rate limits; None for none.

    Attributes:
        api: The API.
        storage: The storage of logs and artifacts.
        scripts: The faults to inject into both.
        handler: The HTTP handler of the API.
    """

    def __init__(
        self, directory: Directory, edition: Edition, prefix: str, limits: Limits | None
    ) -> None:
        world = directory.world
        self.scripts: list[Script] = []
        self.storage = Storage(world)
        self.api = Api(
            directory=directory,
            edition=edition,
            router=Router(OPERATIONS.values()),
            limiter=RateLimiter(limits),
            prefix=prefix,
            html="https://github.com" if edition.is_cloud else "https://ghes.example",
            store=self.storage.link,
        )
        self.handler = HttpHandler(service=self.api, world=world, scripts=self.scripts)
        storage = HttpHandler(service=self.storage, world=world, scripts=self.scripts)
        self._listeners = Listener(self.handler.serve), Listener(storage.serve)

    async def open(self) -> None:
        """Listen on two free ports of the loopback interface."""
        for listener in self._listeners:
            await listener.open()
        api, storage = self._listeners
        self.api.base = api.origin + self.api.prefix
        self.storage.origin = storage.origin

    async def close(self) -> None:
        """Stop listening."""
        for listener in self._listeners:
            await listener.close()
