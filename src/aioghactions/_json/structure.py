"""Turn parsed JSON into models.

Generated functions do the work. They trust the documented shape and name
nothing when it does not hold; only then is the same data structured again,
strictly, to find the first member that does not fit.

Structuring never coerces. A member that must be an object, an array, a date or
an enum is checked; any other value is kept as it was sent, also where the
documentation says another type, because a client that refuses a whole page for
one surprising number serves nobody.
"""

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from aioghactions._core.call import Returns
from aioghactions._json import codec, page_items
from aioghactions._json.model_support import array, can_switch_class
from aioghactions._json.sharing import Memo, new_memo

__all__ = ["Memo", "StructureError", "new_memo", "read", "structure", "unstructure"]

MODELS = "aioghactions._generated.models"

# What a generated function raises when the data has another shape.
_UNFIT = (AttributeError, KeyError, RecursionError, TypeError, ValueError)


class StructureError(ValueError):
    """The data does not have the documented shape; the text says in what.

    Attributes:
        path: JSON path of the first member that does not fit, such as
            ``$.workflow_runs[0].actor.login``.
    """

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


def read(raw: bytes, returns: Returns, memo: Memo, items: str | None = None) -> Any:
    """Return the model, the tuple of models, or None that a body holds.

    Args:
        raw: The body.
        returns: What the documentation promises for the answer's status.
        memo: The client's; equal objects in it are shared.
        items: The member that holds the items of a page; None if it is none.

    Raises:
        StructureError: The data has another shape.
        ValueError: It is no JSON.
    """
    name = returns.model
    if name is None or not can_switch_class():
        return structure(codec.loads(raw), returns, memo)
    try:
        return _quickly(page_items.parse(raw, items), name, memo, many=returns.many)
    except _UNFIT:
        return structure(codec.loads(raw), returns, memo)


def structure(data: object, returns: Returns, memo: Memo) -> Any:
    """Return the model, the tuple of models, or None that ``returns`` promises.

    Args:
        data: Parsed JSON.
        returns: What the documentation promises for the answer's status.
        memo: The client's; equal objects in it are shared.

    Raises:
        StructureError: The data has another shape.
    """
    if returns.model is None:
        return None
    if not can_switch_class():
        return _strictly(data, find(returns.model), many=returns.many)
    try:
        return _quickly(data, returns.model, memo, many=returns.many)
    except _UNFIT:
        return _strictly(data, find(returns.model), many=returns.many)


def unstructure(model: object) -> Any:
    """Return the JSON of a model or of a tuple of models.

    Unknown members are put back. A member that is None is left out, unless it
    is one that GitHub always sends: absent and null read the same.
    """
    from aioghactions._json import converter  # noqa: PLC0415  # loads cattrs: 30 ms

    return converter.converter().unstructure(model)


@cache
def find(name: str) -> type:
    """Return the model class of that name; its module is imported on first use."""
    model: type = getattr(import_module(MODELS), name)
    return model


@cache
def structurer(model: type) -> Callable[[Any, Memo], Any]:
    """Return the generated function that makes a ``model`` of a JSON object."""
    module = sys.modules[model.__module__]
    stem = model.__module__.rpartition(".")[2]
    make: Callable[[Any, Memo], Any] = getattr(module, f"structure_{stem}")
    return make


def _quickly(data: object, name: str, memo: Memo, *, many: bool) -> Any:
    make = structurer(find(name))
    if many:
        return tuple([make(item, memo) for item in array(data)])
    return make(data, memo)


def _strictly(data: object, model: type, *, many: bool) -> Any:
    from aioghactions._json import converter  # noqa: PLC0415  # loads cattrs: 30 ms

    kind: Any = model
    return converter.structure(data, tuple[kind, ...] if many else kind)
