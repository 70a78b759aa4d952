"""Write request bodies: what is None is not sent."""

from collections.abc import Iterable, Mapping
from enum import Enum
from math import isfinite
from typing import Any, cast


def encode(**members: object) -> dict[str, Any]:
    """Return the JSON object to send; members that are None are left out.

    Raises:
        TypeError: A value has no JSON form.
        ValueError: A number is infinite or none at all.
    """
    return {
        name: _plain(name, value)
        for name, value in members.items()
        if value is not None
    }


def several(name: str, values: Iterable[object] | None) -> list[object] | None:
    """Return ``values`` as a list.

    Raises:
        TypeError: It is a string, which would be sent letter by letter, or a
            mapping, which would lose its values.
    """
    if values is None:
        return None
    if isinstance(values, str | bytes | Mapping):
        raise TypeError(f"{name} takes several values: put it in a list")
    return list(values)


def _plain(name: str, value: object) -> Any:
    if isinstance(value, Enum):
        return _plain(name, value.value)
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{name}: {value} cannot be sent as JSON")
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return {str(key): _plain(f"{name}.{key}", item) for key, item in pairs}
    if isinstance(value, list | tuple | set | frozenset):
        items = cast("Iterable[object]", value)
        return [_plain(f"{name}[{i}]", item) for i, item in enumerate(items)]
    kind = type(value).__name__
    raise TypeError(f"{name}: a {kind} cannot be sent as JSON")
