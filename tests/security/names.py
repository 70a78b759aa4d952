"""An event loop whose names mean what a test says."""

import asyncio
import socket
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

T = TypeVar("T")

# Host and port as they are asked for, and where they lead.
Names = Mapping[tuple[str, int], list[tuple[str, int]]]


class NamingLoop(asyncio.SelectorEventLoop):
    """Looks names up in a table; counts how often each was asked for."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self.asked: list[str] = []

    async def getaddrinfo(self, host: Any, port: Any, **_: Any) -> list[Any]:
        """Answer from the table.

        Raises:
            socket.gaierror: The name is not in it.
        """
        self.asked.append(host)
        try:
            places = self._names[host, port]
        except KeyError:
            raise socket.gaierror(socket.EAI_NONAME, "no such name") from None
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                socket.IPPROTO_TCP,
                "",
                (address, port, 0, 0) if ":" in address else (address, port),
            )
            for address, port in places
        ]


def run_with_names(names: Names, main: Coroutine[Any, Any, T]) -> T:
    """Run ``main`` in a loop whose names are ``names``."""
    with asyncio.Runner(loop_factory=lambda: NamingLoop(names)) as runner:
        return runner.run(main)
