"""State of one call in progress."""

from datetime import datetime
from math import inf
from typing import Any, Final

from attrs import define, field

from aioghactions._core.call import Call, Operation
from aioghactions._core.messages import Request
from aioghactions._http.error_body import ErrorBody
from aioghactions._http.etag_cache import CachedResponse, CacheKey
from aioghactions._limits.admission import Permit
from aioghactions._limits.detect import LimitKind

NO_BODY: Final = ErrorBody()


@define(kw_only=True, eq=False)
class CallState:
    """What is known of a call while it is in progress.

    Attributes:
        call: What the caller wants.
        request: The next request, without authentication headers: a redirect may
            lead to another host.
        deadline: Monotonic instant at which the call ends; inf for never.
        conditional: Send the ETag of a cached response.
        is_repeatable: Sending the request twice does no harm, although it is a POST.
        visited: URLs that redirected this call.
        attempt: Number of the attempt, as ``Patience.attempts`` counts.
        requests: Requests sent so far.
        limited: Responses so far that were rate limits.
        limit: Rate limit that the last response reported, or None.
        limit_wait: Seconds for which that limit lasts; None if unknown.
        retry_at: When that limit ends, by the wall clock.
        error_body: Parsed body of the last error response.
        anonymous: The last request had no token.
        paid: What the last retry cost of the retry budget.
        token_serial: Number of the token that the last request carried.
        token_renewed: The token was renewed once; a second 401 is final.
        in_flight: A request may have been sent, and no response was received.
        resource: Rate limit resource that the last request counted against.
        effect_unknown: An attempt may have taken effect without a response.
        permit: The permit that is held.
        cache_key: Key of the response in the ETag cache.
        cached: The cached response that a 304 confirms.
    """

    call: Call[Any]
    request: Request
    deadline: float = inf
    conditional: bool = False
    is_repeatable: bool = False
    visited: list[str] = field(factory=list[str], repr=False)
    attempt: int = 1
    requests: int = 0
    limited: int = 0
    limit: LimitKind | None = None
    limit_wait: float | None = None
    retry_at: datetime | None = None
    error_body: ErrorBody = NO_BODY
    anonymous: bool = False
    paid: int = 0
    token_serial: int = 0
    token_renewed: bool = False
    in_flight: bool = False
    resource: str = ""
    effect_unknown: bool = False
    permit: Permit | None = None
    cache_key: CacheKey | None = None
    cached: CachedResponse | None = None

    @property
    def operation(self) -> Operation[Any]:
        """The documented endpoint."""
        return self.call.operation

    @property
    def retried_as(self) -> str:
        """The method that decides about retries."""
        return "GET" if self.is_repeatable else self.operation.method

    @property
    def outcome_unknown(self) -> bool:
        """Whether a call that ended now may have changed something."""
        return self.effect_unknown or (self.in_flight and self.retried_as != "GET")
