"""Check arguments against documented limits before anything is sent."""

import re
from collections.abc import Sized
from typing import TypeVar

SizedT = TypeVar("SizedT", bound=Sized)


def between(
    name: str, value: int | None, least: int, most: int | None = None
) -> int | None:
    """Return ``value`` if it is None or within the documented range.

    Raises:
        TypeError: It is no integer.
        ValueError: It is below ``least`` or above ``most``.
    """
    if value is not None and type(value) is not int:  # True is an int, and no number
        raise TypeError(f"{name} must be an integer, not {type(value).__name__}")
    if value is None or (value >= least and (most is None or value <= most)):
        return value
    span = f"{least} or more" if most is None else f"{least} to {most}"
    raise ValueError(f"{name} is {value}; GitHub takes {span}")


def at_most(name: str, value: SizedT | None, most: int) -> SizedT | None:
    """Return ``value`` if it is None or has no more than ``most`` entries.

    Raises:
        ValueError: It has more.
    """
    if value is None or len(value) <= most:
        return value
    raise ValueError(f"{name} has {len(value)} entries; GitHub takes at most {most}")


def matching(name: str, value: str | None, pattern: str, form: str) -> str | None:
    """Return ``value`` if it is None or of the documented form.

    Args:
        name: What the argument is called.
        value: What was given.
        pattern: Its form.
        form: The same in words.

    Raises:
        ValueError: It is not. The message does not show it: what has another
            form than sealed Base64 may be the secret itself.
    """
    if value is None or re.fullmatch(pattern, value):
        return value
    raise ValueError(f"{name} must be {form}")


def one_of(**values: object) -> None:
    """Check that at least one of the arguments is given.

    Raises:
        ValueError: All of them are None.
    """
    if all(value is None for value in values.values()):
        raise ValueError(f"give {' or '.join(values)}, or both")
