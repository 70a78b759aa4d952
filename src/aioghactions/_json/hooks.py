"""Structure with cattrs: hooks that check what they must and coerce nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Final, NoReturn, Union, get_args, get_origin

from attrs import evolve, fields, frozen, has, resolve_types
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from aioghactions._json.frozen import freeze, is_array, is_object
from aioghactions._json.model_support import OpenStrEnum, unknown

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


def register(converter: Converter) -> None:
    """Give ``converter`` the hooks for everything that models hold."""
    for scalar in (bool, float, int, str):
        converter.register_structure_hook(scalar, _as_sent)
    converter.register_structure_hook(datetime, _instant)
    converter.register_structure_hook(OpenStrEnum, _enum)
    converter.register_structure_hook_func(is_mapping, _object)
    converter.register_structure_hook_factory(is_tuple, _array)
    converter.register_structure_hook_factory(_is_choice, _choice)
    converter.register_structure_hook_factory(has, _model)


def is_mapping(kind: Any) -> bool:
    """Whether ``kind`` is the type of a free-form object."""
    return get_origin(kind) is Mapping


def is_tuple(kind: Any) -> bool:
    """Whether ``kind`` is the type of an array."""
    return get_origin(kind) is tuple


def renamed(model: Any) -> dict[str, Any]:
    """Return cattrs' overrides for attributes that JSON calls otherwise."""
    resolve_types(model)
    return {
        field.name: override(rename=json_name(field.name))
        for field in fields(model)
        if field.name != json_name(field.name)
    }


def json_name(attribute: str) -> str:
    """Return ``from`` for ``from_``: no documented name ends in an underscore."""
    return attribute.removesuffix("_")


def _is_choice(kind: Any) -> bool:
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


def _array(kind: Any, converter: Converter) -> Hook:
    item: Any = get_args(kind)[0]
    each = converter.get_structure_hook(list[item])

    def hook(value: Any, _: Any) -> tuple[Any, ...]:
        if not is_array(value):
            _refuse("an array", value)
        return tuple(each(value, list[item]))

    return hook


def _choice(kind: Any, converter: Converter) -> Hook:
    free = any(is_mapping(choice) for choice in get_args(kind))

    def hook(value: Any, _: Any) -> Any:
        if isinstance(value, _Told):
            model: Any = value.model
            return converter.structure(value.value, model)
        return freeze(value) if free else value

    return hook


def _model(model: Any, converter: Converter) -> Hook:
    build = make_dict_structure_fn(
        model, converter, extra=override(omit=True), **renamed(model)
    )
    known = frozenset(json_name(f.name) for f in fields(model)) - {"extra"}

    def hook(data: Any, _: Any) -> Any:
        if not is_object(data):
            _refuse("an object", data)
        told = _told(model, data)
        made = build({**data, **told}, model)
        untold = {name for name, value in told.items() if value is None}
        extra = unknown(data, known - untold)
        return evolve(made, extra=extra) if extra else made

    return hook


def _told(model: Any, data: dict[str, Any]) -> dict[str, _Told | None]:
    """Return the members whose model another member names; None if it does not."""
    told: dict[str, _Told | None] = {}
    for field in fields(model):
        value = data.get(field.name)
        if "told_by" in field.metadata and value is not None:
            kind, models = data.get(field.metadata["told_by"]), field.metadata["models"]
            known = isinstance(kind, str) and kind in models
            told[field.name] = _Told(models[kind], value) if known else None
    return told


def _refuse(expected: str, value: Any) -> NoReturn:
    found = next((word for kind, word in _FOUND if isinstance(value, kind)), "?")
    raise UnfitError(f"expected {expected}, found {found}")
