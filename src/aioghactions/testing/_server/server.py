"""Both origins of one server, put together."""

from aioghactions._generated.operations import OPERATIONS
from aioghactions.testing._server.api import Api
from aioghactions.testing._server.http_handler import Front
from aioghactions.testing._server.listener import Listener
from aioghactions.testing._server.rate_limiter import Judge
from aioghactions.testing._server.routing import Router
from aioghactions.testing._server.storage import Storage
from aioghactions.testing._state.directory import Directory
from aioghactions.testing.edition import Edition
from aioghactions.testing.faults import Scripts
from aioghactions.testing.limits import Limits


class Server:
    """The API and the storage behind it, each on a port of its own.

    Args:
        directory: The state that they serve.
        edition: The edition to play.
        prefix: Where the API is mounted, "" or ``/api/v3``.
        limits: GitHub's limits; None for none.

    Attributes:
        api: The API.
        storage: Where logs and artifacts lie.
        scripts: What is to go wrong at either.
        front: What stands before the API.
    """

    def __init__(
        self, directory: Directory, edition: Edition, prefix: str, limits: Limits | None
    ) -> None:
        world = directory.world
        self.scripts = Scripts()
        self.storage = Storage(world)
        self.api = Api(
            directory=directory,
            edition=edition,
            router=Router(OPERATIONS.values()),
            judge=Judge(limits),
            prefix=prefix,
            html="https://github.com" if edition.is_cloud else "https://ghes.example",
            store=self.storage.link,
        )
        self.front = Front(origin=self.api, world=world, scripts=self.scripts)
        behind = Front(origin=self.storage, world=world, scripts=self.scripts)
        self._listeners = Listener(self.front.serve), Listener(behind.serve)

    async def open(self) -> None:
        """Listen on two free ports of the loopback address."""
        for listener in self._listeners:
            await listener.open()
        api, storage = self._listeners
        self.api.base = api.origin + self.api.prefix
        self.storage.origin = storage.origin

    async def close(self) -> None:
        """Listen no more."""
        for listener in self._listeners:
            await listener.close()
