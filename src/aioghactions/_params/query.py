"""Write query parameters the way the API documents them."""

from enum import Enum
from urllib.parse import quote

Scalar = str | int | bool


def encode(**values: Scalar | None) -> tuple[tuple[str, str], ...]:
    """Return names and texts; None is left out, booleans are lower case.

    Raises:
        TypeError: A value is not a string, an integer or a boolean.
        ValueError: A string is not valid Unicode.
    """
    return tuple(
        [
            (name, _text(name, value))
            for name, value in values.items()
            if value is not None
        ]
    )


def join(query: tuple[tuple[str, str], ...]) -> str:
    """Return ``query`` percent-encoded, ready to follow a question mark."""
    return "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in query)


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        kind = type(value).__name__
        raise TypeError(f"{name} must be a string, an integer or a boolean, not {kind}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{name}={value!r} is not valid Unicode") from None
    return value
