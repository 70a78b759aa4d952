"""Decide whether an archive may be extracted."""

import stat
from collections.abc import Iterable
from typing import Final

from attrs import frozen

from aioghactions._core import redact
from aioghactions._downloads import filenames
from aioghactions.errors import UnsafeArchiveError

_ENCRYPTED: Final = 0x1
_STORED_OR_DEFLATED: Final = frozenset({0, 8})
_REPARSE_POINT: Final = 0x400  # marks a link in a zip made on Windows
_MAX_PATH: Final = 1024  # bytes
_MAX_DEPTH: Final = 64
# Bytes of the central directory, which is read as a whole. An entry may take 200,000;
# in real archives it takes some 150.
_DIRECTORY_ENTRY: Final = 512
_SMALL_DIRECTORY: Final = 2**16
# Whatever the ratio, so few bytes cannot fill a disk.
_ALWAYS_ACCEPTED: Final = 2**20


@frozen(kw_only=True)
class ArchiveLimits:
    """Limits of an archive.

    Attributes:
        entries: Entries of the archive, and also folders, including those that only
            the paths of files imply.
        size: Total size of the extracted files, in bytes.
        ratio: Ratio of that size to the size of the archive, beyond the first
            mebibyte.
    """

    entries: int
    size: int
    ratio: int


@frozen(kw_only=True)
class Entry:
    """An entry, as the central directory describes it.

    Attributes:
        name: Path, unchanged.
        size: Uncompressed size in bytes.
        packed: Compressed size in bytes.
        method: Compression method.
        flags: General purpose flags.
        attributes: External attributes; the upper half is a Unix mode.
    """

    name: str
    size: int = 0
    packed: int = 0
    method: int = 8
    flags: int = 0
    attributes: int = 0

    @property
    def is_folder(self) -> bool:
        """Whether the entry is a folder."""
        return self.name.endswith("/")

    @property
    def parts(self) -> tuple[str, ...]:
        """The segments of the path."""
        return tuple(self.name.removesuffix("/").split("/"))


def check_directory(length: int, limits: ArchiveLimits) -> None:
    """Do nothing if a central directory of ``length`` bytes may be read.

    Raises:
        UnsafeArchiveError: It is too long for the number of entries that is accepted.
    """
    if length > _SMALL_DIRECTORY + _DIRECTORY_ENTRY * limits.entries:
        raise UnsafeArchiveError(
            f"the central directory of the archive is too long ({length} bytes)"
        )


def check_sizes(entries: Iterable[Entry], limits: ArchiveLimits, *, size: int) -> None:
    """Do nothing if the archive is not a zip bomb.

    Args:
        entries: Entries of the central directory.
        limits: Limits of the archive.
        size: Size of the archive in bytes.

    Raises:
        UnsafeArchiveError: It exceeds a limit.
    """
    count = unpacked = packed = 0
    for count, entry in enumerate(entries, 1):  # noqa: B007 - read below
        unpacked += entry.size
        packed += entry.packed
    if count > limits.entries:
        raise too_many(limits)
    if packed > size:
        raise UnsafeArchiveError("entries of the archive overlap")
    if unpacked > limits.size:
        raise UnsafeArchiveError(
            f"the archive unpacks to more than {limits.size} bytes"
        )
    if unpacked > max(_ALWAYS_ACCEPTED, limits.ratio * size):
        raise UnsafeArchiveError(
            f"the archive unpacks to more than {limits.ratio} times its size of "
            f"{size} bytes"
        )


def too_many(limits: ArchiveLimits) -> UnsafeArchiveError:
    """Return the error for an archive with too many entries."""
    return UnsafeArchiveError(f"the archive has more than {limits.entries} entries")


def check_names(entries: Iterable[Entry], limits: ArchiveLimits) -> None:
    """Do nothing if every entry may be written into a folder and stays in it.

    Names are not repaired: an archive with one unsafe entry is malicious or damaged.

    Raises:
        UnsafeArchiveError: An entry is unsafe, or there are too many folders. Names in
            the message are safe to print.
    """
    files: set[tuple[str, ...]] = set()
    folders: set[tuple[str, ...]] = set()
    for entry in entries:
        if problem := _problem(entry):
            raise _unsafe(entry, problem)
        _add_path(entry, files, folders)
        # A path of a hundred letters creates fifty folders.
        if len(folders) > limits.entries:
            raise UnsafeArchiveError(
                f"the archive creates more than {limits.entries} folders"
            )


def _problem(entry: Entry) -> str:
    if entry.flags & _ENCRYPTED:
        return "is encrypted"
    if entry.method not in _STORED_OR_DEFLATED:
        return f"uses unsupported compression method {entry.method}"
    kind = stat.S_IFMT(entry.attributes >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "is a link or a device"
    if entry.attributes & _REPARSE_POINT:
        return "is a link"
    if entry.is_folder and entry.size:
        return "is a folder with content"
    if not entry.is_folder and kind == stat.S_IFDIR:
        return "is a folder with the name of a file"
    return _path_problem(entry)


def _path_problem(entry: Entry) -> str:
    if entry.name.startswith("/"):
        return "has an absolute path"
    parts = entry.parts
    if len(entry.name.encode(errors="replace")) > _MAX_PATH:
        return f"has a path longer than {_MAX_PATH} bytes"
    if len(parts) > _MAX_DEPTH:
        return f"has a path of more than {_MAX_DEPTH} segments"
    for part in parts:
        if problem := filenames.problem(part):
            return f"has an unsafe path: {problem}"
    return ""


def _add_path(
    entry: Entry, files: set[tuple[str, ...]], folders: set[tuple[str, ...]]
) -> None:
    """Record the path of ``entry``; reject what collides on some file system."""
    path = tuple(filenames.collision_key(part) for part in entry.parts)
    parents = {path[:depth] for depth in range(1, len(path))}
    if entry.is_folder:
        parents.add(path)
    elif path in files or path in folders:
        raise _unsafe(entry, "has the same path as another entry")
    else:
        files.add(path)
    if parents & files:
        raise _unsafe(entry, "has a file as its parent")
    folders |= parents


def _unsafe(entry: Entry, problem: str) -> UnsafeArchiveError:
    return UnsafeArchiveError(f"entry {redact.one_line(entry.name)!r} {problem}")
