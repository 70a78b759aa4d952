"""A server that follows scripts byte by byte and records the requests."""

import asyncio
import socket
import struct
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager

from attrs import define, field

from tests.support.stopped import advance

Script = Callable[["Exchange"], Awaitable[None]]


@define
class Exchange:
    """A received request and the connection to respond on."""

    head: bytes = field(repr=False)
    body: bytes = field(repr=False)
    writer: asyncio.StreamWriter

    @property
    def target(self) -> str:
        """The request target, unchanged."""
        return self.head.split(b" ", 2)[1].decode()

    @property
    def method(self) -> str:
        return self.head.split(b" ", 1)[0].decode()

    async def send(self, *parts: bytes) -> None:
        for part in parts:
            self.writer.write(part)
            await self.writer.drain()

    def reset(self) -> None:
        """Abort the connection so that the client gets ECONNRESET."""
        sock: socket.socket = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


def answer(
    status: str = "200 OK", body: bytes = b"{}", *headers: str, cut: int | None = None
) -> Script:
    """Return a script that sends a response, with ``cut`` bytes of the body at most."""

    async def script(exchange: Exchange) -> None:
        lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", *headers]
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        await exchange.send(head, body[:cut])
        if cut is not None:
            exchange.writer.close()

    return script


def raw(*parts: bytes, hang_up: bool = True) -> Script:
    """Return a script that sends ``parts`` unchanged."""

    async def script(exchange: Exchange) -> None:
        await exchange.send(*parts)
        if hang_up:
            exchange.writer.close()

    return script


async def hang_up(exchange: Exchange) -> None:
    """Close the connection without a response."""
    exchange.writer.close()


async def reset(exchange: Exchange) -> None:
    """Reset the connection."""
    exchange.reset()


async def silence(_: Exchange) -> None:
    """Send nothing more."""
    await asyncio.Event().wait()


async def stall(exchange: Exchange) -> None:
    """Send nothing more, and advance the clock until the client times out."""
    await advance()
    await silence(exchange)


@define
class RawServer:
    """Runs one script for each request; the last one repeats."""

    scripts: list[Script]
    seen: list[Exchange] = field(factory=list[Exchange])
    connections: int = 0
    url: str = ""
    tasks: set[asyncio.Task[None]] = field(factory=set["asyncio.Task[None]"])

    async def serve_connection(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Serve one connection."""
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        try:
            while not writer.is_closing():
                await self._one(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.tasks.discard(task)
            writer.close()

    async def _one(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        exchange = Exchange(head, await reader.readexactly(length), writer)
        self.seen.append(exchange)
        script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
        await script(exchange)


@contextmanager
def nobody() -> Generator[str, None, None]:
    """Yield an address at which no server listens or can start to listen."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@asynccontextmanager
async def serve(*scripts: Script) -> AsyncGenerator[RawServer, None]:
    """Run a server on loopback while the context is active."""
    server = RawServer(list(scripts))
    listening = await asyncio.start_server(server.serve_connection, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    server.url = f"http://127.0.0.1:{port}"
    try:
        yield server
    finally:
        listening.close()
        for task in set(server.tasks):
            task.cancel()
        await asyncio.wait(server.tasks) if server.tasks else None
