"""Structure without the generated functions, naming what does not fit.

Both converters accept the same data and make equal models of it. ``converter``
is the public face and calls the generated functions; ``strict_converter`` has
cattrs' own and detailed validation, so that tests can hold one against the
other and an error can name its path.
"""

from functools import cache
from typing import Any

from attrs import has
from cattrs import Converter
from cattrs.errors import AttributeValidationNote, BaseValidationError

from aioghactions._core.call import Returns
from aioghactions._json import hooks, plain
from aioghactions._json import structure as convert
from aioghactions._json.sharing import Memo


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
    hooks.register(made)
    plain.register(made)
    return made


def _first(error: Exception) -> tuple[str, Exception]:
    """Return the JSON path of the first member that does not fit, and its error."""
    path = "$"
    while isinstance(error, BaseValidationError):
        error = error.exceptions[0]
        path += "".join(_step(note) for note in getattr(error, "__notes__", ()))
    return path, error


def _step(note: Any) -> str:
    """Return the part of a path that cattrs noted on an error."""
    if isinstance(note, AttributeValidationNote):
        return f".{hooks.json_name(note.name)}"
    return f"[{note.index}]"


def _sentence(cause: Exception) -> str:
    match cause:
        case hooks.UnfitError():
            return str(cause)
        case KeyError():
            return "is missing"
        case RecursionError():
            return "is nested too deeply"
        case _:
            return f"cannot be read: {type(cause).__name__}"
