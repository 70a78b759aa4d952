"""The responses and errors of handlers."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen


@frozen
class Response:
    """A response before it is rendered.

    Attributes:
        status: HTTP status code.
        payload: The JSON body; None for no body.
        headers: Additional headers.
    """

    status: int
    payload: Any = None
    headers: Mapping[str, str] = field(factory=dict[str, str])


class HTTPError(Exception):
    """An error response.

    Attributes:
        status: HTTP status code.
        message: The ``message`` in the body.
        errors: The ``errors`` in the body of a 422.
        headers: Additional headers.
        anchor: The fragment of the documentation URL in the body.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        errors: Sequence[Any] = (),
        headers: Mapping[str, str] | None = None,
        anchor: str = "",
    ) -> None:
        super().__init__(f"{status} {message}")
        self.status = status
        self.message = message
        self.errors = errors
        self.headers = headers or {}
        self.anchor = anchor


def ok(payload: Any) -> Response:
    """Return a 200 with ``payload``."""
    return Response(200, payload)


def no_content() -> Response:
    """Return a 204."""
    return Response(204)


def not_found() -> HTTPError:
    """Return a 404."""
    return HTTPError(404, "Not Found")


def conflict(message: str) -> HTTPError:
    """Return a 409: impossible in the present state."""
    return HTTPError(409, message)


def forbidden(message: str) -> HTTPError:
    """Return a 403 that does not depend on permissions."""
    return HTTPError(403, message)


def invalid(*errors: Any, message: str = "Validation Failed") -> HTTPError:
    """Return a 422 for invalid values."""
    return HTTPError(422, message, errors=errors)
