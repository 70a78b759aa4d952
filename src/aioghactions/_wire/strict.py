"""Structure with cattrs: slowly, independently, naming what does not fit.

Both converters accept the same data and make equal models of it. ``converter``
is the public face and calls the generated functions; ``strict_converter`` uses
cattrs' own hooks with detailed validation, so that tests can hold one against
the other and an error can name its path.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, NoReturn, Union, get_args, get_origin

from attrs import evolve, fields, frozen, has, resolve_types
from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from aioghactions._wire import convert
from aioghactions._wire.call import Returns
from aioghactions._wire.frozen import FrozenDict, freeze, is_array, is_object, thaw
from aioghactions._wire.memo import Memo
from aioghactions._wire.model import OpenStrEnum, unknown

Hook = Callable[[Any, Any], Any]

_QUOTED: Final = 60
_FOUND: Final = (
    (NoneType, "null"),
    (bool, "a boolean"),
    (int | float, "a number"),
    (str, "a string"),
    (list, "an array"),
    (dict, "an object"),
)


class UnfitError(TypeError):
    """A value is not what is documented; the text says what both are."""


@frozen
class _Told:
    """A value with the model that the member beside it names."""

    model: type
    value: Any


def structure(data: object, kind: Any) -> Any:
    """Return ``data`` as ``kind``, a model or a tuple of models.

    Raises:
        StructureError: It does not fit; the error says where.
    """
    try:
        return strict_converter().structure(data, kind)
    except Exception as error:  # noqa: BLE001  # cattrs groups whatever hooks raise
        path, cause = _first(error)
    raise convert.StructureError(_sentence(cause), path)


@cache
def converter() -> Converter:
    """Return the converter that calls the generated functions."""
    made = _converter()
    made.register_structure_hook_func(
        has, lambda data, cls: convert.structure(data, Returns(cls.__name__), Memo())
    )
    return made


@cache
def strict_converter() -> Converter:
    """Return the converter that does without them."""
    return _converter()


def _converter() -> Converter:
    made = Converter(detailed_validation=True)
    for scalar in (bool, float, int, str):
        made.register_structure_hook(scalar, _as_sent)
    made.register_structure_hook(datetime, _instant)
    made.register_structure_hook(OpenStrEnum, _enum)
    made.register_structure_hook_func(_is_mapping, _object)
    made.register_structure_hook_factory(_is_array, _array)
    made.register_structure_hook_factory(_is_union, _union)
    made.register_structure_hook_factory(has, _model)
    made.register_unstructure_hook(datetime, _timestamp)
    made.register_unstructure_hook(OpenStrEnum, str)
    made.register_unstructure_hook(FrozenDict, thaw)
    made.register_unstructure_hook_func(_is_mapping, thaw)
    made.register_unstructure_hook_factory(_is_array, _list)
    made.register_unstructure_hook_factory(has, _members)
    return made


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is Mapping


def _is_array(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_union(kind: Any) -> bool:
    """Whether ``kind`` has a choice beyond None, which cattrs handles itself."""
    choices = set(get_args(kind)) - {NoneType}
    return get_origin(kind) in (Union, UnionType) and len(choices) > 1


def _as_sent(value: Any, _: Any) -> Any:
    return value


def _instant(value: Any, _: Any) -> datetime:
    if not isinstance(value, str):
        _refuse("a date with time", value)
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        shown = repr(value[:_QUOTED])
    raise UnfitError(f"expected a date with time, found {shown}")


def _enum(value: Any, kind: type[OpenStrEnum]) -> OpenStrEnum:
    return kind(value) if isinstance(value, str) else _refuse("a string", value)


def _object(value: Any, _: Any) -> Any:
    return freeze(value) if is_object(value) else _refuse("an object", value)


def _array(kind: Any, made: Converter) -> Hook:
    item: Any = get_args(kind)[0]
    each = made.get_structure_hook(list[item])

    def hook(value: Any, _: Any) -> tuple[Any, ...]:
        if not is_array(value):
            _refuse("an array", value)
        return tuple(each(value, list[item]))

    return hook


def _union(kind: Any, made: Converter) -> Hook:
    free = any(_is_mapping(choice) for choice in get_args(kind))

    def hook(value: Any, _: Any) -> Any:
        if isinstance(value, _Told):
            model: Any = value.model
            return made.structure(value.value, model)
        return freeze(value) if free else value

    return hook


def _model(cls: Any, made: Converter) -> Hook:
    build = make_dict_structure_fn(
        cls, made, extra=override(omit=True), **_renamed(cls)
    )
    known = frozenset(_json_name(f.name) for f in fields(cls)) - {"extra"}

    def hook(data: Any, _: Any) -> Any:
        if not is_object(data):
            _refuse("an object", data)
        told, untold = _told(cls, data)
        model = build({**data, **told}, cls)
        extra = unknown(data, known - untold)
        return evolve(model, extra=extra) if extra else model

    return hook


def _told(cls: Any, data: dict[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """Return members with the model that another names, and those it does not."""
    told: dict[str, Any] = {}
    untold: set[str] = set()
    for field in fields(cls):
        value = data.get(field.name)
        if "told_by" not in field.metadata or value is None:
            continue
        kind = data.get(field.metadata["told_by"])
        models = field.metadata["models"]
        known = isinstance(kind, str) and kind in models
        told[field.name] = _Told(models[kind], value) if known else None
        if not known:
            untold.add(field.name)
    return told, frozenset(untold)


def _list(kind: Any, made: Converter) -> Callable[[Any], Any]:
    each = made.get_unstructure_hook(get_args(kind)[0])
    return lambda values: [each(value) for value in values]


def _members(cls: Any, made: Converter) -> Callable[[Any], Any]:
    build = make_dict_unstructure_fn(
        cls,
        made,
        _cattrs_omit_if_default=True,
        extra=override(omit=True),
        **_renamed(cls),
    )
    return lambda model: {**build(model), **thaw(model.extra)}


def _renamed(cls: Any) -> dict[str, Any]:
    resolve_types(cls)
    return {
        field.name: override(rename=_json_name(field.name))
        for field in fields(cls)
        if field.name != _json_name(field.name)
    }


def _json_name(attribute: str) -> str:
    """Return ``from`` for ``from_``: no documented name ends in an underscore."""
    return attribute.removesuffix("_")


def _timestamp(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _refuse(expected: str, value: Any) -> NoReturn:
    found = next((word for kind, word in _FOUND if isinstance(value, kind)), "?")
    raise UnfitError(f"expected {expected}, found {found}")


def _first(error: Exception) -> tuple[str, Exception]:
    """Return the JSON path of the first member that does not fit, and its error."""
    path = "$"
    while isinstance(error, BaseValidationError):
        error = error.exceptions[0]
        for note in getattr(error, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                path += f".{_json_name(note.name)}"
            elif isinstance(note, IterableValidationNote):
                path += f"[{note.index}]"
    return path, error


def _sentence(cause: Exception) -> str:
    match cause:
        case UnfitError():
            return str(cause)
        case KeyError():
            return "is missing"
        case RecursionError():
            return "is nested too deeply"
        case _:
            return f"cannot be read: {type(cause).__name__}"
