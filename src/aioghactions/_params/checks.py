"""Check what a verb is given before anything is sent.

The text of an error names the argument and does not show it: it may be a secret that
was put in the wrong place.
"""

import re
from collections.abc import Mapping, Sized
from math import isnan
from typing import TypeVar

from aioghactions._params.body import as_list

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


def text(name: str, value: object) -> str:
    """Return ``value`` if it is a string with something in it.

    Raises:
        TypeError: It is no string.
        ValueError: It is empty.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string, not {type(value).__name__}")
    if not value.strip():
        raise ValueError(f"{name} is empty")
    return value


def mapping(name: str, value: object) -> None:
    """Check that ``value`` has members by name.

    Raises:
        TypeError: It has not.
    """
    if not isinstance(value, Mapping):
        kind = type(value).__name__
        raise TypeError(f"{name} must be a mapping, such as a dict, not {kind}")


def integers(name: str, values: object) -> list[int]:
    """Return ``values`` as a list, so that they can be sent more than once.

    Raises:
        TypeError: They are not several, or no integers.
    """
    numbers: list[int] = []
    for value in as_list(name, values) or ():
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{name} must hold integers, not {type(value).__name__}")
        numbers.append(value)
    return numbers


def seconds(name: str, value: object) -> float:
    """Return ``value`` if it is a number of seconds.

    One below 0 is: it is what is left of a time that is over.

    Raises:
        TypeError: It is no number.
        ValueError: It is NaN.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        kind = type(value).__name__
        raise TypeError(f"{name} must be a number of seconds, not {kind}")
    if isnan(value):
        raise ValueError(f"{name} is no number")
    return value


def secret_name(value: object) -> str:
    """Return ``value`` if it can be the name of a secret.

    Raises:
        TypeError: It is no string.
        ValueError: It holds other than letters, digits and underscores, or begins
            with a digit.
    """
    name = text("secret_name", value)
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise ValueError(
            "secret_name may hold letters, digits and underscores, and must not "
            "begin with a digit"
        )
    return name
