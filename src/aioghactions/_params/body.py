"""Write request bodies: what is None is not sent."""

from collections.abc import Iterable, Mapping
from enum import Enum
from math import isfinite
from typing import Any, cast

JSON = str | int | float | bool | None | list[Any] | dict[str, Any]


def encode(**members: object) -> dict[str, JSON]:
    """Return the JSON object to send; members that are None are left out.

    Raises:
        ValueError: A number is infinite, or none at all.
        TypeError: A value has no JSON form. A lone string where several
            values are wanted is one letter each, so it is refused where
            generated code declares a sequence.
    """
    return {
        name: _plain(name, value)
        for name, value in members.items()
        if value is not None
    }


def as_list(name: str, values: object) -> list[object] | None:
    """Return ``values`` as a list; refuse a string, which is its own sequence.

    Raises:
        TypeError: It is one value, or a mapping.
    """
    if values is None:
        return None
    lone = isinstance(values, str | bytes | Mapping)
    if lone or not isinstance(values, Iterable):
        raise TypeError(f"{name} takes several values: put it in a list")
    return list(cast("Iterable[object]", values))


def _plain(name: str, value: object) -> JSON:
    if isinstance(value, Enum):
        return _plain(name, value.value)
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{name}: {value} cannot be sent as JSON")
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        members = cast("Mapping[object, object]", value)
        return {str(k): _plain(f"{name}.{k}", v) for k, v in members.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = cast("Iterable[object]", value)
        return [_plain(f"{name}[{i}]", v) for i, v in enumerate(items)]
    kind = type(value).__name__
    raise TypeError(f"{name}: a {kind} cannot be sent as JSON")
