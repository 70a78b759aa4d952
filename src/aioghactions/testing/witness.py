"""The part of FakeGitHub that reports the requests that it received."""

from collections import Counter

from aioghactions.testing._server.server import Server
from aioghactions.testing.journal import RecordedRequest
from aioghactions.testing.limits import Excess


class Witness:
    """The part of :class:`FakeGitHub` that reports the requests that it received."""

    _server: Server

    @property
    def requests(self) -> list[RecordedRequest]:
        """All requests to the API, in order."""
        return self._server.api.journal.requests

    @property
    def downloads(self) -> list[RecordedRequest]:
        """All requests to the storage of logs and artifacts, in order."""
        return self._server.storage.journal.requests

    @property
    def counts(self) -> Counter[str]:
        """The number of requests of each operation."""
        return self._server.api.journal.counts

    @property
    def most_in_flight(self) -> int:
        """The highest number of concurrent requests so far."""
        return self._server.api.journal.in_flight.most

    @property
    def excesses(self) -> list[Excess]:
        """The requests that exceeded a secondary limit."""
        return self._server.api.limiter.excesses

    def forget(self) -> None:
        """Delete the recorded requests."""
        self._server.api.journal.clear()
        self._server.storage.journal.clear()
