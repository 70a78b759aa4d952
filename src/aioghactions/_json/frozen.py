"""Hold JSON that cannot be changed.

Models are shared between answers, so nothing inside them may change, also
where their members are free-form.
"""

from collections.abc import Mapping
from typing import Any, Final, NoReturn, TypeGuard


class FrozenDict(dict[str, Any]):
    """A JSON object that cannot be changed; it hashes, pickles and dumps.

    A dict underneath, because ``types.MappingProxyType`` does none of the three.
    """

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]  # a dict has none
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return freeze, (dict(self),)


def _refuse(_frozen: FrozenDict, *_args: Any, **_kwargs: Any) -> NoReturn:
    raise TypeError("what GitHub sent cannot be changed; make a dict of it")


# Set from outside: to type checkers models hold a Mapping, which has none of these.
for _change in (
    *("__setitem__", "__delitem__", "__ior__"),
    *("clear", "pop", "popitem", "setdefault", "update"),
):
    setattr(FrozenDict, _change, _refuse)


EMPTY: Final[Mapping[str, Any]] = FrozenDict()
"""The one empty object: most models have nothing to put in ``extra``."""


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a parsed JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a parsed JSON value is an array."""
    return isinstance(value, list)


def freeze(value: Any) -> Any:
    """Return parsed JSON with objects as :class:`FrozenDict`, arrays as tuples."""
    if is_object(value):
        return FrozenDict({k: freeze(v) for k, v in value.items()}) if value else EMPTY
    if is_array(value):
        return tuple([freeze(item) for item in value])
    return value


def freeze_object(value: Any) -> Mapping[str, Any]:
    """Return a JSON object that cannot be changed; anything else is refused."""
    if not is_object(value):
        raise TypeError("not an object")
    frozen: Mapping[str, Any] = freeze(value)
    return frozen


def thaw(value: Any) -> Any:
    """Return the inverse of :func:`freeze`: plain dicts and lists."""
    if is_object(value):
        return {k: thaw(v) for k, v in value.items()}
    if _is_frozen_array(value):
        return [thaw(item) for item in value]
    return value


def _is_frozen_array(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)
