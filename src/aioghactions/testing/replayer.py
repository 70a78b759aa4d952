"""Replay recorded exchanges, and nothing else."""

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
    """A request is not in the recording, or was replayed already."""


class Replayer:
    """A transport that answers from a recording, and from nothing else.

    Each recorded exchange is replayed once; those of the same method, address and body
    in the order in which they were recorded.

    Args:
        path: The file that a :class:`Recorder` has written.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = Path(path)
        self._left: dict[str, deque[Entry]] = defaultdict(deque)

    def __repr__(self) -> str:
        return f"<Replayer of {self._path.name}, {len(self.unused)} unused>"

    @property
    def unused(self) -> list[str]:
        """Method and address of what was recorded and not asked for again."""
        left = (entry for entries in self._left.values() for entry in entries)
        return [f"{entry['method']} {entry['url']}" for entry in left]

    async def open(self) -> None:
        """Read the recording."""
        words = await in_thread(self._path.read_text, encoding="utf-8")
        self._left.clear()
        for line in words.splitlines():
            entry: Entry = json.loads(line)
            self._left[recording.key(entry)].append(entry)

    async def close(self) -> None:
        """Do nothing: nothing is held."""

    async def exchange(self, request: Request, timeouts: Timeouts) -> Response:  # noqa: ARG002 - a transport's signature
        """Return the recorded answer.

        Args:
            request: What would be sent.
            timeouts: Of no importance here.

        Raises:
            UnrecordedRequestError: There is none, or none left.
            TransportError: That is what was recorded.
        """
        return self._take(recording.asked(request, request.url))

    @asynccontextmanager
    async def stream(
        self,
        request: Request,
        timeouts: Timeouts,  # noqa: ARG002 - a transport's signature
    ) -> AsyncGenerator[Stream, None]:
        """Hand over the recorded answer.

        Args:
            request: What would be sent.
            timeouts: Of no importance here.

        Yields:
            The answer.

        Raises:
            UnrecordedRequestError: There is none, or none left.
            TransportError: That is what was recorded.
        """
        yield _Replayed(
            self._take(recording.asked(request, scrubbing.unsigned(request.url)))
        )

    def _take(self, asked: Entry) -> Response:
        entries = self._left.get(recording.key(asked))
        if not entries:
            raise UnrecordedRequestError(
                f"{asked['method']} {asked['url']} is not in {self._path.name},"
                " or was replayed already"
            )
        entry = entries.popleft()
        if failure := entry.get("error"):
            kind = getattr(errors, failure["class"])
            raise kind(failure["message"], outcome_unknown=failure["outcome_unknown"])
        answer = entry["answer"]
        return Response(
            status=answer["status"],
            headers=Headers(answer["headers"]),
            body=recording.content(answer),
        )


@frozen
class _Replayed:
    _response: Response

    @property
    def status(self) -> int:
        return self._response.status

    @property
    def headers(self) -> Mapping[str, str]:
        return self._response.headers

    async def chunks(self, size: int) -> AsyncIterator[bytes]:
        data = self._response.body
        for start in range(0, len(data), size):
            yield data[start : start + size]
