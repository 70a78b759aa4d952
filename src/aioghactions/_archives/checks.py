"""Decide which entries of an archive may be written to disk."""

import stat
from collections.abc import Iterable
from typing import Final

from attrs import frozen

from aioghactions._core import redact
from aioghactions._downloads import filenames
from aioghactions.errors import UnsafeArchiveError

_ENCRYPTED: Final = 0x1
_STORED_OR_DEFLATED: Final = frozenset({0, 8})
_REPARSE_POINT: Final = 0x400  # how a zip made on Windows marks a link
_LONGEST_PATH: Final = 1024  # bytes
_DEEPEST: Final = 64
# Bytes of the directory. It is read as a whole, and each entry may have 200,000 of its
# own; those of real archives have some 150.
_USUAL_ENTRY: Final = 512
_SMALL_DIRECTORY: Final = 2**16
# What is small cannot fill a disk, however well it was packed.
_UNSUSPICIOUS: Final = 2**20


@frozen(kw_only=True)
class ArchiveLimits:
    """How much an archive may unpack to.

    Attributes:
        entries: Files and folders that are listed, and again folders that are there
            because of the paths of files.
        size: Bytes of all files together.
        ratio: How many times larger than the archive they may be, beyond the
            first mebibyte.
    """

    entries: int
    size: int
    ratio: int


@frozen(kw_only=True)
class Entry:
    """One entry, as the directory of the archive tells it.

    Attributes:
        name: The path, exactly as it stands there.
        size: Bytes, unpacked.
        packed: Bytes in the archive.
        method: How it is packed.
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
        """Whether it holds other entries and no bytes of its own."""
        return self.name.endswith("/")

    @property
    def parts(self) -> tuple[str, ...]:
        """The names from the top down."""
        return tuple(self.name.removesuffix("/").split("/"))


def check_sizes(entries: Iterable[Entry], limits: ArchiveLimits, *, size: int) -> None:
    """Do nothing if the archive is no bomb.

    Args:
        entries: What the directory lists.
        limits: How much is accepted.
        size: Bytes of the whole archive.

    Raises:
        UnsafeArchiveError: It has too many entries, or unpacks to too much.
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
    if unpacked > max(_UNSUSPICIOUS, limits.ratio * size):
        raise UnsafeArchiveError(
            f"{size} bytes unpack to more than {limits.ratio} times as many"
        )


def check_directory(length: int, limits: ArchiveLimits) -> None:
    """Do nothing if the list of entries may be read.

    Raises:
        UnsafeArchiveError: It takes too many bytes for any list of so many entries.
    """
    if length > _SMALL_DIRECTORY + _USUAL_ENTRY * limits.entries:
        raise UnsafeArchiveError(f"the directory of the archive has {length} bytes")


def too_many(limits: ArchiveLimits) -> UnsafeArchiveError:
    """Return the error for an archive with more entries than are accepted."""
    return UnsafeArchiveError(f"the archive has more than {limits.entries} entries")


def check_names(entries: Iterable[Entry], limits: ArchiveLimits) -> None:
    """Do nothing if every entry may be written into a folder, and stays there.

    Nothing is repaired: an archive with one bad entry was made by somebody who
    wants something, or is damaged.

    Raises:
        UnsafeArchiveError: The first objection. Names in it are fit to be shown.
    """
    files: set[tuple[str, ...]] = set()
    folders: set[tuple[str, ...]] = set()
    for entry in entries:
        if why := _objection(entry):
            raise _unsafe(entry, why)
        _place(entry, files, folders)
        # A path of a hundred letters makes fifty folders.
        if len(folders) > limits.entries:
            raise UnsafeArchiveError(
                f"the archive makes more than {limits.entries} folders"
            )


def _objection(entry: Entry) -> str:
    if entry.flags & _ENCRYPTED:
        return "is encrypted"
    if entry.method not in _STORED_OR_DEFLATED:
        return "is packed in an unusual way"
    kind = stat.S_IFMT(entry.attributes >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "is a link or a device"
    if entry.attributes & _REPARSE_POINT:
        return "is a link"
    if entry.is_folder and entry.size:
        return "is a folder with content"
    if not entry.is_folder and kind == stat.S_IFDIR:
        return "is a folder under a file's name"
    return _path_objection(entry)


def _path_objection(entry: Entry) -> str:
    if entry.name.startswith("/"):
        return "is an absolute path"
    parts = entry.parts
    if len(entry.name.encode(errors="replace")) > _LONGEST_PATH:
        return "has a path that is too long"
    if len(parts) > _DEEPEST:
        return "lies too deep"
    for part in parts:
        if why := filenames.objection(part):
            return f"has an unsafe path: {why}"
    return ""


def _place(
    entry: Entry, files: set[tuple[str, ...]], folders: set[tuple[str, ...]]
) -> None:
    """Note what is where; refuse what some file system takes for the same."""
    path = tuple(filenames.key(part) for part in entry.parts)
    above = {path[:depth] for depth in range(1, len(path))}
    if entry.is_folder:
        above.add(path)
    elif path in files or path in folders:
        raise _unsafe(entry, "is there twice")
    else:
        files.add(path)
    if above & files:
        raise _unsafe(entry, "has a file in its path")
    folders |= above


def _unsafe(entry: Entry, why: str) -> UnsafeArchiveError:
    return UnsafeArchiveError(f"entry {redact.one_line(entry.name)!r} {why}")
