"""Locate the central directory of a zip where every program finds it.

A zip ends with a record that says where the central directory begins. Programs search
differently if there are several such records, or data before or after the archive: a
scanner might see other entries than this library.
"""

from struct import Struct
from typing import Final

from attrs import frozen

from aioghactions.errors import UnsafeArchiveError

_END: Final = Struct("<4s4H2LH")
_END_MARK: Final = b"PK\x05\x06"
_LOCATOR: Final = Struct("<4sLQL")
_LOCATOR_MARK: Final = b"PK\x06\x07"
_END64: Final = Struct("<4sQ2H2L4Q")
_END64_MARK: Final = b"PK\x06\x06"
_ENTRY: Final = Struct("<4s24x3H12x")
_ENTRY_MARK: Final = b"PK\x01\x02"

TAIL: Final = _END64.size + _LOCATOR.size + _END.size + 0xFFFF
"""Bytes of the end of an archive that :func:`locate` needs."""

ENTRY: Final = _ENTRY.size
"""Bytes of an entry that :func:`length_of_entry` needs."""


@frozen
class Span:
    """Position of the central directory, and its announced number of entries."""

    start: int
    end: int
    entries: int


def locate(tail: bytes, size: int) -> Span:
    """Locate the directory of an archive of ``size`` bytes in its last ``TAIL``."""
    at = len(tail) - _END.size
    if at < 0 or not (tail.startswith(_END_MARK, at) and tail.endswith(b"\0\0")):
        at = tail.rfind(_END_MARK)
    if at < 0 or at + _END.size > len(tail):
        raise UnsafeArchiveError("not a zip archive, or truncated")
    _, disk, first_disk, here, entries, length, start, comment = _END.unpack_from(
        tail, at
    )
    if at + _END.size + comment != len(tail):
        raise UnsafeArchiveError("data follows the end of the zip archive")
    end = size - len(tail) + at
    if tail.startswith(_LOCATOR_MARK, max(0, at - _LOCATOR.size)):
        at -= _LOCATOR.size + _END64.size
        end -= _LOCATOR.size + _END64.size
        disk, first_disk, here, entries, length, start = _end64(tail, at, end)
    if disk or first_disk or here != entries:
        raise UnsafeArchiveError("multi-part zip archives are not supported")
    if start + length != end:
        raise UnsafeArchiveError(
            "data precedes the zip archive, or its offsets are wrong"
        )
    return Span(start, end, entries)


def _end64(tail: bytes, at: int, end: int) -> tuple[int, int, int, int, int, int]:
    """Read the ZIP64 end record, for archives beyond the limits of the usual one."""
    if at < 0 or not tail.startswith(_END64_MARK, at):
        raise UnsafeArchiveError("the ZIP64 end record is malformed")
    _, _, offset, _ = _LOCATOR.unpack_from(tail, at + _END64.size)
    _, _, _, _, disk, first_disk, here, entries, length, start = _END64.unpack_from(
        tail, at
    )
    if offset != end:
        raise UnsafeArchiveError(
            "data precedes the zip archive, or its offsets are wrong"
        )
    return disk, first_disk, here, entries, length, start


def length_of_entry(head: bytes) -> int:
    """Return the length in bytes of an entry that begins with ``head``."""
    if len(head) < ENTRY or not head.startswith(_ENTRY_MARK):
        raise UnsafeArchiveError("the central directory of the zip is damaged")
    _, name, extra, comment = _ENTRY.unpack_from(head)
    return ENTRY + int(name) + int(extra) + int(comment)
