"""HTTP requests and responses as plain values."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final, Generic, TypeVar

from attrs import field, frozen

T_co = TypeVar("T_co", covariant=True)

_MAX_LENGTH: Final = 64
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
