"""One HTTP request and one HTTP response, as plain values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Generic, TypeVar

from attrs import field, frozen

T_co = TypeVar("T_co", covariant=True)


class Headers(dict[str, str]):
    """Headers, lower case, whose repr tells names only: one value is the token."""

    def __repr__(self) -> str:
        return f"<Headers {', '.join(self)}>"


@frozen(kw_only=True)
class Request:
    """A request ready for the transport.

    The headers hold the token and the URL may be signed, so neither is shown.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(factory=Headers, repr=False)
    body: bytes | None = field(default=None, repr=False)


@frozen(kw_only=True)
class Response:
    """A response whose body has been read. Header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)


@frozen(kw_only=True)
class RateLimit:
    """What GitHub said about the allowance of one resource.

    Attributes:
        resource: Which allowance: ``core``, ``actions_runner_registration``...
        limit: Requests an hour.
        remaining: Requests left until ``reset``.
        used: Requests spent since the last reset.
        reset: When ``remaining`` is ``limit`` again.
    """

    resource: str
    limit: int
    remaining: int
    used: int
    reset: datetime


@frozen(kw_only=True)
class Answer(Generic[T_co]):
    """A decoded answer with what HTTP said around it.

    Attributes:
        value: The model, or None where nothing is promised.
        status: HTTP status code.
        headers: Header names are lower case.
        rate_limit: The allowance after this call; None where the server has
            no limits (GitHub Enterprise Server by default).
        attempts: How many requests the call made.
    """

    value: T_co
    status: int
    headers: Mapping[str, str] = field(repr=False)
    rate_limit: RateLimit | None = None
    attempts: int = 1

    @property
    def request_id(self) -> str:
        """``x-github-request-id``, which GitHub's support asks for."""
        return self.headers.get("x-github-request-id", "")
