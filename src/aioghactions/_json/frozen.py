"""Immutable JSON: models are shared between responses, so nothing may change."""

from collections.abc import Mapping
from typing import Any, Final, NoReturn, TypeGuard


class FrozenDict(dict[str, Any]):
    """An immutable JSON object; hashable, picklable and serializable by ``json``.

    A subclass of dict: ``types.MappingProxyType`` supports none of the three.
    """

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]  # a dict has none
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return freeze, (dict(self),)


def _reject(_frozen: FrozenDict, *_args: Any, **_kwargs: Any) -> NoReturn:
    raise TypeError("a FrozenDict cannot be changed; copy it with dict()")


# Not methods: models declare a Mapping, which has none of these for type checkers.
for _change in (
    *("__setitem__", "__delitem__", "__ior__"),
    *("clear", "pop", "popitem", "setdefault", "update"),
):
    setattr(FrozenDict, _change, _reject)


EMPTY: Final[Mapping[str, Any]] = FrozenDict()
"""The shared empty object: the ``extra`` of most models."""


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Return whether a parsed JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Return whether a parsed JSON value is an array."""
    return isinstance(value, list)


def freeze(value: Any) -> Any:
    """Return parsed JSON with objects as :class:`FrozenDict`, arrays as tuples."""
    if is_object(value):
        return FrozenDict({k: freeze(v) for k, v in value.items()}) if value else EMPTY
    if is_array(value):
        return tuple([freeze(item) for item in value])
    return value


def freeze_object(value: Any) -> Mapping[str, Any]:
    """Return a JSON object as a :class:`FrozenDict`; raise if it is not an object."""
    if not is_object(value):
        raise TypeError("not an object")
    frozen: Mapping[str, Any] = freeze(value)
    return frozen


def thaw(value: Any) -> Any:
    """Return the inverse of :func:`freeze`: plain dicts and lists."""
    if is_object(value):
        return {k: thaw(v) for k, v in value.items()}
    if is_tuple(value):
        return [thaw(item) for item in value]
    return value


def is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    """Return whether a value is a frozen array."""
    return isinstance(value, tuple)
