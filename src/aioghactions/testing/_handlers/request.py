"""The request that a handler gets."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from attrs import field, frozen

from aioghactions._core.call import Operation
from aioghactions.testing._handlers.response import Response, invalid, not_found
from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.directory import Directory
from aioghactions.testing._state.ids import as_id
from aioghactions.testing.identity import Identity


@frozen
class Blob:
    """A file that storage serves.

    Attributes:
        content: Returns the bytes; called when they are downloaded.
        content_type: The media type.
        file_name: The name for ``Content-Disposition``; "" to omit the header.
    """

    content: Callable[[], bytes]
    content_type: str
    file_name: str = ""


@frozen(kw_only=True)
class Request:
    """A routed, authorized and parsed request.

    Attributes:
        operation: The documented operation.
        path: The parameters in the path, decoded.
        query: The query parameters that the edition documents.
        body: The JSON object in the body; empty if there is no body.
        caller: The identity of the sender.
        context: The context of payloads.
        directory: The repositories and organizations of the server.
        now: The server's time.
        canonical: The path with numeric ids, which ``Link`` headers use.
        rate_limits: Returns the rate limits of the sender by resource; empty on a
            server without limits.
        store: Returns a signed link to a file in storage.
    """

    operation: Operation[Any]
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Mapping[str, Any]
    caller: Identity
    context: Context
    directory: Directory
    now: float
    canonical: str
    rate_limits: Callable[[], Mapping[str, Mapping[str, int]]] = field(repr=False)
    store: Callable[[Blob], str] = field(repr=False)

    def number(self, name: str) -> int:
        """Return a number in the path.

        Raises:
            HTTPError: 404: it is not a number.
        """
        number = as_id(self.path[name])
        if not number:
            raise not_found()
        return number

    def flag(self, name: str) -> bool:
        """Return a boolean query parameter, False if it is missing."""
        return self.query.get(name, "").lower() in {"true", "1"}

    def text(self, name: str) -> str:
        """Return a required string in the body.

        Raises:
            HTTPError: 422: it is missing, empty or not a string.
        """
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            raise invalid(message=f'Invalid request. "{name}" wasn\'t supplied.')
        return value

    def boolean(self, name: str) -> bool:
        """Return a boolean in the body, False if it is missing.

        Raises:
            HTTPError: 422: it is not a boolean.
        """
        value = self.body.get(name)
        if not isinstance(value, bool | None):
            raise invalid(message=f"Invalid request. {name} must be a boolean.")
        return bool(value)

    def mapping(self, name: str) -> dict[str, Any]:
        """Return an object in the body, empty if it is missing.

        Raises:
            HTTPError: 422: it is not an object.
        """
        value: Any = self.body.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise invalid(message=f"Invalid request. {name} must be an object.")
        return cast("dict[str, Any]", value)

    def ids(self, name: str) -> list[int]:
        """Return a list of ids in the body, empty if it is missing.

        Raises:
            HTTPError: 422: it is not a list of ids.
        """
        values: Any = self.body.get(name)
        if values is None:
            return []
        if not isinstance(values, list):
            raise invalid(message=f"Invalid request. {name} must be a list.")
        ids = cast("list[object]", values)
        if not all(map(_is_id, ids)):
            raise invalid(message=f"Invalid request. {name} must contain ids.")
        return [int(str(value)) for value in ids]

    def accepted(self, status: int) -> Response:
        """Return an empty object, or an empty body as older editions do."""
        return Response(status, {} if self.context.edition.has("ghes-3.12") else None)


def _is_id(value: object) -> bool:
    if isinstance(value, str):
        return value.isascii() and value.isdigit()
    return isinstance(value, int) and not isinstance(value, bool)
