"""Record real exchanges, without their secrets, to be replayed in tests.

A recording is a file of JSON lines, to be read, edited and checked in. Tokens,
signatures and private keys are taken out. Look through a recording before you publish
it all the same: what a job has printed into an archive is beyond anybody's guessing.
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

_LONGEST: Final = 64 * 2**20  # bytes of a download that a recording takes


class Recorder:
    """A transport that sends, and writes down what it sees.

    Args:
        path: The file, to be written anew.
        transport: What sends; by default what every client uses.

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
        """Begin an empty recording."""
        await in_thread(self._path.write_text, "", encoding="utf-8")
        await self._transport.open()

    async def close(self) -> None:
        """Stop sending."""
        await self._transport.close()

    async def exchange(self, request: Request, timeouts: Timeouts) -> Response:
        """Send a request, and write down the answer.

        Args:
            request: What to send.
            timeouts: How long to wait for it.

        Returns:
            The answer.

        Raises:
            TransportError: There was no answer, which is written down too.
        """
        asked = recording.asked(request, request.url)
        try:
            response = await self._transport.exchange(request, timeouts)
        except errors.TransportError as error:
            await self._write(asked | {"error": recording.failure(error)})
            raise
        await self._write(asked | {"answer": recording.answer(response, request.url)})
        return response

    @asynccontextmanager
    async def stream(
        self, request: Request, timeouts: Timeouts
    ) -> AsyncGenerator[Stream, None]:
        """Send a request, and write down as much of the answer as is read.

        Args:
            request: What to send.
            timeouts: How long to wait for it.

        Yields:
            The answer, whose body is still to come.

        Raises:
            ValueError: The answer is longer than 64 MiB.
        """
        asked = recording.asked(request, scrubbing.unsigned(request.url))
        async with self._transport.stream(request, timeouts) as stream:
            heard = _Heard(stream)
            try:
                yield heard
            finally:
                whole = Response(
                    status=stream.status,
                    headers=stream.headers,
                    body=b"".join(heard.parts),
                )
                await self._write(
                    asked | {"answer": recording.answer(whole, request.url)}
                )

    async def _write(self, entry: Entry) -> None:
        await in_thread(self._append, json.dumps(entry) + "\n")

    def _append(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line)


@define
class _Heard:
    """A stream whose bytes are remembered as they pass."""

    _stream: Stream
    parts: list[bytes] = field(factory=list[bytes], init=False)

    @property
    def status(self) -> int:
        return self._stream.status

    @property
    def headers(self) -> Mapping[str, str]:
        return self._stream.headers

    async def chunks(self, size: int) -> AsyncIterator[bytes]:
        room = _LONGEST
        async for chunk in self._stream.chunks(size):
            room -= len(chunk)
            if room < 0:
                raise ValueError("a download beyond 64 MiB does not fit a recording")
            self.parts.append(chunk)
            yield chunk
