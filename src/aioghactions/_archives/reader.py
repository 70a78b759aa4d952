"""Read untrusted zips. All functions block: call them in a thread."""

import os
import zlib
from collections.abc import Iterator
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from aioghactions._archives import checks, directory
from aioghactions._archives.checks import ArchiveLimits
from aioghactions.errors import DownloadError, UnsafeArchiveError

_BLOCK: Final = 256 * 2**10
# Bytes of the central directory, which is read as a whole. An entry may take 200,000;
# in real archives it takes some 150.
_DIRECTORY_ENTRY: Final = 512
_SMALL_DIRECTORY: Final = 2**16
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
    """Open a zip file; reject zip bombs and what not every program reads alike."""
    size = file.seek(0, os.SEEK_END)
    _check_directory(file, size, limits)
    try:
        zipped = ZipFile(file)
    except _DAMAGED:
        raise UnsafeArchiveError(
            "the central directory of the zip is damaged"
        ) from None
    if any(not 0 <= entry.header_offset < size for entry in zipped.infolist()):
        raise UnsafeArchiveError("the zip is damaged: an entry begins behind its end")
    checks.check_sizes(zipped.infolist(), limits, size=size)
    return zipped


def blocks(zipped: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    """Yield the content of an entry; raise if it differs from the directory."""
    length = 0
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise DownloadError("an entry is neither stored nor deflated")
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
    length = span.end - span.start
    if length > _SMALL_DIRECTORY + _DIRECTORY_ENTRY * limits.entries:
        raise UnsafeArchiveError(
            f"the central directory of the archive is too long ({length} bytes)"
        )
    position, count = span.start, 0
    while position < span.end:
        file.seek(position)
        position += directory.length_of_entry(file.read(directory.ENTRY))
        count += 1
        if count > limits.entries:
            raise UnsafeArchiveError(
                f"the archive has more than {limits.entries} entries"
            )
    if position != span.end or count != span.entries:
        raise UnsafeArchiveError("the central directory of the zip is damaged")
