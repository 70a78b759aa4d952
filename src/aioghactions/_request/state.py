"""State of one call in progress."""

from collections.abc import Mapping
from datetime import datetime
from math import inf
from typing import Any, Final, TypeAlias

from attrs import Factory, define, field

from aioghactions._core.call import Call, Operation
from aioghactions._core.messages import Request, Response
from aioghactions._http.error_body import ErrorBody
from aioghactions._http.etag_cache import CachedResponse, CacheKey
from aioghactions._limits.admission import Permit
from aioghactions._limits.detect import LimitKind
from aioghactions.errors import TransportError, UnexpectedAnswerError

Result: TypeAlias = Response | TransportError | UnexpectedAnswerError
# The errors that a transport raises; they are results, since they may be retried.
FAILED: Final = (TransportError, UnexpectedAnswerError)
NO_BODY: Final = ErrorBody()


@define(kw_only=True, eq=False, repr=False)
class CallState:
    """What is known of a call while it is in progress."""

    call: Call[Any]
    operation: Operation[Any] = field(
        init=False, default=Factory(lambda self: self.call.operation, takes_self=True)
    )
    # Of the next request. It may be a signed link, so without auth headers.
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None
    deadline: float = inf  # monotonic instant
    conditional: bool = False  # send the ETag of a cached response
    is_repeatable: bool = False  # sending it twice does no harm, although it is a POST
    visited: tuple[str, ...] = ()  # URLs that redirected
    attempt: int = 1  # as Patience.attempts counts
    requests: int = 0  # sent so far
    limited: int = 0  # responses so far that were rate limits
    limit: LimitKind | None = None  # reported by the last response
    limit_wait: float | None = None  # seconds for which it lasts; None if unknown
    retry_at: datetime | None = None  # when it ends
    error_body: ErrorBody = NO_BODY  # of the last response
    anonymous: bool = False  # the last request had no token
    paid: int = 0  # what the last retry cost of the retry budget
    token_serial: int = 0  # number of the token that the last request carried
    token_renewed: bool = False  # once: no third token is requested
    token_delays: int = 0  # how often it waited for a new token to become known
    in_flight: bool = False  # a request may have been sent; no response was received
    resource: str = ""  # rate limit resource of the last request
    effect_unknown: bool = False  # an attempt may have taken effect without a response
    permit: Permit | None = None
    keeps_permit: bool = False  # of the redirect to a link, while its body is read
    cache_key: CacheKey | None = None
    cached: CachedResponse | None = None  # what a 304 confirms

    def request(self, headers: Mapping[str, str]) -> Request:
        """Return the next request, with these headers."""
        return Request(
            method=self.operation.method, url=self.url, headers=headers, body=self.body
        )

    @property
    def retried_as(self) -> str:
        """The method that decides about retries."""
        return "GET" if self.is_repeatable else self.operation.method

    @property
    def outcome_unknown(self) -> bool:
        """Whether a call that ended now may have changed something."""
        return self.effect_unknown or (self.in_flight and self.retried_as != "GET")
