"""Extract archives so that nothing is written outside the folder."""

import os
import shutil
import stat
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import IO, Final
from zipfile import ZipFile, ZipInfo

from attrs import frozen

from aioghactions._archives import checks, reader
from aioghactions._archives.checks import ArchiveLimits
from aioghactions._core import redact
from aioghactions._downloads import files
from aioghactions.errors import UnsafeArchiveError

_Parts = tuple[str, ...]
_SYNC_THREADS: Final = 8


class _StoppedError(Exception):
    """The caller was cancelled."""


@frozen
class _Plan:
    """Folders to create, parents first, and files to write."""

    folders: tuple[_Parts, ...]
    files: dict[_Parts, ZipInfo]


def staging_parent(folder: Path) -> Path:
    """Return an existing folder on the file system of ``folder``."""
    if not os.path.lexists(folder):
        return folder.parent
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a folder")
    return folder


def extract(
    stop: Event,
    file: IO[bytes],
    folder: Path,
    limits: ArchiveLimits,
    *,
    overwrite: bool,
    portable: bool = False,
) -> tuple[Path, ...]:
    """Extract the files of a zip into ``folder``; return their paths.

    Nothing is written to ``folder`` until all entries were checked and extracted into
    a temporary folder on the same file system. Errors name ``folder`` or a path in it.
    """
    with reader.open_archive(file, limits) as zipped:
        # Python 3.11 cannot print such an entry, as a traceback with locals does.
        if "" in zipped.namelist():
            raise UnsafeArchiveError("an entry has an unsafe path: empty name")
        checks.check_names(zipped.infolist(), limits, portable=portable)
        plan = _plan(zipped)
        for parts in plan.folders:
            _folder_exists(folder.joinpath(*parts))
        for parts in plan.files:
            files.check_free(folder.joinpath(*parts), overwrite=overwrite)
        with files.os_errors_naming(folder):
            path = tempfile.mkdtemp(
                dir=staging_parent(folder), prefix=".", suffix=".part"
            )
        staging = Path(path)
        try:
            with files.os_errors_naming(folder):
                _write(zipped, plan, staging, stop)
            _publish(staging, folder, plan, overwrite=overwrite)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return tuple(folder.joinpath(*parts) for parts in plan.files)


def _plan(zipped: ZipFile) -> _Plan:
    folders: set[_Parts] = set()
    contents: dict[_Parts, ZipInfo] = {}
    for entry in zipped.infolist():
        parts = checks.parts(entry)
        folders.update(parts[:depth] for depth in range(1, len(parts)))
        if checks.is_folder(entry):
            folders.add(parts)
        else:
            contents[parts] = entry
    return _Plan(tuple(sorted(folders, key=len)), contents)


def _folder_exists(folder: Path) -> bool:
    """Return whether a folder exists; raise for a link, which may lead elsewhere."""
    try:
        mode = folder.lstat().st_mode
    except FileNotFoundError:
        return False
    if not stat.S_ISDIR(mode):
        raise NotADirectoryError(f"{folder} is not a folder")
    return True


def _write(zipped: ZipFile, plan: _Plan, staging: Path, stop: Event) -> None:
    for parts in plan.folders:
        # A folder may be listed in two cases, on a system that ignores case.
        staging.joinpath(*parts).mkdir(mode=0o700, exist_ok=True)
    for parts, entry in plan.files.items():
        path = staging.joinpath(*parts)
        try:
            new = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # as on a disk of another system
            name = redact.one_line("/".join(parts))
            raise UnsafeArchiveError(
                f"entry {name!r} has the same path as another entry on this disk"
            ) from None
        with os.fdopen(new, "wb") as file:
            for block in reader.blocks(zipped, entry):
                if stop.is_set():
                    raise _StoppedError
                file.write(block)

    def sync(parts: _Parts) -> None:
        if stop.is_set():
            raise _StoppedError
        # Windows syncs only files that are open for writing.
        with staging.joinpath(*parts).open("r+b") as file:
            os.fsync(file.fileno())

    # Each sync waits for a commit of the journal, and parallel syncs share one: 3,000
    # small files take 0.3 s instead of 11 s.
    with ThreadPoolExecutor(_SYNC_THREADS) as threads:
        for _ in threads.map(sync, plan.files):
            pass


def _publish(staging: Path, folder: Path, plan: _Plan, *, overwrite: bool) -> None:
    if not os.path.lexists(folder):
        for parts in plan.folders:
            files.sync_folder(staging.joinpath(*parts))
        files.sync_folder(staging)
        with files.os_errors_naming(folder):
            staging.rename(folder)
        files.sync_folder(folder.parent)
        return
    created: list[Path] = []
    try:
        for parts in plan.folders:
            path = folder.joinpath(*parts)
            if not _folder_exists(path):
                path.mkdir(mode=0o700)
                created.append(path)
        for parts in plan.files:
            target = folder.joinpath(*parts)
            files.move(staging.joinpath(*parts), target, overwrite=overwrite)
            created.append(target)
    except OSError:
        if not overwrite:  # replaced files cannot be restored
            _remove(created)
        raise
    for parts in ((), *plan.folders):
        files.sync_folder(folder.joinpath(*parts))


def _remove(created: list[Path]) -> None:
    """Delete files and empty folders, the last first; ignore errors."""
    for path in reversed(created):
        with suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()
