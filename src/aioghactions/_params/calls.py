"""Make the call of an operation from its arguments."""

from collections.abc import Mapping
from typing import Any, TypeVar

from aioghactions._core.call import Call, Operation
from aioghactions._params import paths

T = TypeVar("T")


def make_call(
    operation: Operation[T],
    /,
    *,
    query: tuple[tuple[str, str], ...] = (),
    body: Mapping[str, Any] | None = None,
    **values: str | int,
) -> Call[T]:
    """Return a call of ``operation``; ``values`` fill its path.

    Raises:
        TypeError: A value of the path is neither a string nor an integer.
        ValueError: A value cannot stand in a path.
    """
    path = paths.fill(operation.path, **values)
    return Call(operation=operation, path=path, query=query, body=body)
