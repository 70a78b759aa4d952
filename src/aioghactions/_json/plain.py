"""Turn models into plain JSON with cattrs: the inverse of structuring."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, get_args

from attrs import has
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from aioghactions._json.frozen import FrozenDict, thaw
from aioghactions._json.hooks import is_mapping, is_tuple, renamed
from aioghactions._json.model_support import OpenStrEnum


def register(converter: Converter) -> None:
    """Give ``converter`` the hooks for everything that models hold."""
    converter.register_unstructure_hook(datetime, _timestamp)
    converter.register_unstructure_hook(FrozenDict, thaw)
    converter.register_unstructure_hook(OpenStrEnum, str)
    converter.register_unstructure_hook_func(is_mapping, thaw)
    converter.register_unstructure_hook_factory(is_tuple, _list)
    converter.register_unstructure_hook_factory(has, _members)


def _timestamp(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _list(kind: Any, converter: Converter) -> Callable[[Any], Any]:
    each = converter.get_unstructure_hook(get_args(kind)[0])
    return lambda values: [each(value) for value in values]


def _members(model: Any, converter: Converter) -> Callable[[Any], Any]:
    build = make_dict_unstructure_fn(
        model,
        converter,
        _cattrs_omit_if_default=True,
        extra=override(omit=True),
        **renamed(model),
    )
    return lambda value: {**build(value), **thaw(value.extra)}
