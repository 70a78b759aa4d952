"""Origins on loopback that write down every byte that reaches them.

They run in a thread with a loop of its own, so one set serves a whole module while
each test keeps its own event loop.
"""

import asyncio
import ssl
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

from attrs import define, field, frozen

_END: Final = b"\r\n\r\n"


@frozen(kw_only=True)
class Arrived:
    """One request, as it came.

    Attributes:
        raw: Every byte of it.
        method: Its method.
        target: Its request target, as it was sent.
        headers: Names in lower case, in order, repeated ones too.
        body: Its body.
    """

    raw: bytes = field(repr=False)
    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def authority(self) -> str:
        """Whom the client thinks it speaks to: the ``Host`` header."""
        return dict(self.headers).get("host", "")

    def values(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [value for key, value in self.headers if key == name]


Respond = Callable[[Arrived], bytes]


def response(status: int, body: bytes = b"", *headers: str) -> bytes:
    """Return the bytes of an answer."""
    lines = [f"HTTP/1.1 {status} X", f"content-length: {len(body)}", *headers]
    if status in {204, 304}:
        del lines[1]
    return "\r\n".join(lines).encode() + _END + body


@define(eq=False)
class Origin:
    """One listening socket.

    Attributes:
        scheme: ``http`` or ``https``.
        respond: Makes the answer to a request.
        port: Where it listens, on 127.0.0.1.
        requests: What arrived, in order.
        unread: Bytes that arrived and are no whole request.
        connections: How many were opened.
    """

    scheme: str
    respond: Respond
    port: int = 0
    requests: list[Arrived] = field(factory=list[Arrived], repr=False)
    unread: bytearray = field(factory=bytearray, repr=False)
    connections: int = 0
    _open: int = 0
    _closed: asyncio.Event = field(factory=asyncio.Event, repr=False)

    @property
    def authority(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    def bytes_for_others(self, authority: str = "") -> bytes:
        """Return all that arrived, except in requests addressed to ``authority``."""
        foreign = [seen.raw for seen in self.requests if seen.authority != authority]
        return b"".join(foreign) + bytes(self.unread)

    def forget(self) -> None:
        """Begin anew."""
        self.requests.clear()
        self.unread.clear()
        self.connections = 0

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one connection until the client closes it."""
        self.connections += 1
        self._open += 1
        buffer = bytearray()
        try:
            while chunk := await reader.read(65_536):
                buffer += chunk
                while arrived := _request(buffer):
                    del buffer[: len(arrived.raw)]
                    self.requests.append(arrived)
                    writer.write(self.respond(arrived))
                    await writer.drain()
        except (ConnectionError, ssl.SSLError):
            pass  # what was read is written down
        finally:
            self.unread += buffer
            self._open -= 1
            self._closed.set()
            writer.close()

    async def quiet(self) -> None:
        """Return when nobody is connected: then nothing more can arrive."""
        while self._open:
            self._closed.clear()
            await self._closed.wait()


def _request(buffer: bytearray) -> Arrived | None:
    head, end, rest = bytes(buffer).partition(_END)
    if not end:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = [line.partition(":") for line in lines]
    headers = tuple((name.lower(), value.strip()) for name, _, value in pairs)
    length = int(dict(headers).get("content-length", "0"))
    if len(rest) < length:
        return None
    raw = bytes(buffer[: len(head) + len(end) + length])
    return Arrived(
        raw=raw, method=method, target=target, headers=headers, body=rest[:length]
    )


@define(eq=False)
class Origins:
    """A set of origins, and the thread that they live in."""

    _loop: asyncio.AbstractEventLoop
    _all: list[Origin] = field(factory=list[Origin])
    _servers: list[asyncio.Server] = field(factory=list[asyncio.Server])

    def listen(self, respond: Respond, context: ssl.SSLContext | None = None) -> Origin:
        """Return an origin that listens; over TLS if there is a ``context``."""
        origin = Origin("https" if context else "http", respond)

        async def start() -> None:
            server = await asyncio.start_server(
                origin.serve, "127.0.0.1", 0, ssl=context
            )
            origin.port = server.sockets[0].getsockname()[1]
            self._servers.append(server)

        asyncio.run_coroutine_threadsafe(start(), self._loop).result()
        self._all.append(origin)
        return origin

    def forget(self) -> None:
        """Let every origin begin anew."""
        for origin in self._all:
            origin.forget()

    async def quiet(self) -> None:
        """Return when nobody is connected to any origin."""
        for origin in self._all:
            ended = asyncio.run_coroutine_threadsafe(origin.quiet(), self._loop)
            await asyncio.wrap_future(ended)

    async def close(self) -> None:
        """Hang up on everybody."""
        for server in self._servers:
            server.close()
        everybody = asyncio.all_tasks() - {asyncio.current_task()}
        for task in everybody:
            task.cancel()
        if everybody:
            await asyncio.wait(everybody)


@contextmanager
def origins() -> Generator[Origins, None, None]:
    """Run a thread in which origins can listen, for as long as the block lasts."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="origins")
    thread.start()
    listening = Origins(loop)
    try:
        yield listening
    finally:
        closed = asyncio.run_coroutine_threadsafe(listening.close(), loop)
        closed.result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
