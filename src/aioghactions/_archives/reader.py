"""Zips, read with suspicion. What is here blocks: call it in a thread."""

import os
import zlib
from collections.abc import Iterator
from typing import IO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from aioghactions._archives import checks, directory
from aioghactions._archives.checks import ArchiveLimits, Entry
from aioghactions.errors import DownloadError, UnsafeArchiveError

_BLOCK: Final = 256 * 2**10
# What zipfile raises about an archive that is not what it says.
_DAMAGED: Final = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def open_archive(file: IO[bytes], limits: ArchiveLimits) -> ZipFile:
    """Return the archive in ``file``; it is no bomb.

    Raises:
        UnsafeArchiveError: It is one, or no zip, or can be read in several ways.
    """
    size = file.seek(0, os.SEEK_END)
    _measure(file, size, limits)
    try:
        zipped = ZipFile(file)
    except _DAMAGED:
        raise UnsafeArchiveError("the directory of the zip is damaged") from None
    checks.check_sizes(entries(zipped), limits, size=size)
    return zipped


def entries(zipped: ZipFile) -> list[Entry]:
    """Return what the archive lists, for policy to judge."""
    return [_entry(info) for info in zipped.infolist()]


def blocks(zipped: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of an entry.

    Raises:
        DownloadError: They are not what the directory promises.
    """
    seen = 0
    try:
        with zipped.open(info) as source:
            while block := source.read(_BLOCK):
                seen += len(block)
                yield block
    except _DAMAGED:
        raise DownloadError("an entry of the zip is damaged") from None
    if seen != info.file_size:
        raise DownloadError(f"an entry has {seen} bytes, not {info.file_size}")


def _measure(file: IO[bytes], size: int, limits: ArchiveLimits) -> None:
    """Measure the directory before zipfile reads it, and makes objects of it."""
    file.seek(max(0, size - directory.TAIL))
    span = directory.locate(file.read(), size)
    checks.check_directory(span.end - span.start, limits)
    position, count = span.start, 0
    while position < span.end:
        file.seek(position)
        position += directory.length_of_entry(file.read(directory.ENTRY))
        count += 1
        if count > limits.entries:
            raise checks.too_many(limits)
    if position != span.end or count != span.entries:
        raise UnsafeArchiveError("the directory of the zip is damaged")


def _entry(info: ZipInfo) -> Entry:
    return Entry(
        name=info.orig_filename,  # the other one is cut at a NUL
        size=info.file_size,
        packed=info.compress_size,
        method=info.compress_type,
        flags=info.flag_bits,
        attributes=info.external_attr,
    )
