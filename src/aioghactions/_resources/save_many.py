"""Save one thing after the other, a few at a time."""

import os
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from aioghactions._core.threads import in_thread
from aioghactions.downloads import Progress
from aioghactions.fanout import FanOut, fan_out

T = TypeVar("T")

Source: TypeAlias = Iterable[T] | AsyncIterable[T]
Folder: TypeAlias = str | os.PathLike[str]
ProgressOf: TypeAlias = Callable[[T, int, int | None], object]
"""Called with an item, its bytes so far, and its bytes in all or None."""


def save_each(
    items: Source[T],
    folder: Folder,
    name: Callable[[T], str],
    save: Callable[[T, Path], Awaitable[Path]],
    *,
    limit: int,
) -> FanOut[T, Path]:
    """Return a fan-out that saves each item into ``folder``, which it makes.

    Args:
        items: What to save, sync or async; pulled as places become free.
        folder: Where to. The folder it lies in must exist.
        name: Says what an item is called there; asked in the order of the items, so
            that the same items get the same names again.
        save: Saves one item, there, and returns where.
        limit: How many at once.
    """
    place = Path(folder)

    async def worker(item: T) -> Path:
        target = place / name(item)  # before anything is awaited
        await in_thread(place.mkdir, mode=0o700, exist_ok=True)
        return await save(item, target)

    return fan_out(worker, items, limit=limit)


def progress_of(item: T, progress: ProgressOf[T] | None) -> Progress | None:
    """Return the progress of one item, to be given to a download."""
    return None if progress is None else partial(progress, item)
