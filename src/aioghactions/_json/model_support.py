"""Support for generated models: sharing, open enums and fast construction.

A frozen attrs class sets each attribute with ``object.__setattr__``: 3.9 µs for 46
members. A mutable subclass that defines no slots has the same layout. Its instance
is filled by plain assignment (1.2 µs), then its class is set to the frozen one.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache, wraps
from operator import itemgetter
from typing import Any, Final, Self, TypeAlias, TypeVar

from attrs import fields, frozen
from attrs.exceptions import FrozenInstanceError

from aioghactions._json.frozen import EMPTY, FrozenDict, freeze

ModelT = TypeVar("ModelT")

# Enough for the users and repositories of the responses in progress. Where nothing
# repeats, and without a pause, 1,024 used 4 kB more per run and a third more time; 128
# used 0.4 kB more and a tenth more time.
LIMIT: Final = 32
# So many objects are not compared after ``LIMIT`` of which none was equal to another.
PAUSE: Final = 4 * LIMIT
# An object of a server has no more; what a hostile one sends is not kept.
MOST_NAMES: Final = 256


_put: Final = dict[str, Any].__setitem__  # the method of a FrozenDict raises


class UnknownMembers:
    """The unknown members of the last object that had these names.

    What is new at GitHub mostly has one value in all objects of a response: these share
    one dict, since a dict for each would take 0.25 kB.

    Attributes:
        names: Their names.
        read: Returns their values in an object, and no tuple if there is one name.
        texts: What it returned last if all was text or null; else an empty tuple.
        last: What the model got last.
    """

    __slots__ = ("last", "names", "read", "texts")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.read: Callable[[Any], Any] = itemgetter(*names)
        self.texts: Any = ()
        self.last: FrozenDict | None = None

    def pick(self, data: Mapping[str, Any]) -> FrozenDict:
        """Return the members of an object; the last result again if it is the same."""
        if self.last is not None:
            for name in self.names:
                value, other = data[name], self.last[name]
                # No other types: 1, 1.0 and True are equal.
                if value is not other and (type(value) is not str or value != other):
                    break
            else:
                return self.last
        made, is_text = FrozenDict(), True
        for name in self.names:
            value = data[name]
            if type(value) is not str and value is not None:
                value, is_text = freeze(value), False
            _put(made, name, value)
        self.last = made
        self.texts = self.read(data) if is_text else ()
        return made


class LastObjects(dict[Any, tuple[Any, Any]]):
    """The last objects of one model by id, as parsed and as model.

    Where nothing repeats, to keep them takes a twentieth of the time of a list, so they
    are kept only now and then to see whether objects repeat.

    Attributes:
        pause: How many objects are not looked up.
        repeats: Whether one was equal to an earlier one since they were last forgotten.
    """

    __slots__ = ("pause", "repeats")

    def __init__(self) -> None:
        super().__init__()
        self.pause: int = 0
        self.repeats: bool = False

    def keep(self, key: Any, data: Any, made: Any) -> None:
        """Keep an object that equals no other; forget the others if there are many."""
        if len(self) >= LIMIT:
            self.pause, self.repeats = 0 if self.repeats else PAUSE, False
            self.clear()
        self[key] = data, made


class SharedObjects(dict[str, LastObjects]):
    """The last objects of each model.

    Attributes:
        unknown: By the names that a model knows, its last unknown members by their
            number, and by all names of an object.
    """

    __slots__ = ("unknown",)

    def __init__(self) -> None:
        super().__init__()
        self.unknown: dict[
            frozenset[str], dict[int | tuple[str, ...], UnknownMembers]
        ] = {}

    def __missing__(self, model: str) -> LastObjects:
        return self.setdefault(model, LastObjects())

    def __repr__(self) -> str:
        held = ", ".join(f"{model}: {len(seen)}" for model, seen in self.items())
        return f"<SharedObjects {held or 'empty'}>"


Structurer: TypeAlias = Callable[[Any, SharedObjects], ModelT]


def share_equal(model: str) -> Callable[[Structurer[ModelT]], Structurer[ModelT]]:
    """Decorate a structuring function to return one instance for equal objects.

    The whole parsed object is compared, not its id alone. (1 == True in Python; no
    member of GitHub's API is both.)
    """

    def decorate(structure: Structurer[ModelT]) -> Structurer[ModelT]:
        @wraps(structure)
        def recall(data: Any, shared: SharedObjects) -> ModelT:
            last = shared[model]
            if last.pause:
                last.pause -= 1
                return structure(data, shared)
            key = data.get("id")
            known = last.get(key)
            if known is not None and known[0] == data:
                last.repeats = True
                same: ModelT = known[1]
                return same
            made = structure(data, shared)
            last.keep(key, data, made)
            return made

        return recall

    return decorate


EnumT = TypeVar("EnumT", bound="OpenStrEnum")
ValueT = TypeVar("ValueT")

instant: Final = datetime.fromisoformat
"""Parse a date with time. The attribute lookup would cost a third of the call."""


class OpenStrEnum(StrEnum):
    """An enum to which GitHub may add values: unknown values are kept.

    Known or unknown, a value equals, hashes and prints as its string.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = "UNKNOWN"
        unknown._value_ = str(value)
        return unknown

    @classmethod
    def read(cls, value: Any) -> Self | None:
        """Return the value of a JSON string, and None for null."""
        return None if value is None else cls(value)

    @property
    def is_known(self) -> bool:
        """Whether the value was documented when this version was released."""
        return self._value_ in type(self)._value2member_map_

    def __repr__(self) -> str:
        if self.is_known:
            return super().__repr__()
        return f"<{type(self).__name__}: {self._value_!r}, unknown>"


def enum_values(enum: type[EnumT]) -> Callable[[object], EnumT | None]:
    """Return a function from text to known value: faster than calling the enum."""
    known: dict[object, EnumT] = {member.value: member for member in enum}
    return known.get


def interned(*texts: str) -> Callable[[Any, Any], Any]:
    """Return a function that returns the one instance of a frequent text.

    JSON parsers create one for each occurrence. Its second argument is what it returns
    for any other value.
    """
    return dict(zip(texts, texts, strict=True)).get


def mutable(model: type) -> Any:
    """Return a subclass of a frozen model that allows assignment.

    ``__setattr__`` and ``__delattr__`` share one slot of the C type, so both are reset.
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
    """Return whether the frozen class can be set; if not, cattrs creates the models."""

    @frozen(repr=False, eq=False, init=False)
    class Probe:
        member: int

    probe: Any = object.__new__(mutable(Probe))
    try:
        probe.member = 1
        probe.__class__ = Probe
        probe.member = 2
    except FrozenInstanceError:
        return type(probe) is Probe
    except TypeError:  # the layouts differ
        return False
    return False


def json_name(attribute: str) -> str:
    """Return ``from`` for ``from_``: no documented name ends in an underscore."""
    return attribute.removesuffix("_")


def member_names(model: type) -> frozenset[str]:
    """Return the JSON names of the members that a model knows."""
    attributes = {field.name for field in fields(model)} - {"extra"}
    return frozenset(map(json_name, attributes))


def last_unknown(
    data: Mapping[str, Any], more: int, known: frozenset[str], shared: SharedObjects
) -> FrozenDict | None:
    """Return the unknown members if the last object with as many had the same names.

    Args:
        data: The object.
        more: How many of its members are unknown.
        known: The names of the members that the model knows.
        shared: What was unknown before.
    """
    try:
        last = shared.unknown[known][more]
        found = last.read(data)
    except KeyError:
        return None
    return last.last if found == last.texts else last.pick(data)


def unknown(
    data: Mapping[str, Any], known: frozenset[str], shared: SharedObjects
) -> Mapping[str, Any]:
    """Return the members that are not ``known``.

    Most objects of a server have the same names in the same order. Comparing each of
    a repository's 46 names takes twice as long as looking all of them up at once.
    """
    seen = shared.unknown.setdefault(known, {})
    names = tuple(data)
    found = seen.get(names)
    if found is None:
        more = tuple([name for name in names if name not in known])
        if not more:
            return EMPTY
        if len(names) > MOST_NAMES:
            return UnknownMembers(more).pick(data)
        if len(seen) > LIMIT - 4:
            seen.clear()
        found = seen.setdefault(more, UnknownMembers(more))
        seen[names] = found
        seen.setdefault(len(more), found)
    # Objects with other names may alternate: the first keep their place by number
    # until others were looked up by their names twice in a row.
    if seen.get(0) is found:
        seen[len(found.names)] = found
    seen[0] = found
    return found.pick(data)


def complete(data: Mapping[str, Any], known: frozenset[str]) -> Mapping[str, Any]:
    """Return ``data`` with null for each member that is missing.

    No documented object lacks one of those that a generated function relies on.
    """
    return {**dict.fromkeys(known), **data}


def array(value: list[Any] | str) -> list[Any]:
    """Return ``value`` if it is an array: a string is iterable as well."""
    if isinstance(value, list):
        return value
    raise TypeError("not an array")


def by_discriminator(
    kind: object,
    value: Any,
    structures: Mapping[str, Callable[[Any, SharedObjects], Any]],
    shared: SharedObjects,
) -> Any:
    """Return ``value`` as the model that ``kind`` names; None if that is unknown."""
    if value is None or not isinstance(kind, str) or kind not in structures:
        return None
    return structures[kind](value, shared)
