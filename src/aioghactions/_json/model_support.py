"""What generated models import.

A frozen attrs class fills its slots through ``object.__setattr__``, one call a
member: 46 members cost 3.9 µs that way. A mutable subclass without slots of
its own has the same layout: its instance is filled by plain assignment, 1.2 µs,
and then given the frozen class.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache, wraps
from typing import Any, Final, Self, TypeAlias, TypeVar

from attrs import fields, frozen
from attrs.exceptions import FrozenInstanceError

from aioghactions._json.frozen import FrozenDict, freeze, is_array

ModelT = TypeVar("ModelT")

# Enough for the people and repositories of the responses in progress. 1,024 held 4 kB
# more a run where nothing repeats and took a third more time; 128 held 0.4 kB more and
# took a tenth more.
LIMIT: Final = 32


class SharedObjects(dict[str, dict[Any, tuple[Any, Any]]]):
    """The objects read last, by model name and id.

    Each entry is the parsed object and its model. The oldest entry of a model is
    dropped when ``limit`` is reached.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        super().__init__()
        self.limit = limit

    def __missing__(self, model: str) -> dict[Any, tuple[Any, Any]]:
        return self.setdefault(model, {})

    def __repr__(self) -> str:
        held = ", ".join(f"{model}: {len(seen)}" for model, seen in self.items())
        return f"<SharedObjects {held or 'empty'}>"


Structurer: TypeAlias = Callable[[Any, SharedObjects], ModelT]


def share_equal(model: str) -> Callable[[Structurer[ModelT]], Structurer[ModelT]]:
    """Let a structuring function return one instance for equal objects of one id.

    Exact, because the whole parsed object is compared, and safe, because models are
    frozen. (To Python 1 and True are equal; no member of GitHub's is both.)
    """

    def decorate(structure: Structurer[ModelT]) -> Structurer[ModelT]:
        @wraps(structure)
        def recall(data: Any, share_equal: SharedObjects) -> ModelT:
            seen = share_equal[model]
            key = data.get("id")
            known = seen.get(key)
            if known is not None and known[0] == data:
                same: ModelT = known[1]
                return same
            made = structure(data, share_equal)
            if len(seen) >= share_equal.limit:
                del seen[next(iter(seen))]
            seen[key] = data, made
            return made

        return recall

    return decorate


EnumT = TypeVar("EnumT", bound="OpenStrEnum")
ValueT = TypeVar("ValueT")

instant: Final = datetime.fromisoformat
"""Read a date with time; looking the method up costs a third of the call."""


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


class _Table(dict[str, ValueT]):
    """Known values by their text; ``make`` makes the others, which are not kept."""

    def __init__(
        self, known: Mapping[str, ValueT], make: Callable[[str], ValueT]
    ) -> None:
        super().__init__(known)
        self.make = make

    def __missing__(self, text: str) -> ValueT:
        return self.make(text)


def enum_values(enum: type[EnumT]) -> dict[str, EnumT]:
    """Return the values of an enum by their text: a dict finds one far quicker."""
    return _Table({member.value: member for member in enum}, enum)


def interned(*texts: str) -> dict[str, str]:
    """Return a table of frequent texts, so that each is held once.

    JSON parsers make a new string for each occurrence: 56 bytes each.
    """
    return _Table(dict(zip(texts, texts, strict=True)), lambda text: text)


def mutable(model: type) -> Any:
    """Return a subclass of a frozen model whose instances can be filled.

    ``__setattr__`` and ``__delattr__`` share one slot of the C type; only with
    both reset is assignment fast, and at all allowed. It takes no arguments.
    """
    reset = {
        "__slots__": (),
        "__init__": object.__init__,
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
    }
    return type(f"Mutable{model.__name__}", (model,), reset)


@cache
def can_switch_class() -> bool:
    """Whether this Python lets a filled instance change to its frozen class.

    Where it does not, cattrs builds the models, by their ``__init__``.
    """

    @frozen
    class Probe:
        member: int

    probe: Any = object.__new__(mutable(Probe))
    try:
        probe.member = 1
        probe.__class__ = Probe
        probe.member = 2
    except FrozenInstanceError:  # frozen again, and still filled
        return bool(probe == Probe(1))
    except TypeError:  # the layouts differ
        return False
    return False


def json_name(attribute: str) -> str:
    """Return ``from`` for ``from_``: no documented name ends in an underscore."""
    return attribute.removesuffix("_")


def member_names(model: type) -> frozenset[str]:
    """Return the names in JSON of the members that a model has attributes for."""
    attributes = {field.name for field in fields(model)} - {"extra"}
    return frozenset(map(json_name, attributes))


def unknown(data: Mapping[str, Any], known: frozenset[str]) -> FrozenDict:
    """Return the members that the model has no attribute for."""
    return FrozenDict({k: freeze(v) for k, v in data.items() if k not in known})


def array(value: Any) -> list[Any]:
    """Return ``value`` if it is an array; a string would iterate as well."""
    if is_array(value):
        return value
    raise TypeError("not an array")


def by_discriminator(
    kind: object,
    value: Any,
    structures: Mapping[str, Callable[[Any, SharedObjects], Any]],
    shared: SharedObjects,
) -> Any:
    """Structure ``value`` as the model that ``kind`` names; None if that is unknown."""
    if value is None or not isinstance(kind, str) or kind not in structures:
        return None
    return structures[kind](value, shared)
