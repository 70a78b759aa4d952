"""Everything that may hold back a request of one token at one host."""

from collections.abc import Mapping
from typing import Any, Literal

from attrs import define, frozen

from aioghactions._wire.call import Operation
from aioghactions._wire.exchange import RateLimit, Response

from .classify import LimitKind
from .pace import Cost, Pace

Reason = Literal[
    "primary", "secondary", "probe", "reserved",
    "concurrency", "writes", "content", "points",
]  # fmt: skip


@frozen
class Wait:
    """Not now.

    Attributes:
        until: Monotonic instant at which to ask again; inf if only the end of
            another request can change the answer. Ask again also whenever some
            request was answered or left.
        reason: What holds the request back. ``primary`` and ``secondary`` are
            limits that the server declared: bound them by patience.
    """

    until: float
    reason: Reason


@define(eq=False)
class Ticket:
    """The right to send one request; hand it back with ``leave``."""

    operation: str
    cost: Cost
    resource: str
    serial: int
    number: int
    admitted: float
    settled: bool = False
    left: bool = False


class Limits:
    """The gate's whole knowledge; the gate itself only waits."""

    def __init__(self, pace: Pace, *, free_304: bool = True) -> None: ...

    def admit(self, operation: Operation[Any], *, monotonic: float) -> Ticket | Wait:
        """Reserve a place for one request, or say when to ask again."""
        ...

    def answered(
        self,
        ticket: Ticket,
        status: int,
        headers: Mapping[str, str],
        *,
        now: float,
        monotonic: float,
        jitter: float,
    ) -> None:
        """Learn from an answer of the API; call it once, when headers arrive."""
        ...

    def refused(
        self,
        ticket: Ticket,
        kind: LimitKind,
        headers: Mapping[str, str],
        *,
        now: float,
        monotonic: float,
        jitter: float,
    ) -> float:
        """Close the door after a rate limited answer; return the seconds to wait.

        Call it after ``answered``, as soon as ``classify.limit_kind`` has spoken.
        """
        ...

    def leave(self, ticket: Ticket, *, monotonic: float, sent: bool = True) -> None:
        """Give the place back; always, in ``finally``. A second call does nothing.

        Args:
            ticket: What ``admit`` returned.
            monotonic: The instant.
            sent: False if the request provably never left.
        """
        ...

    def known(self) -> Mapping[str, RateLimit]:
        """Return what GitHub last said, by resource."""
        ...
