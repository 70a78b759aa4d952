"""What every generated model can do: be compared, shown, and exchanged as JSON.

One base for all: methods that attrs would write for each class double the time that
the first import takes.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Final, Self

from attrs import fields

from aioghactions._core.call import Returns
from aioghactions._json.codec import StructureError
from aioghactions._json.frozen import is_object, is_tuple, thaw
from aioghactions._json.model_support import OpenStrEnum, SharedObjects, json_name
from aioghactions._json.structure import structure

# What a repr shows after the members that identify the object.
_TELLING: Final = (
    *("name", "full_name", "slug", "run_number", "os", "total_count"),
    *("status", "conclusion", "state", "visibility"),
)
_WIDTH: Final = 100  # characters of a repr before it is cut
_TEXT: Final = 40  # characters of a text in it


class Model:
    """The base of all models."""

    __slots__ = ()
    identity: ClassVar[tuple[str, ...]] = ()
    """Members without which a JSON object cannot be read: they say which one it is."""

    def __init_subclass__(cls, identity: tuple[str, ...] | None = None) -> None:
        if identity is not None:  # attrs makes each class a second time, without it
            cls.identity = identity

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the model of a JSON object, such as ``to_dict`` returns.

        Args:
            data: The object as a dict of JSON values; it is not changed.

        Raises:
            ValueError: The object does not have the documented shape; the message
                names the first member that differs.
        """
        plain = data if is_object(data) else dict(data)
        try:
            model: Self = structure(plain, Returns(cls.__name__), SharedObjects())
        except StructureError as error:
            problem = f"{cls.__name__}: {error.path}: {error}"
        else:
            return model
        raise ValueError(problem)

    def to_dict(self, *, flat: bool = False) -> dict[str, Any]:
        """Return all members as JSON values, those in ``extra`` under their own names.

        Missing members are None; dates are text in UTC or with their offset. A value
        that is left out of the repr, such as a token, is included.

        Args:
            flat: Whether objects in objects become members whose names are joined by
                dots, such as ``head_commit.author.name``: a row of a data frame.
                Arrays remain lists.
        """
        members: dict[str, Any] = _to_json(self)
        return dict(_flat(members, "")) if flat else members

    def __repr__(self) -> str:
        shown, room = list[str](), _WIDTH
        for name, value in _telling(self):
            text = f"{name}={_brief(value)}"
            if (room := room - len(text) - 2) < 0 and shown:
                shown.append("...")
                break
            shown.append(text)
        return f"{type(self).__name__}({', '.join(shown)})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        values = _values(_class(self))
        return bool(values(self) == values(other))

    def __hash__(self) -> int:
        return hash((type(self), _values(_class(self))(self)))


def _class(model: Model) -> Any:  # mypy takes __hash__ for that of the class, too
    return type(model)


@cache
def _values(model: Any) -> Callable[[Any], Any]:
    """Return a function that returns all values of a model."""
    return attrgetter(*(field.name for field in fields(model)))


@cache
def _names(model: Any) -> tuple[tuple[str, str], ...]:
    """Return the attribute and the JSON name of each member."""
    names = [field.name for field in fields(model)]
    return tuple((name, json_name(name)) for name in names if name != "extra")


@cache
def _shown(model: Any) -> tuple[str, ...]:
    """Return the members that the repr of a model shows."""
    open_to_see = [f.name for f in fields(model) if f.repr and f.name != "extra"]
    telling = dict.fromkeys((*model.identity, *_TELLING))
    return tuple(n for n in telling if n in open_to_see) or tuple(open_to_see)


def _telling(model: Model) -> Iterator[tuple[str, Any]]:
    for name in _shown(_class(model)):
        if (value := getattr(model, name)) is not None:
            yield name, value


def _brief(value: Any) -> str:
    match value:
        case str() if len(value) > _TEXT:
            return repr(value[: _TEXT - 3] + "...")
        case str():
            return repr(str(value))
        case int() | float():
            return repr(value)
        case datetime():
            return f"{value:%Y-%m-%dT%H:%M:%S%z}"
        case _ if is_tuple(value):
            return f"<{len(value)}>"
        case _:
            return "..."


def _to_json(value: Any) -> Any:
    match value:
        case OpenStrEnum():
            return value.value
        case Model():
            members = {
                name: _to_json(getattr(value, attribute))
                for attribute, name in _names(_class(value))
            }
            extra: Mapping[str, Any] = getattr(value, "extra")  # noqa: B009
            return {**members, **thaw(extra)}
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case _ if is_tuple(value):
            return [_to_json(item) for item in value]
        case _:
            return thaw(value)


def _flat(members: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in members.items():
        if is_object(value) and value:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
