"""State of one call in progress."""

from collections.abc import Mapping
from datetime import datetime
from math import inf
from typing import Any, Final, TypeAlias

from aioghactions._core.call import Call, Operation
from aioghactions._core.messages import Request, Response
from aioghactions._http.error_body import ErrorBody
from aioghactions._http.etag_cache import CachedResponse
from aioghactions._limits.admission import Permit
from aioghactions._limits.detect import LimitKind
from aioghactions.errors import TransportError, UnexpectedAnswerError

Result: TypeAlias = Response | TransportError | UnexpectedAnswerError
# The errors that a transport raises; they are results, since they may be retried.
FAILED: Final = (TransportError, UnexpectedAnswerError)
NO_BODY: Final = ErrorBody()


class CallState:
    """What is known of a call while it is in progress.

    Not an attrs class: generating one with so many attributes takes a millisecond.
    """

    def __init__(
        self,
        call: Call[Any],
        *,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
    ) -> None:
        self.call: Call[Any] = call
        self.operation: Operation[Any] = call.operation
        # Of the next request. It may be a signed link, so without auth headers.
        self.url: str = url
        self.headers: Mapping[str, str] = headers
        self.body: bytes | None = body
        self.deadline: float = inf  # monotonic instant
        self.conditional: bool = False  # send the ETag of a cached response
        # Sending it twice does no harm, although it is a POST.
        self.is_repeatable: bool = False
        self.visited: tuple[str, ...] = ()  # URLs that redirected
        self.attempt: int = 1  # as Patience.attempts counts
        self.requests: int = 0  # sent so far
        self.limited: int = 0  # responses so far that were rate limits
        self.limit: LimitKind | None = None  # reported by the last response
        # Seconds for which it lasts; None if unknown.
        self.limit_wait: float | None = None
        self.retry_at: datetime | None = None  # when it ends
        self.error_body: ErrorBody = NO_BODY  # of the last response
        self.anonymous: bool = False  # the last request had no token
        self.paid: int = 0  # what the last retry cost of the retry budget
        self.token_serial: int = 0  # number of the token that the last request carried
        self.token_renewed: bool = False  # once: no third token is requested
        self.token_delays: int = (
            0  # how often it waited for a new token to become known
        )
        # A request may have been sent; no response was received.
        self.in_flight: bool = False
        self.resource: str = ""  # rate limit resource of the last request
        # An attempt may have taken effect without a response.
        self.effect_unknown: bool = False
        self.permit: Permit | None = None
        # That of the redirect to a link, while its body is read.
        self.keeps_permit: bool = False
        self.cache_key: str = ""  # empty if the call is not conditional
        self.cached: CachedResponse | None = None  # what a 304 confirms

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
