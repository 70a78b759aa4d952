"""Everything that reached the server, in order."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field, frozen

from aioghactions.testing.faults import Fault
from aioghactions.testing.operation_ids import Counts


@define(eq=False, kw_only=True)
class RecordedRequest:
    """One request, as it arrived.

    Attributes:
        method: HTTP method.
        path: The path as it was sent, percent-encoded, without the query.
        query: Query parameters in order, decoded.
        headers: By name in lower case. They hold the token: do not print them.
        body: The bytes of the body.
        time: When it arrived, in seconds since the epoch by the server's clock.
        operation: Id of the documented operation; "" if there is none.
        status: What it was answered with; 0 as long as there is no answer.
        fault: What went wrong with it on purpose.
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
        """The body as JSON; None if there is none.

        Raises:
            ValueError: The body is no JSON.
        """
        return json.loads(self.body) if self.body else None

    @property
    def is_write(self) -> bool:
        """Whether it is to change something."""
        return self.method not in {"GET", "HEAD", "OPTIONS"}

    @property
    def token(self) -> str:
        """The token it was sent with, or ""."""
        return self.headers.get("authorization", "").partition(" ")[2]


@frozen
class RecordedAnswer:
    """What a request was answered with.

    Attributes:
        status: HTTP status code.
        headers: By name in lower case.
        body: The bytes of the body before any compression.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@define
class Flight:
    """How many requests are being answered.

    Attributes:
        requests: All of them.
        writes: Those that are no reads.
        most: The most that there ever were.
    """

    requests: int = 0
    writes: int = 0
    most: int = 0

    def enter(self, *, write: bool) -> None:
        """Count one in."""
        self.requests += 1
        self.writes += write
        self.most = max(self.most, self.requests)

    def leave(self, *, write: bool) -> None:
        """Count one out."""
        self.requests -= 1
        self.writes -= write


Observer = Callable[[RecordedRequest, RecordedAnswer], object]


@define(eq=False)
class Journal:
    """The requests of one origin.

    Attributes:
        requests: All of them, in order of arrival.
        counts: How many there were of each operation.
        flight: What is being answered.
        observers: Called with each request and its answer.
    """

    requests: list[RecordedRequest] = field(factory=list[RecordedRequest])
    counts: Counter[str] = field(factory=Counts)
    flight: Flight = field(factory=Flight)
    observers: list[Observer] = field(factory=list[Observer])

    def arrive(self, request: RecordedRequest) -> None:
        """Write a request down."""
        self.requests.append(request)
        self.counts[request.operation] += 1

    def answer(self, request: RecordedRequest, answer: RecordedAnswer) -> None:
        """Write down what a request is answered with."""
        request.status = answer.status
        for observer in self.observers:
            observer(request, answer)

    def clear(self) -> None:
        """Forget what was written down."""
        self.requests.clear()
        self.counts.clear()
