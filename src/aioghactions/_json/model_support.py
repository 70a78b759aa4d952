"""Build generated models.

A frozen attrs class fills its slots through ``object.__setattr__``, one call a
member: 46 members cost 3.9 µs that way. A writable subclass without slots of
its own has the same layout, so an instance of it can be filled by plain
assignment, 1.2 µs, and then be given the frozen class.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, Self, TypeVar

from attrs import frozen
from attrs.exceptions import FrozenInstanceError

from aioghactions._json.frozen import FrozenDict, freeze, is_array
from aioghactions._json.sharing import Memo

EnumT = TypeVar("EnumT", bound="OpenStrEnum")


class OpenStrEnum(StrEnum):
    """An enum to which GitHub may add values: an unknown one is kept.

    Known or not, a value equals, hashes and prints as its string.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = "UNKNOWN"
        unknown._value_ = str(value)
        return unknown

    @property
    def is_known(self) -> bool:
        """Whether the value was documented when this version was made."""
        return self._value_ in type(self)._value2member_map_

    def __repr__(self) -> str:
        if self.is_known:
            return super().__repr__()
        return f"<{type(self).__name__}: {self._value_!r}, unknown>"


def members(enum: type[EnumT]) -> dict[str, EnumT]:
    """Return the known values by their string: a dict finds one far quicker."""
    return {member.value: member for member in enum}


def usual(*texts: str) -> dict[str, str]:
    """Return the texts by themselves, so that each is held once.

    What stands in nearly every answer is another string in each: 56 bytes for a word.
    """
    return {text: text for text in texts}


def writable(model: type) -> Any:
    """Return the subclass of a frozen model whose instances can be filled.

    ``__setattr__`` and ``__delattr__`` share one slot of the C type; only with
    both reset is assignment fast, and at all allowed.
    """
    reset = {
        "__slots__": (),
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
    }
    return type(f"Writable{model.__name__}", (model,), reset)


@cache
def can_switch_class() -> bool:
    """Whether this Python lets a filled instance change to its frozen class.

    Where it does not, cattrs builds the models, by their ``__init__``.
    """

    @frozen
    class Probe:
        member: int

    probe: Any = object.__new__(writable(Probe))
    try:
        probe.member = 1
        probe.__class__ = Probe
        probe.member = 2
    except FrozenInstanceError:  # frozen again, and still filled
        return bool(probe == Probe(1))
    except TypeError:  # the layouts differ
        return False
    return False


def completed(
    data: Mapping[str, Any], newer: Mapping[str, Any], missing: KeyError
) -> dict[str, Any]:
    """Return the object of an older server with None for its missing members.

    Args:
        data: The object that lacks a member.
        newer: Members that today's servers always send and older ones do not.
        missing: What the look-up raised.

    Raises:
        KeyError: The missing member is not one of them.
    """
    name = missing.args[0]
    if name in data or name not in newer:
        raise missing
    return {**newer, **data}


def unknown(data: Mapping[str, Any], known: frozenset[str]) -> FrozenDict:
    """Return the members that the model has no attribute for."""
    return FrozenDict({k: freeze(v) for k, v in data.items() if k not in known})


def array(value: Any) -> list[Any]:
    """Return ``value`` if it is an array; a string would iterate as well."""
    if is_array(value):
        return value
    raise TypeError("not an array")


def told_by(
    kind: object,
    value: Any,
    structures: Mapping[str, Callable[[Any, Memo], Any]],
    memo: Memo,
) -> Any:
    """Structure ``value`` as the member beside it says; None if that is unknown."""
    if value is None or not isinstance(kind, str) or kind not in structures:
        return None
    return structures[kind](value, memo)
