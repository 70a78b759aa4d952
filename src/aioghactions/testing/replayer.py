"""Replay recorded responses without a network."""

import json
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from os import PathLike
from pathlib import Path

from attrs import frozen

from aioghactions import errors
from aioghactions._core.messages import Headers, Request, Response
from aioghactions._core.threads import in_thread
from aioghactions._http.transport import Stream, Timeouts
from aioghactions.testing import recording, scrubbing
from aioghactions.testing.recording import Entry


class UnrecordedRequestError(AssertionError):
    """A request is not in the recording, or was already replayed."""


class Replayer:
    """A transport that replays a recording.

    Each recorded response is replayed once; responses to requests with equal method,
    URL and body in the order in which they were recorded.

    Args:
        path: The file that a :class:`Recorder` wrote.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = Path(path)
        self._left: dict[str, deque[Entry]] = defaultdict(deque)

    def __repr__(self) -> str:
        return f"<Replayer of {self._path.name}, {len(self.unused)} unused>"

    @property
    def unused(self) -> list[str]:
        """Method and URL of the recorded requests that were not replayed."""
        left = (entry for entries in self._left.values() for entry in entries)
        return [f"{entry['method']} {entry['url']}" for entry in left]

    async def open(self) -> None:
        """Read the recording."""
        text = await in_thread(self._path.read_text, encoding="utf-8")
        self._left.clear()
        for line in text.splitlines():
            entry: Entry = json.loads(line)
            self._left[recording.key(entry)].append(entry)

    async def close(self) -> None:
        """Do nothing."""

    async def exchange(self, request: Request, timeouts: Timeouts) -> Response:  # noqa: ARG002 - a transport's signature
        """Return the recorded response.

        Args:
            request: The request.
            timeouts: Ignored.

        Raises:
            UnrecordedRequestError: There is none, or none left.
            TransportError: This error was recorded.
        """
        return self._take(recording.request_entry(request, request.url))

    @asynccontextmanager
    async def stream(
        self,
        request: Request,
        timeouts: Timeouts,  # noqa: ARG002 - a transport's signature
    ) -> AsyncGenerator[Stream, None]:
        """Yield the recorded response.

        Args:
            request: The request.
            timeouts: Ignored.

        Yields:
            The response.

        Raises:
            UnrecordedRequestError: There is none, or none left.
            TransportError: This error was recorded.
        """
        url = scrubbing.unsigned(request.url)
        response = self._take(recording.request_entry(request, url))
        yield _ReplayedStream(response.status, response.headers, response.body)

    def _take(self, request: Entry) -> Response:
        entries = self._left.get(recording.key(request))
        if not entries:
            raise UnrecordedRequestError(
                f"{request['method']} {request['url']} is not in {self._path.name},"
                " or was already replayed"
            )
        entry = entries.popleft()
        if failure := entry.get("error"):
            kind = getattr(errors, failure["class"])
            raise kind(failure["message"], outcome_unknown=failure["outcome_unknown"])
        answer = entry["answer"]
        return Response(
            status=answer["status"],
            headers=Headers(answer["headers"]),
            body=recording.response_body(answer),
        )


@frozen
class _ReplayedStream:
    status: int
    headers: Mapping[str, str]
    _body: bytes

    async def chunks(self, size: int) -> AsyncIterator[bytes]:
        for start in range(0, len(self._body), size):
            yield self._body[start : start + size]
