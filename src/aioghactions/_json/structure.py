"""Turn JSON into models.

The generated functions assume the documented shape. If one raises, cattrs structures
the same data again to name the first member that does not match.

Nothing is coerced. Objects, arrays, dates and enums are checked; any other value is
kept as it was sent, even if the documentation names another type: one undocumented
number must not make a page unreadable.
"""

import gc
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, Final

from aioghactions._core.call import Returns
from aioghactions._json import codec
from aioghactions._json.model_support import SharedObjects, array, can_switch_class

# Raised by a generated function if the data has another shape.
_MISFIT = (AttributeError, KeyError, RecursionError, TypeError, ValueError)
_LARGE: Final = 32 * 2**10  # bytes


def read(
    raw: bytes,
    returns: Returns | None,
    shared: SharedObjects,
    mask: Callable[[Any], Any] | None = None,
) -> Any:
    """Return the value that ``returns`` documents, or the JSON itself without it.

    ``mask`` is applied to the JSON before. The garbage collector is paused for a large
    body: it would look a dozen times for garbage among objects that are just being
    made, which takes an eighth of the time.

    Raises:
        StructureError: It does not have the documented shape.
        ValueError: It is not JSON.
    """
    is_paused = len(raw) >= _LARGE and gc.isenabled()
    if is_paused:
        gc.disable()
    try:
        data = codec.loads(raw)
        if mask is not None:
            data = _masked(data, mask)
        return data if returns is None else structure(data, returns, shared)
    finally:
        if is_paused:
            gc.enable()


def _masked(data: Any, mask: Callable[[Any], Any]) -> Any:
    try:
        return mask(data)
    except RecursionError:
        pass
    raise ValueError("nested too deeply")


def structure(data: Any, returns: Returns, shared: SharedObjects) -> Any:
    """Return the model, the tuple of models, or None that ``returns`` documents.

    Objects that equal ``shared`` ones of earlier responses become the same instance.
    """
    if returns.model is None:
        return None
    make = structurer(returns.model)
    if make is not None:
        try:
            if returns.many:
                return tuple([make(item, shared) for item in array(data)])
            return make(data, shared)
        except _MISFIT:
            pass
    from aioghactions._json import converter  # noqa: PLC0415  # loads cattrs: 30 ms

    kind: Any = find_model(returns.model)
    return converter.structure(data, tuple[kind, ...] if returns.many else kind)


@cache
def find_model(name: str) -> type:
    """Return the model class of that name; its module is imported on first use."""
    model: type = getattr(import_module("aioghactions._generated.models"), name)
    return model


@cache
def structurer(name: str) -> Callable[[Any, SharedObjects], Any] | None:
    """Return the generated structuring function of a model, if it works here."""
    if not can_switch_class():
        return None
    model = find_model(name)
    module = sys.modules[model.__module__]
    stem = model.__module__.rpartition(".")[2]
    make: Callable[[Any, SharedObjects], Any] = getattr(module, f"structure_{stem}")
    return make
