"""Structure models with cattrs alone.

Slower than the generated functions, but errors name the member that does not match.
Tests check that both accept the same data and return equal models.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from types import NoneType, UnionType
from typing import Any, Final, NoReturn, Union, get_args, get_origin

from attrs import evolve, fields, frozen, has, resolve_types
from cattrs import Converter, transform_error
from cattrs.gen import make_dict_structure_fn, override

from aioghactions._json.codec import StructureError
from aioghactions._json.frozen import freeze, is_array, is_object
from aioghactions._json.model_support import (
    OpenStrEnum,
    SharedObjects,
    json_name,
    member_names,
    unknown,
)

Hook = Callable[[Any, Any], Any]

_QUOTED: Final = 60
_JSON_TYPES: Final = (
    (NoneType, "null"),
    (bool, "a boolean"),
    (int | float, "a number"),
    (str, "a string"),
    (list, "an array"),
    (dict, "an object"),
)


class MisfitError(TypeError):
    """A value is not of the documented type; the message names both types."""


@frozen
class _Discriminated:
    """A value with the model that its discriminator names."""

    model: type
    value: Any


def structure(data: object, kind: Any) -> Any:
    """Return ``data`` as ``kind``, a model or a tuple of models."""
    try:
        return _CONVERTER.structure(data, kind)
    except Exception as error:  # noqa: BLE001  # cattrs groups what hooks raise
        first = transform_error(error, format_exception=lambda e, _: _message(e))[0]
    message, _, path = first.rpartition(" @ ")
    # Attributes named after keywords end in an underscore; no JSON name does.
    raise StructureError(message, re.sub(r"_(?=[.\[]|$)", "", path))


def new_converter() -> Converter:
    """Return a converter with hooks for every type that models contain."""
    made = Converter(detailed_validation=True)

    def is_tuple(kind: Any) -> bool:
        return get_origin(kind) is tuple

    for scalar in (bool, float, int, str):
        made.register_structure_hook(scalar, lambda value, _: value)
    made.register_structure_hook(datetime, _structure_datetime)
    made.register_structure_hook(OpenStrEnum, _structure_enum)
    made.register_structure_hook_func(_is_mapping, _structure_object)
    made.register_structure_hook_factory(is_tuple, _array_hook)
    made.register_structure_hook_factory(_is_union, _union_hook)
    made.register_structure_hook_factory(has, _model_hook)
    return made


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is Mapping


def _is_union(kind: Any) -> bool:
    """Return whether ``kind`` is more than an optional type, which cattrs handles."""
    choices = set(get_args(kind)) - {NoneType}
    return get_origin(kind) in (Union, UnionType) and len(choices) > 1


def _structure_datetime(value: Any, _: Any) -> datetime:
    if isinstance(value, int) and not isinstance(value, bool):
        # Webhooks about installations have seconds since 1970.
        with suppress(OverflowError, ValueError, OSError):
            return datetime.fromtimestamp(value, UTC)
    if not isinstance(value, str):
        _raise_misfit("a date with time", value)
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        shown = repr(value[:_QUOTED])
    raise MisfitError(f"expected a date with time, found {shown}")


def _structure_enum(value: Any, kind: type[OpenStrEnum]) -> OpenStrEnum:
    return kind(value) if isinstance(value, str) else _raise_misfit("a string", value)


def _structure_object(value: Any, _: Any) -> Any:
    return freeze(value) if is_object(value) else _raise_misfit("an object", value)


def _array_hook(kind: Any, converter: Converter) -> Hook:
    item: Any = get_args(kind)[0]
    each = converter.get_structure_hook(list[item])

    def hook(value: Any, _: Any) -> tuple[Any, ...]:
        if not is_array(value):
            _raise_misfit("an array", value)
        return tuple(each(value, list[item]))

    return hook


def _union_hook(kind: Any, converter: Converter) -> Hook:
    free = any(_is_mapping(choice) for choice in get_args(kind))

    def hook(value: Any, _: Any) -> Any:
        if isinstance(value, _Discriminated):
            model: Any = value.model
            return converter.structure(value.value, model)
        return freeze(value) if free else value

    return hook


def _model_hook(model: Any, converter: Converter) -> Hook:
    build = make_dict_structure_fn(
        model, converter, extra=override(omit=True), **_renamed(model)
    )
    known = member_names(model)
    missing = dict.fromkeys(known.difference(model.identity))

    def hook(data: Any, _: Any) -> Any:
        if not is_object(data):
            _raise_misfit("an object", data)
        chosen = _discriminated(model, data)
        made = build({**missing, **data, **chosen}, model)
        unchosen = {name for name, value in chosen.items() if value is None}
        extra = unknown(data, known - unchosen, SharedObjects())
        return evolve(made, extra=extra) if extra else made

    return hook


def _renamed(model: Any) -> dict[str, Any]:
    """Return cattrs overrides for attributes that have another name in JSON."""
    resolve_types(model)
    return {
        field.name: override(rename=json_name(field.name))
        for field in fields(model)
        if field.name != json_name(field.name)
    }


def _discriminated(
    model: Any, data: dict[str, Any]
) -> dict[str, _Discriminated | None]:
    """Return the members that have a discriminator; None for an unknown model."""
    chosen: dict[str, _Discriminated | None] = {}
    for field in fields(model):
        value = data.get(field.name)
        if "discriminator" in field.metadata and value is not None:
            kind = data.get(field.metadata["discriminator"])
            models = field.metadata["models"]
            known = isinstance(kind, str) and kind in models
            chosen[field.name] = _Discriminated(models[kind], value) if known else None
    return chosen


def _raise_misfit(expected: str, value: Any) -> NoReturn:
    found = next((word for kind, word in _JSON_TYPES if isinstance(value, kind)), "?")
    raise MisfitError(f"expected {expected}, found {found}")


def _message(cause: BaseException) -> str:
    match cause:
        case MisfitError():
            return str(cause)
        case KeyError():
            return "is missing"
        case RecursionError():
            return "is nested too deeply"
        case _:
            return f"cannot be read: {type(cause).__name__}"


_CONVERTER: Final = new_converter()
