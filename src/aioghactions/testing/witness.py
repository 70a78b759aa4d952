"""What a fake GitHub has seen."""

from collections import Counter

from aioghactions.testing._server.server import Server
from aioghactions.testing.journal import RecordedRequest
from aioghactions.testing.limits import Excess


class Witness:
    """The part of :class:`FakeGitHub` that tells what has arrived."""

    _server: Server

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request that reached the API, in order."""
        return self._server.api.journal.requests

    @property
    def downloads(self) -> list[RecordedRequest]:
        """Every request that reached the second origin, in order."""
        return self._server.storage.journal.requests

    @property
    def counts(self) -> Counter[str]:
        """How many requests there were of each operation."""
        return self._server.api.journal.counts

    @property
    def most_in_flight(self) -> int:
        """The most requests that were ever being answered at once."""
        return self._server.api.journal.in_flight.most

    @property
    def excesses(self) -> list[Excess]:
        """The requests that exceeded a secondary limit."""
        return self._server.api.limiter.excesses

    def forget(self) -> None:
        """Forget the requests that were recorded."""
        self._server.api.journal.clear()
        self._server.storage.journal.clear()
