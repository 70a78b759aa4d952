"""A storage host that follows a script byte by byte, and an API that redirects to it.

Every response of the API has a new link; storage records which link was requested.
"""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from attrs import define

import aioghactions as gha
from tests.support import raw
from tests.support.raw import Exchange, RawServer, Script, answer, serve

TOKEN = "ghp_CANARYcanaryCANARYcanaryCANARYcanary"
SIGNATURE = "SIGNATUREcanary"
# Tests do not wait: retries have no delay.
QUICK = gha.Patience(first_delay=0)

_RANGE = re.compile(rb"^range: bytes=(\d+)-\r?$", re.MULTILINE | re.IGNORECASE)
_IF_RANGE = re.compile(rb"^if-range: (.*?)\r?$", re.MULTILINE | re.IGNORECASE)


def first_byte(exchange: Exchange) -> int:
    """Return the offset at which the requested range begins."""
    found = _RANGE.search(exchange.head)
    return int(found[1]) if found else 0


def blob(
    content: bytes,
    *headers: str,
    etag: str = '"v1"',
    ranges: bool = True,
    chunked: bool = False,
    cut: int | None = None,
    then: Script = raw.hang_up,
    pieces: int = 1 << 16,
) -> Script:
    """Return a script that serves ``content``, or the requested range of it.

    Args:
        content: The complete body.
        headers: Additional headers.
        etag: The entity tag; "" for none.
        ranges: Whether range requests are supported.
        chunked: Use chunked encoding, without a length.
        cut: Stop after this many bytes of the body.
        then: The script to run there.
        pieces: Number of bytes sent at once.
    """

    async def script(exchange: Exchange) -> None:
        start = first_byte(exchange)
        version = _IF_RANGE.search(exchange.head)
        if not ranges or (version and version[1].decode() != etag):
            start = 0
        body = content[start:]
        if start and not body:
            content_range = f"content-range: bytes */{len(content)}"
            unsatisfiable = answer(
                "416 Range Not Satisfiable", b"", content_range, f"etag: {etag}"
            )
            await unsatisfiable(exchange)
            return
        lines = ["HTTP/1.1 206 Partial Content" if start else "HTTP/1.1 200 OK"]
        lines += [f"etag: {etag}"] * bool(etag)
        if start:
            lines.append(
                f"content-range: bytes {start}-{len(content) - 1}/{len(content)}"
            )
        length = "transfer-encoding: chunked"
        lines.append(length if chunked else f"content-length: {len(body)}")
        head = "\r\n".join([*lines, *headers]).encode() + b"\r\n\r\n"
        sent = body[:cut]
        await exchange.send(head)
        for at in range(0, len(sent), pieces):
            piece = sent[at : at + pieces]
            await exchange.send(
                b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece
            )
        if cut is not None:
            await then(exchange)
        elif chunked:
            await exchange.send(b"0\r\n\r\n")

    return script


def refusal(status: str, body: bytes = b"<Error/>", *headers: str) -> Script:
    """Return a script that sends an error response of storage."""
    return answer(status, body, *headers)


@define
class Scene:
    """A client, its API server and the storage server."""

    client: gha.Client
    api: RawServer
    storage: RawServer

    def download(self, job_id: int = 1) -> gha.Download:
        """Return the download of a job's log."""
        return self.client.repo("octo-org/hello").jobs.logs(job_id)

    def artifact(self) -> gha.Download:
        """Return the download of an artifact."""
        return self.client.repo("octo-org/hello").artifacts.download(9, "zip")

    @property
    def links(self) -> list[str]:
        """The request target of every request to storage."""
        return [exchange.target for exchange in self.storage.seen]

    def ranges(self) -> list[int]:
        """Return the first byte of each range requested from storage."""
        return [first_byte(exchange) for exchange in self.storage.seen]


def redirects_to(storage: RawServer) -> Script:
    """Return a script that redirects each request to a new link of ``storage``."""
    count = 0

    async def script(exchange: Exchange) -> None:
        nonlocal count
        count += 1
        link = f"{storage.url}/blob/{count}?sig={SIGNATURE}{count}"
        await answer("302 Found", b"", f"location: {link}")(exchange)

    return script


@asynccontextmanager
async def scene(
    *scripts: Script, api: Script | None = None, **settings: Any
) -> AsyncGenerator[Scene, None]:
    """Yield a client whose downloads run ``scripts``; the last one repeats.

    Args:
        scripts: The scripts of storage.
        api: The script of the API, by default a redirect to storage.
        settings: Settings of the client.
    """
    settings = {"patience": QUICK} | settings
    async with (
        serve(*scripts) as storage,
        serve(api or redirects_to(storage)) as server,
        gha.Client(TOKEN, base_url=server.url, **settings) as client,
    ):
        yield Scene(client, server, storage)


def host(server: RawServer) -> str:
    """Return host and port."""
    return urlsplit(server.url).netloc


async def whole(download: gha.Download, way: str, folder: Path) -> bytes:
    """Return the body of an open download, read or saved in ``folder``."""
    if way == "read":
        return await download.read()
    path = await download.save(folder / "log", overwrite=True)
    return await asyncio.to_thread(path.read_bytes)
