"""Items of any iterable, each taken only when it is wanted."""

from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Iterable,
    Iterator,
)
from typing import TypeVar

ItemT = TypeVar("ItemT")


def lazily(
    items: Iterable[ItemT] | AsyncIterable[ItemT],
) -> AsyncGenerator[ItemT, None]:
    """Return a generator of ``items``.

    Closing it half way closes an asynchronous source as well, which nobody else
    would do in time.

    Raises:
        TypeError: They are no items at all.
    """
    if isinstance(items, AsyncIterable):
        return _asynchronous(aiter(items))
    return _synchronous(iter(items))


async def _synchronous(source: Iterator[ItemT]) -> AsyncGenerator[ItemT, None]:
    for item in source:
        yield item


async def _asynchronous(source: AsyncIterator[ItemT]) -> AsyncGenerator[ItemT, None]:
    try:
        async for item in source:
            yield item
    finally:
        if aclose := getattr(source, "aclose", None):
            await aclose()
