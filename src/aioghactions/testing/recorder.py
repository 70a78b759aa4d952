"""Record real requests and responses, without secrets, to replay them in tests.

A recording is a file of JSON lines, to read, edit and commit. Tokens, signatures and
private keys are removed. Review a recording before you publish it nevertheless: the
content of archives, such as the output of jobs, is recorded unchanged.
"""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from os import PathLike
from pathlib import Path
from typing import Final

from attrs import define, field

from aioghactions import errors
from aioghactions._core.messages import Request, Response
from aioghactions._core.threads import in_thread
from aioghactions._http.aiohttp_transport import AiohttpTransport
from aioghactions._http.transport import Stream, Timeouts, Transport
from aioghactions.testing import recording, scrubbing
from aioghactions.testing.recording import Entry

_LARGEST: Final = 64 * 2**20  # bytes of a recorded download


class Recorder:
    """A transport that records requests and responses.

    Args:
        path: The file, which is overwritten.
        transport: Sends the requests; by default the transport of every client.

    Example:
        ::

            recorder = Recorder("run.jsonl")
            async with Client(token, transport=recorder) as client:
                await client.repo("octo-org/hello").runs.get(run_id)
    """

    def __init__(
        self, path: str | PathLike[str], *, transport: Transport | None = None
    ) -> None:
        self._path = Path(path)
        self._transport = transport or AiohttpTransport()

    def __repr__(self) -> str:
        return f"<Recorder of {self._path.name}>"

    async def open(self) -> None:
        """Start an empty recording."""
        await in_thread(self._path.write_text, "", encoding="utf-8")
        await self._transport.open()

    async def close(self) -> None:
        """Close the transport."""
        await self._transport.close()

    async def exchange(self, request: Request, timeouts: Timeouts) -> Response:
        """Send a request, and record the response.

        Args:
            request: The request.
            timeouts: The timeouts.

        Returns:
            The response.

        Raises:
            TransportError: There was no response; the error is recorded too.
        """
        entry = recording.request_entry(request, request.url)
        try:
            response = await self._transport.exchange(request, timeouts)
        except errors.TransportError as error:
            await self._write(entry | {"error": recording.error_entry(error)})
            raise
        answer = recording.response_entry(response, request.url)
        await self._write(entry | {"answer": answer})
        return response

    @asynccontextmanager
    async def stream(
        self, request: Request, timeouts: Timeouts
    ) -> AsyncGenerator[Stream, None]:
        """Send a request, and record as much of the response as is read.

        Args:
            request: The request.
            timeouts: The timeouts.

        Yields:
            The response, whose body has not been read yet.

        Raises:
            ValueError: The response is larger than 64 MiB.
        """
        entry = recording.request_entry(request, scrubbing.unsigned(request.url))
        async with self._transport.stream(request, timeouts) as stream:
            recorded = _RecordedStream(stream.status, stream.headers, stream)
            try:
                yield recorded
            finally:
                body = b"".join(recorded.parts)
                whole = Response(
                    status=stream.status, headers=stream.headers, body=body
                )
                answer = recording.response_entry(whole, request.url)
                await self._write(entry | {"answer": answer})

    async def _write(self, entry: Entry) -> None:
        await in_thread(self._append, json.dumps(entry) + "\n")

    def _append(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line)


@define
class _RecordedStream:
    """A stream that keeps the bytes that are read."""

    status: int
    headers: Mapping[str, str]
    _stream: Stream
    parts: list[bytes] = field(factory=list[bytes], init=False)

    async def chunks(self, size: int) -> AsyncIterator[bytes]:
        left = _LARGEST
        async for chunk in self._stream.chunks(size):
            left -= len(chunk)
            if left < 0:
                raise ValueError("download exceeds 64 MiB, the limit of a recording")
            self.parts.append(chunk)
            yield chunk
