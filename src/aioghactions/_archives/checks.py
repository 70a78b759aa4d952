"""Decide whether an archive may be extracted."""

import stat
from collections.abc import Sequence
from typing import Final
from zipfile import ZipInfo

from attrs import frozen

from aioghactions._core import redact
from aioghactions._downloads import filenames
from aioghactions.errors import UnsafeArchiveError

_ENCRYPTED: Final = 0x1
_STORED_OR_DEFLATED: Final = frozenset({0, 8})
_REPARSE_POINT: Final = 0x400  # marks a link in a zip made on Windows
_MAX_PATH: Final = 1024  # bytes
_MAX_DEPTH: Final = 64
# So few bytes cannot fill a disk, at any ratio.
_ALWAYS_ACCEPTED: Final = 2**20


@frozen(kw_only=True)
class ArchiveLimits:
    """Limits of an archive."""

    entries: int  # also limits folders, including those that only paths imply
    size: int  # total size of the extracted files, in bytes
    ratio: int  # of that size to the size of the archive, beyond the first mebibyte


def is_folder(entry: ZipInfo) -> bool:
    """Return whether an entry is a folder."""
    return entry.orig_filename.endswith("/")


def parts(entry: ZipInfo) -> tuple[str, ...]:
    """Return the segments of the path of an entry."""
    # entry.filename is truncated at a NUL and may come from an extra field.
    return tuple(entry.orig_filename.removesuffix("/").split("/"))


def check_sizes(
    entries: Sequence[ZipInfo], limits: ArchiveLimits, *, size: int
) -> None:
    """Raise if an archive of ``size`` bytes is a zip bomb."""
    if sum(entry.compress_size for entry in entries) > size:
        raise UnsafeArchiveError("entries of the archive overlap")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.size:
        raise UnsafeArchiveError(
            f"the archive unpacks to more than {limits.size} bytes"
        )
    if unpacked > max(_ALWAYS_ACCEPTED, limits.ratio * size):
        raise UnsafeArchiveError(
            f"the archive unpacks to more than {limits.ratio} times its size of "
            f"{size} bytes"
        )


def check_names(
    entries: Sequence[ZipInfo], limits: ArchiveLimits, *, portable: bool = False
) -> None:
    """Raise if an entry must not be written into a folder, or would leave it.

    Names are not repaired: an archive with one unsafe entry is malicious or damaged.
    They are judged for this system, or with ``portable`` for every system.
    """
    files: set[tuple[str, ...]] = set()
    folders: set[tuple[str, ...]] = set()
    for entry in entries:
        if problem := _problem(entry, portable=portable):
            raise _unsafe(entry, problem)
        _add_path(entry, files, folders, portable=portable)
        # A path of a hundred letters creates fifty folders.
        if len(folders) > limits.entries:
            raise UnsafeArchiveError(
                f"the archive creates more than {limits.entries} folders"
            )


def _problem(entry: ZipInfo, *, portable: bool) -> str:
    if entry.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if entry.compress_type not in _STORED_OR_DEFLATED:
        return f"uses unsupported compression method {entry.compress_type}"
    kind = stat.S_IFMT(entry.external_attr >> 16)  # the upper half is a Unix mode
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "is a link or a device"
    if entry.external_attr & _REPARSE_POINT:
        return "is a link"
    if is_folder(entry) and entry.file_size:
        return "is a folder with content"
    if not is_folder(entry) and kind == stat.S_IFDIR:
        return "is a folder with the name of a file"
    return _path_problem(entry, portable=portable)


def _path_problem(entry: ZipInfo, *, portable: bool) -> str:
    if entry.orig_filename.startswith("/"):
        return "has an absolute path"
    if len(entry.orig_filename.encode(errors="replace")) > _MAX_PATH:
        return f"has a path longer than {_MAX_PATH} bytes"
    if len(parts(entry)) > _MAX_DEPTH:
        return f"has a path of more than {_MAX_DEPTH} segments"
    for part in parts(entry):
        if problem := filenames.problem(part, portable=portable):
            return f"has an unsafe path: {problem}"
    return ""


def _add_path(
    entry: ZipInfo,
    files: set[tuple[str, ...]],
    folders: set[tuple[str, ...]],
    *,
    portable: bool,
) -> None:
    """Record the path of ``entry``; reject one that collides with another."""
    path = tuple(
        filenames.collision_key(part, portable=portable) for part in parts(entry)
    )
    parents = {path[:depth] for depth in range(1, len(path))}
    if is_folder(entry):
        parents.add(path)
    elif path in files or path in folders:
        raise _unsafe(entry, "has the same path as another entry")
    else:
        files.add(path)
    if parents & files:
        raise _unsafe(entry, "has a file as its parent")
    folders |= parents


def _unsafe(entry: ZipInfo, problem: str) -> UnsafeArchiveError:
    name = redact.one_line(entry.orig_filename)
    return UnsafeArchiveError(f"entry {name!r} {problem}")
