"""What is known of one call while it is under way."""

from math import inf
from typing import Any

from attrs import define, field

from aioghactions._core.call import Call, Operation
from aioghactions._core.messages import Request
from aioghactions._http.etag_cache import CachedResponse, CacheKey
from aioghactions._limits.admission import Permit
from aioghactions._request.response_errors import LimitKind


@define(kw_only=True, eq=False)
class CallState:
    """One call on its way: how often it was sent, and what came of it.

    Attributes:
        call: What the caller wants.
        request: What is sent next, without the headers that say who asks: it may
            end at another host.
        deadline: Monotonic instant at which the call ends; inf for never.
        conditional: Ask only for what has changed.
        visited: Every address this call was sent to.
        attempt: Which attempt this is, by patience's count.
        requests: How many requests were sent.
        refusals: How many of them a rate limit refused.
        limit: Which rate limit refused the last request, or None.
        limit_wait: Seconds for which the last refusal wants silence.
        paid: What the last repetition cost of the retry budget.
        token_serial: Which token the last request carried.
        renewed: The token was renewed once; a second 401 is final.
        under_way: A request may have left, and nothing came of it yet.
        resource: Whose allowance the last request took from.
        unknown: Some attempt may have taken effect without our knowing.
        ticket: The place in the gate that is held.
        key: Under which the answer is remembered.
        known: What is remembered.
    """

    call: Call[Any]
    request: Request
    deadline: float = inf
    conditional: bool = False
    visited: list[str] = field(factory=list[str], repr=False)
    attempt: int = 1
    requests: int = 0
    refusals: int = 0
    limit: LimitKind | None = None
    limit_wait: float = 0.0
    paid: int = 0
    token_serial: int = 0
    renewed: bool = False
    under_way: bool = False
    resource: str = ""
    unknown: bool = False
    ticket: Permit | None = None
    key: CacheKey | None = None
    known: CachedResponse | None = None

    @property
    def operation(self) -> Operation[Any]:
        """The documented endpoint."""
        return self.call.operation

    @property
    def outcome_unknown(self) -> bool:
        """Whether ending here leaves open if something was changed."""
        return self.unknown or (self.under_way and not self.operation.is_read)
