"""Read the text of a body into models."""

import gc
from collections.abc import Callable
from typing import Any, Final

from aioghactions._core.call import Returns
from aioghactions._json import codec
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import structure

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
            data = mask(data)
        return data if returns is None else structure(data, returns, shared)
    finally:
        if is_paused:
            gc.enable()
