"""An event loop with name resolution from a table."""

import asyncio
import socket
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

T = TypeVar("T")

# Host and port of a query, and the addresses and ports of its result.
Names = Mapping[tuple[str, int], list[tuple[str, int]]]


class NamingLoop(asyncio.SelectorEventLoop):
    """Resolves names from a table and records the queries."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self.queries: list[str] = []

    async def getaddrinfo(self, host: Any, port: Any, **_: Any) -> list[Any]:
        """Return the addresses from the table.

        Raises:
            socket.gaierror: The name is not in the table.
        """
        self.queries.append(host)
        try:
            addresses = self._names[host, port]
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
            for address, port in addresses
        ]


def run_with_names(names: Names, main: Coroutine[Any, Any, T]) -> T:
    """Run ``main`` in a loop that resolves ``names``."""
    with asyncio.Runner(loop_factory=lambda: NamingLoop(names)) as runner:
        return runner.run(main)
