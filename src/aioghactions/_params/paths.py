"""Fill path templates without letting a value leave its segment."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote

# yarl and most servers resolve dot segments, also percent-encoded ones: with
# owner=".." a request would reach another endpoint with the caller's token.
_DOT_SEGMENT: Final = re.compile(r"(?:\.|%2[eE]){1,2}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def fill(template: str, **values: str | int) -> str:
    """Return ``template`` with each ``{name}`` replaced and percent-encoded.

    Raises:
        TypeError: A value is neither a string nor an integer.
        ValueError: A value is empty, a dot segment, or holds a control
            character or half of a surrogate pair.
    """
    for name, value in values.items():
        if type(value) is not int:  # there is nothing to encode in a number
            values[name] = _segment(name, value)
    # Templates are the library's own, and what is put in is not looked at again.
    return template.format_map(values)


def number(name: str, value: object) -> int:
    """Return ``value`` if it is one: a path names what it means by it.

    Raises:
        TypeError: It is no integer.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError(f"{name} must be an integer, not {type(value).__name__}")


def _segment(name: str, value: object) -> str:
    if type(value) is str:
        return _encoded(name, value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        kind = type(value).__name__
        raise TypeError(f"{name} must be a string or an integer, not {kind}")
    return _encoded(name, str(value))


# Owner and repository are mostly those of the call before: 0.2 µs instead of 3.
@lru_cache(maxsize=512)
def _encoded(name: str, text: str) -> str:
    if not text:
        raise ValueError(f"{name} is empty")
    if _DOT_SEGMENT.fullmatch(text) or _CONTROL.search(text):
        raise ValueError(f"{name}={text!r} cannot stand in a path")
    try:
        return quote(text, safe="")
    except UnicodeEncodeError:
        raise ValueError(f"{name}={text!r} is not valid Unicode") from None
