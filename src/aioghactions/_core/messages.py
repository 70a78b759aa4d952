"""HTTP requests and responses as plain values, and the events of calls."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final, Generic, Literal, TypeVar

from attrs import field, frozen

T_co = TypeVar("T_co", covariant=True)
Kind = Literal["attempt", "retry", "limit", "pause", "redirect", "budget"]

_MAX_LENGTH: Final = 64
_FIRST_ERROR: Final = 400
REQUEST_ID: Final = "x-github-request-id"


class Headers(dict[str, str]):
    """Headers whose repr contains only names: one of the values is the token."""

    def __repr__(self) -> str:
        return f"<Headers {', '.join(self)}>"


@frozen(kw_only=True)
class Request:
    """A request for the transport.

    The repr contains only the method: the headers hold the token, and the URL may be
    signed.

    Attributes:
        method: HTTP method.
        url: The whole URL, percent-encoded.
        headers: All headers to send.
        body: The body to send, or None.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(factory=Headers, repr=False)
    body: bytes | None = field(default=None, repr=False)


@frozen(kw_only=True)
class Response:
    """A response whose body has been read.

    Attributes:
        status: HTTP status code.
        headers: Header names are lower case.
        body: The body, after content decoding.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)


@frozen(kw_only=True)
class RateLimit:
    """The rate limit of one resource, from the headers of a response.

    Attributes:
        resource: The resource: ``core``, ``actions_runner_registration``...
        limit: Requests per hour.
        remaining: Requests left until ``reset``.
        used: Requests made since the last reset.
        reset: When ``remaining`` becomes ``limit`` again.
    """

    resource: str
    limit: int
    remaining: int
    used: int
    reset: datetime


@frozen(kw_only=True)
class Answer(Generic[T_co]):
    """A decoded response with its status, headers and rate limit.

    Attributes:
        value: The model, or None if none is documented.
        status: HTTP status code.
        headers: Header names are lower case.
        rate_limit: The rate limit after this call; None if the server has none
            (GitHub Enterprise Server by default).
        attempts: Number of requests that the call made.
    """

    value: T_co
    status: int
    headers: Mapping[str, str] = field(repr=False)
    rate_limit: RateLimit | None = None
    attempts: int = 1

    @property
    def request_id(self) -> str:
        """The ``x-github-request-id`` header, for questions to GitHub's support."""
        return self.headers.get(REQUEST_ID, "")


@frozen(kw_only=True)
class Event:
    """One event of a call. Contains no secrets; ``str(event)`` is its log line.

    Attributes:
        kind: ``attempt``: a request got a response or failed · ``retry``: it is sent
            again after ``seconds`` · ``limit``: GitHub's rate limit blocks requests
            for ``seconds`` · ``pause``: the call waited ``seconds`` for a permit
            before it was sent · ``redirect``: GitHub redirects to another URL ·
            ``budget``: the store of a shared budget is lost, with ``error``, or is
            back, without; it belongs to no call.
        operation: Operation id, such as ``get-workflow-run``, or "".
        method: HTTP method, or "".
        path: Path of the call without its query, percent-encoded.
        attempt: Number of the request within the call, from 1.
        status: HTTP status of the response, or None without one.
        error: Class name of the exception, or "".
        request_id: ``x-github-request-id`` of the response, or "".
        resource: The rate limit's resource, such as ``core``, or "".
        rate_limit: The rate limit after the response; None without one.
        seconds: Duration of the attempt, or of the wait.
        members: Of a ``budget`` event: the processes that share the budget.
    """

    kind: Kind
    operation: str
    method: str = ""
    path: str = ""
    attempt: int
    status: int | None = None
    error: str = ""
    request_id: str = ""
    resource: str = ""
    rate_limit: RateLimit | None = None
    seconds: float = 0.0
    members: int = 0

    def __str__(self) -> str:
        if self.kind == "budget":
            if self.error:
                return (
                    "the store of the budget is lost: this process counts alone, "
                    f"with 1/{self.members} of the limits"
                )
            return f"the store of the budget is back: {self.members} share the limits"
        result = self.status or self.error
        request = f"{self.method} {self.path}" if self.path else self.operation
        duration = _duration(self.seconds)
        what = {
            "attempt": f" -> {result} in {duration}",
            "retry": f": again in {duration} after {result}",
            "limit": f": {self.error} of {self.resource}, blocked for {duration}",
            "pause": f": waited {duration} to be sent",
            "redirect": f" -> {self.status}, redirected",
        }[self.kind]
        about = [f"attempt {self.attempt}"]
        if (left := self.rate_limit) is not None:
            about.append(f"{left.remaining:,} of {left.limit:,} left")
        if self.request_id and (self.error or (self.status or 0) >= _FIRST_ERROR):
            about.append(f"request id {self.request_id}")
        return f"{request}{what} ({', '.join(about)})"


def _duration(seconds: float) -> str:
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.1f} s"


# All responses of one second have the same date: 0.1 µs instead of 6.
@lru_cache(maxsize=16)
def parse_http_date(text: str) -> float | None:
    """Return an HTTP date in seconds since the epoch, or None if it is invalid.

    A date without a time zone is read as GMT.
    """
    if not text or len(text) > _MAX_LENGTH:
        return None
    try:
        when = parsedate_to_datetime(text)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
