"""Origins on loopback that record every byte they receive.

They run in a thread with an event loop of its own, so a module can share one set of
origins while each test has its own event loop.
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
class Received:
    """One request as it was received.

    Attributes:
        raw: All its bytes.
        method: Its method.
        target: Its request target, unchanged.
        headers: Lower-case names and values, in order, with duplicates.
        body: Its body.
    """

    raw: bytes = field(repr=False)
    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def authority(self) -> str:
        """The ``Host`` header."""
        return dict(self.headers).get("host", "")

    def values(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [value for key, value in self.headers if key == name]


Respond = Callable[[Received], bytes]


def response(status: int, body: bytes = b"", *headers: str) -> bytes:
    """Return the bytes of a response."""
    lines = [f"HTTP/1.1 {status} X", f"content-length: {len(body)}", *headers]
    if status in {204, 304}:
        del lines[1]
    return "\r\n".join(lines).encode() + _END + body


@define(eq=False)
class Origin:
    """One listening socket.

    Attributes:
        scheme: ``http`` or ``https``.
        respond: Returns the bytes of the response to a request.
        port: The port it listens on, on 127.0.0.1.
        requests: The received requests, in order.
        unparsed: Received bytes that are not a complete request.
        connections: Number of accepted connections.
    """

    scheme: str
    respond: Respond
    port: int = 0
    requests: list[Received] = field(factory=list[Received], repr=False)
    unparsed: bytearray = field(factory=bytearray, repr=False)
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
        """Return all received bytes except those of requests to ``authority``."""
        foreign = [seen.raw for seen in self.requests if seen.authority != authority]
        return b"".join(foreign) + bytes(self.unparsed)

    def forget(self) -> None:
        """Clear everything that was recorded."""
        self.requests.clear()
        self.unparsed.clear()
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
                while received := _request(buffer):
                    del buffer[: len(received.raw)]
                    self.requests.append(received)
                    writer.write(self.respond(received))
                    await writer.drain()
        except (ConnectionError, ssl.SSLError):
            pass  # what was read is recorded below
        finally:
            self.unparsed += buffer
            self._open -= 1
            self._closed.set()
            writer.close()

    async def quiet(self) -> None:
        """Wait until all connections are closed, so that nothing more can arrive."""
        while self._open:
            self._closed.clear()
            await self._closed.wait()


def _request(buffer: bytearray) -> Received | None:
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
    return Received(
        raw=raw, method=method, target=target, headers=headers, body=rest[:length]
    )


@define(eq=False)
class Origins:
    """A set of origins that run in one thread."""

    _loop: asyncio.AbstractEventLoop
    _all: list[Origin] = field(factory=list[Origin])
    _servers: list[asyncio.Server] = field(factory=list[asyncio.Server])

    def listen(self, respond: Respond, context: ssl.SSLContext | None = None) -> Origin:
        """Start and return an origin, with TLS if there is a ``context``."""
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
        """Clear what every origin recorded."""
        for origin in self._all:
            origin.forget()

    async def quiet(self) -> None:
        """Wait until all connections of all origins are closed."""
        for origin in self._all:
            ended = asyncio.run_coroutine_threadsafe(origin.quiet(), self._loop)
            await asyncio.wrap_future(ended)

    async def close(self) -> None:
        """Stop listening and close all connections."""
        for server in self._servers:
            server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)


@contextmanager
def origins() -> Generator[Origins, None, None]:
    """Run a thread for origins while the context is active."""
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
