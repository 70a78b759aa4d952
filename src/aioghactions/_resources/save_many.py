"""Save many downloads, a few at once."""

import os
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from aioghactions._core.threads import in_thread
from aioghactions.downloads import Download
from aioghactions.fanout import FanOut, fan_out

T = TypeVar("T")

Folder: TypeAlias = str | os.PathLike[str]


def save_each(
    items: Iterable[T] | AsyncIterable[T],
    folder: Folder,
    name: Callable[[T], str],
    download: Callable[[T], Download],
    save: Callable[..., Awaitable[Path]] = Download.save,
    *,
    limit: int,
    overwrite: bool,
    max_bytes: int | None,
    progress: Callable[[T, int, int | None], object] | None,
) -> FanOut[T, Path]:
    """Return a fan-out that creates ``folder`` and saves each item's download there.

    ``name`` is called in the order of the items, so that the same items get the same
    names again. ``save`` has the parameters of :meth:`Download.save`. ``max_bytes`` is
    the longest body that is accepted; None for the default of the download.
    """
    directory = Path(folder)

    async def worker(item: T) -> Path:
        if isinstance(item, int | str):
            kind = type(item).__name__
            raise TypeError(f"pass what list() returned, not an id or a name: {kind}")
        target = directory / name(item)  # before anything is awaited
        await in_thread(create_folder, directory)
        report = None if progress is None else partial(progress, item)
        async with download(item).expect(max_bytes=max_bytes) as content:
            return await save(content, target, overwrite=overwrite, progress=report)

    return fan_out(worker, items, limit=limit)


def create_folder(folder: Path) -> None:
    """Create a folder unless it exists."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError:
        message = f"cannot save into {folder}: it is a file, not a folder"
        raise NotADirectoryError(message) from None
