"""What a handler answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen


@frozen
class Reply:
    """An answer before it is put into bytes.

    Attributes:
        status: HTTP status code.
        document: The JSON body; None for no body.
        headers: Headers of its own.
    """

    status: int
    document: Any = None
    headers: Mapping[str, str] = field(factory=dict[str, str])


class RefusalError(Exception):
    """The request is answered with an error.

    Attributes:
        status: HTTP status code.
        message: The sentence in the body.
        errors: What is wrong with the values, for a 422.
        headers: Headers of its own.
        anchor: The part of the documentation that the body points to.
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


def ok(document: Any) -> Reply:
    """Return a 200 with ``document``."""
    return Reply(200, document)


def no_content() -> Reply:
    """Return a 204."""
    return Reply(204)


def not_found() -> RefusalError:
    """Return the 404 that tells nothing about why."""
    return RefusalError(404, "Not Found")


def conflict(message: str) -> RefusalError:
    """Return a 409: not possible in the present state."""
    return RefusalError(409, message)


def forbidden(message: str) -> RefusalError:
    """Return a 403 that no permission would cure."""
    return RefusalError(403, message)


def invalid(*errors: Any, message: str = "Validation Failed") -> RefusalError:
    """Return a 422 that says which values are wrong."""
    return RefusalError(422, message, errors=errors)
