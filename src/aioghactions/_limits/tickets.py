"""What the limits answer to whoever wants to send: a ticket, or a wait."""

from typing import Literal

from attrs import define, frozen

from aioghactions._limits.pacing import Rule, Slot

Reason = Literal["primary", "secondary", "opening", "probe"] | Rule


@frozen
class Blocked:
    """Not now.

    Attributes:
        until: Monotonic instant at which to ask again; inf if only the end of
            another request can change the answer. Ask again also whenever some
            request was answered or has left.
        reason: What holds the request back. ``primary`` and ``secondary`` are
            limits that the server declared: bound these waits by patience. The
            others pass by themselves, or as requests end.
    """

    until: float
    reason: Reason


@define(eq=False)
class Permit:
    """The right to send one request; hand it back with ``Limits.leave``.

    Attributes:
        operation: Operation id.
        resource: Whose allowance it takes from, as far as is known.
        serial: Its reservation in that allowance.
        number: Tickets are counted in the order they are given out.
        visit: Its place in the pace.
        settled: The reservation has been settled.
        left: The ticket has been handed back.
    """

    operation: str
    resource: str
    serial: int
    number: int
    visit: Slot
    settled: bool = False
    left: bool = False
