"""Record the requests that reach the server."""

import json
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any

from attrs import define, field

from aioghactions.testing.operation_ids import Counts
from aioghactions.testing.script import Fault, RecordedAnswer


@define(eq=False, kw_only=True)
class RecordedRequest:
    """A request that reached the server.

    Attributes:
        method: HTTP method.
        path: The path, percent-encoded, without the query.
        query: Query parameters in order, decoded.
        headers: Headers by name in lower case; they contain the token.
        body: The body.
        time: When it arrived, in seconds since the epoch by the server's clock.
        operation: The id of the documented operation; "" if the request matches none.
        status: The status of the response; 0 until there is one.
        fault: The fault that was injected; ``fault.departs`` is whether the response
            may differ from GitHub's description of it.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    body: bytes = field(default=b"", repr=False)
    time: float
    operation: str = ""
    status: int = 0
    fault: Fault | None = field(default=None, repr=False)

    @property
    def json(self) -> Any:
        """The parsed JSON body; None if the body is empty.

        Raises:
            ValueError: The body is not JSON.
        """
        return json.loads(self.body) if self.body else None

    @property
    def is_write(self) -> bool:
        """Whether the method is not GET, HEAD or OPTIONS."""
        return self.method not in {"GET", "HEAD", "OPTIONS"}

    @property
    def token(self) -> str:
        """The token in the ``Authorization`` header, or ""."""
        return self.headers.get("authorization", "").partition(" ")[2]


@define
class InFlight:
    """The number of requests in flight.

    Attributes:
        requests: All requests in flight.
        writes: The writes among them.
        most: The highest number of requests so far.
    """

    requests: int = 0
    writes: int = 0
    most: int = 0

    @contextmanager
    def counting(self, *, write: bool) -> Generator[None]:
        """Count a request within a ``with`` block."""
        self.requests += 1
        self.writes += write
        self.most = max(self.most, self.requests)
        try:
            yield
        finally:
            self.requests -= 1
            self.writes -= write


Observer = Callable[[RecordedRequest, RecordedAnswer], object]


@define(eq=False)
class Journal:
    """The requests to one origin.

    Attributes:
        requests: All requests in order of arrival.
        counts: The number of requests of each operation.
        in_flight: The number of requests in flight.
        observers: Called with each request and its response.
    """

    requests: list[RecordedRequest] = field(factory=list[RecordedRequest])
    counts: Counter[str] = field(factory=Counts)
    in_flight: InFlight = field(factory=InFlight)
    observers: list[Observer] = field(factory=list[Observer])

    def record(self, request: RecordedRequest) -> None:
        """Record a request."""
        self.requests.append(request)
        self.counts[request.operation] += 1

    def record_answer(self, request: RecordedRequest, answer: RecordedAnswer) -> None:
        """Record the response to a request, and call the observers."""
        request.status = answer.status
        for observer in self.observers:
            observer(request, answer)

    def clear(self) -> None:
        """Delete the recorded requests."""
        self.requests.clear()
        self.counts.clear()
