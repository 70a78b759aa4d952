"""Read untrusted zips. All functions block: call them in a thread."""

import os
import zlib
from collections.abc import Iterator
from typing import IO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from aioghactions._archives import checks, directory
from aioghactions._archives.checks import ArchiveLimits, Entry
from aioghactions.errors import DownloadError, UnsafeArchiveError

_BLOCK: Final = 256 * 2**10
# What zipfile raises for a damaged archive.
_DAMAGED: Final = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def open_archive(file: IO[bytes], limits: ArchiveLimits) -> ZipFile:
    """Open a zip file; reject zip bombs.

    Raises:
        UnsafeArchiveError: It is a bomb, is not a zip, or is ambiguous.
    """
    size = file.seek(0, os.SEEK_END)
    _check_directory(file, size, limits)
    try:
        zipped = ZipFile(file)
    except _DAMAGED:
        raise UnsafeArchiveError(
            "the central directory of the zip is damaged"
        ) from None
    checks.check_sizes(entries(zipped), limits, size=size)
    return zipped


def entries(zipped: ZipFile) -> list[Entry]:
    """Return the entries of the central directory."""
    return [_entry(info) for info in zipped.infolist()]


def blocks(zipped: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    """Yield the content of an entry.

    Raises:
        DownloadError: It does not match the central directory.
    """
    length = 0
    try:
        with zipped.open(info) as source:
            while block := source.read(_BLOCK):
                length += len(block)
                yield block
    except _DAMAGED:
        raise DownloadError("an entry of the zip is damaged") from None
    if length != info.file_size:
        raise DownloadError(f"an entry has {length} bytes, expected {info.file_size}")


def _check_directory(file: IO[bytes], size: int, limits: ArchiveLimits) -> None:
    """Check the central directory before zipfile reads it into memory."""
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
        raise UnsafeArchiveError("the central directory of the zip is damaged")


def _entry(info: ZipInfo) -> Entry:
    return Entry(
        name=info.orig_filename,  # info.filename is truncated at a NUL
        size=info.file_size,
        packed=info.compress_size,
        method=info.compress_type,
        flags=info.flag_bits,
        attributes=info.external_attr,
    )
