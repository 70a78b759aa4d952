"""A server's late response becomes the response to the next request of aiohttp.

``python tests/support/late_answer.py`` needs aiohttp only, and prints what the requests
for 1, 2 and 3 got: 1, 666 and 2. After its first response, the server sends one more
that nobody asked for, as a server or proxy does that answered after its own timeout.
aiohttp keeps such a connection in its pool: ``BaseConnector`` looks at
``protocol.should_close`` when a connection is returned, and not when it is taken again.
"""

import asyncio
import sys

import aiohttp


def response(text: str) -> bytes:
    """Return a response with that body."""
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(text)}\r\n\r\n{text}".encode()


class LateServer:
    """Answers ``/N`` with N, and sends 666 when ``stray()`` is called."""

    def __init__(self) -> None:
        self.connections: list[asyncio.StreamWriter] = []

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Serve one connection."""
        self.connections.append(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(response(head.split()[1].decode().rpartition("/")[2]))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def stray(self) -> None:
        """Send a response that nobody asked for, and let the client receive it."""
        self.connections[-1].write(response("666"))
        await self.connections[-1].drain()
        for _ in range(10):
            await asyncio.sleep(0)  # noqa: TID251 - a turn of the event loop


async def main() -> list[str]:
    """Return what three requests get."""
    late, got = LateServer(), list[str]()
    server = await asyncio.start_server(late.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, aiohttp.ClientSession() as session:
        for number in (1, 2, 3):
            async with session.get(f"http://127.0.0.1:{port}/{number}") as answer:
                got.append(await answer.text())
            if number == 1:
                await late.stray()
        for connection in late.connections:
            connection.close()
    return got


if __name__ == "__main__":
    sys.stdout.write(f"{' '.join(asyncio.run(main()))}\n")
