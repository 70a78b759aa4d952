"""A request as a handler sees it."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from attrs import field, frozen

from aioghactions._wire.call import Operation
from aioghactions.testing._handlers.response import invalid, not_found
from aioghactions.testing._payloads.context import Site
from aioghactions.testing._state.directory import Directory
from aioghactions.testing._state.ids import as_id
from aioghactions.testing.identity import Identity


@frozen
class Blob:
    """Bytes that storage serves.

    Attributes:
        content: Makes the bytes, when they are fetched.
        content_type: Their media type.
        file_name: What a browser would save them as; "" to say nothing.
    """

    content: Callable[[], bytes]
    content_type: str
    file_name: str = ""


@frozen(kw_only=True)
class Ask:
    """One request, routed, admitted and read.

    Attributes:
        operation: The documented endpoint.
        path: The values in the path, decoded.
        query: The query parameters that the edition knows.
        body: The JSON object; empty if there is none.
        caller: Who asks.
        site: Where documents are served from.
        directory: The repositories and organizations of the server.
        now: The server's time.
        canonical: The path by numeric id, as ``Link`` headers spell it.
        store: Makes a signed link to bytes in storage.
    """

    operation: Operation[Any]
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Mapping[str, Any]
    caller: Identity
    site: Site
    directory: Directory
    now: float
    canonical: str
    store: Callable[[Blob], str] = field(repr=False)

    def number(self, name: str) -> int:
        """Return a number in the path.

        Raises:
            RefusalError: 404, as it is no number.
        """
        number = as_id(self.path[name])
        if not number:
            raise not_found()
        return number

    def flag(self, name: str) -> bool:
        """Return a boolean query parameter, False if it is absent."""
        return self.query.get(name, "").lower() in {"true", "1"}

    def text(self, name: str) -> str:
        """Return a required string of the body.

        Raises:
            RefusalError: 422, as it is absent or no string.
        """
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            raise invalid(message=f'Invalid request. "{name}" wasn\'t supplied.')
        return value

    def truth(self, name: str, *, default: bool = False) -> bool:
        """Return a boolean of the body.

        Raises:
            RefusalError: 422, as it is something else.
        """
        value = self.body.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise invalid(message=f"Invalid request. {name} must be a boolean.")
        return value

    def mapping(self, name: str) -> dict[str, Any]:
        """Return an object in the body, empty if it is absent.

        Raises:
            RefusalError: 422, as it is something else.
        """
        value: Any = self.body.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise invalid(message=f"Invalid request. {name} must be an object.")
        return cast("dict[str, Any]", value)

    def numbers(self, name: str) -> list[int]:
        """Return a list of ids in the body, empty if it is absent.

        Raises:
            RefusalError: 422, as it is something else.
        """
        values: Any = self.body.get(name)
        if values is None:
            return []
        if not isinstance(values, list):
            raise invalid(message=f"Invalid request. {name} must be a list.")
        ids = cast("list[object]", values)
        if not all(map(_is_id, ids)):
            raise invalid(message=f"Invalid request. {name} must hold ids.")
        return [int(str(value)) for value in ids]


def _is_id(value: object) -> bool:
    if isinstance(value, str):
        return value.isascii() and value.isdigit()
    return isinstance(value, int) and not isinstance(value, bool)
