"""Serve the corpus from Python: with latency, or if nginx is not installed.

    python python_server.py CORPUS PORT LATENCY

It is a bare protocol rather than a framework: on a machine with few cores the server
takes CPU time from the measured client.
"""

import asyncio
import json
import signal
import sys
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

HERE = Path(__file__).parent


class Server(asyncio.Protocol):
    """Responds to each request after the latency, with a minimal HTTP."""

    def __init__(self, corpus, latency):
        self._corpus, self._latency = corpus, latency
        self._received = b""

    def connection_made(self, transport):
        """Keep the transport."""
        self._transport = transport

    def data_received(self, data):
        """Respond to the complete requests received so far."""
        *requests, self._received = (self._received + data).split(b"\r\n\r\n")
        loop = asyncio.get_running_loop()
        for request in requests:
            response = self._response(request.decode("latin-1"))
            loop.call_later(self._latency, self._transport.write, response)

    def _response(self, request):
        target = request.split(" ", 2)[1]
        path, _, query = target.partition("?")
        if not path.endswith("/runs"):
            number = int(path.rpartition("/")[2]) % 1000
            return _head(self._corpus) + _single(self._corpus, number)
        name = path.split("/")[3].removeprefix("list-")
        number = int(parse_qs(query).get("page", ["1"])[0])
        lines = (line.partition(":") for line in request.split("\r\n"))
        host = next(rest.strip() for name, _, rest in lines if name.lower() == "host")
        return _head(self._corpus) + _page(self._corpus, name, number, host)


@cache
def _head(corpus):
    headers = json.loads((corpus / "headers.json").read_text("utf-8"))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 200 OK\r\n{lines}".encode()


@cache
def _single(corpus, number):
    return _framed((corpus / "runs" / f"{number}.json").read_bytes())


@cache
def _page(corpus, name, number, host):
    folder = corpus / "lists" / name
    link = (folder / f"{number}.link").read_text("utf-8").replace("$http_host", host)
    more = "Content-Encoding: gzip\r\n" + (f"Link: {link}\r\n" if link else "")
    return more.encode() + _framed((folder / f"{number}.json.gz").read_bytes())


def _framed(body):
    return f"Content-Length: {len(body)}\r\n\r\n".encode() + body


async def main(corpus, port, latency):
    """Serve until SIGTERM."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    await loop.create_server(
        lambda: Server(Path(corpus), float(latency)), "127.0.0.1", int(port)
    )
    await stopped.wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
