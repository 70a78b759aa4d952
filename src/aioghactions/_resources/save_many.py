"""Save many items, a few at once."""

import os
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from aioghactions._core.threads import in_thread
from aioghactions.downloads import Progress
from aioghactions.fanout import FanOut, fan_out

T = TypeVar("T")

Folder: TypeAlias = str | os.PathLike[str]


def save_each(
    items: Iterable[T] | AsyncIterable[T],
    folder: Folder,
    name: Callable[[T], str],
    save: Callable[[T, Path], Awaitable[Path]],
    *,
    limit: int,
) -> FanOut[T, Path]:
    """Return a fan-out that saves each item into ``folder`` and creates that folder.

    Args:
        items: What to save, consumed lazily.
        folder: Where to save it. Its parent must exist.
        name: Returns the file name of an item. Called in the order of the items, so
            that the same items get the same names again.
        save: Saves one item to a path; returns the path it was saved to.
        limit: How many at once.
    """
    directory = Path(folder)

    async def worker(item: T) -> Path:
        target = directory / name(item)  # before anything is awaited
        await in_thread(directory.mkdir, mode=0o700, exist_ok=True)
        return await save(item, target)

    return fan_out(worker, items, limit=limit)


def progress_of(
    item: T, progress: Callable[[T, int, int | None], object] | None
) -> Progress | None:
    """Return the ``progress`` of one item, as a download takes it."""
    return None if progress is None else partial(progress, item)
