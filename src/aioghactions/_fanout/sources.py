"""Items of any iterable, each taken only when it is wanted."""

from collections.abc import AsyncGenerator, AsyncIterable, Iterable
from typing import TypeVar

ItemT = TypeVar("ItemT")


async def lazily(
    items: Iterable[ItemT] | AsyncIterable[ItemT],
) -> AsyncGenerator[ItemT, None]:
    """Yield ``items``; close their iterator if this one is closed half way."""
    if not isinstance(items, AsyncIterable):
        for item in items:
            yield item
        return
    source = aiter(items)
    try:
        async for item in source:
            yield item
    finally:
        if aclose := getattr(source, "aclose", None):
            await aclose()
