"""Find the directory of a zip, in the one way that all programs agree on.

A zip ends with a record that says where its list of entries begins. Programs differ
in how they look for it if there is more than one, or if something stands before or
after; such an archive would show one content to a scanner and another to us.
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
"""How many bytes of the end :func:`locate` wants to see."""

ENTRY: Final = 46
"""How many bytes of an entry :func:`length_of_entry` wants to see."""


@frozen
class Span:
    """Where the directory lies, and how many entries it is said to have."""

    start: int
    end: int
    entries: int


def locate(tail: bytes, size: int) -> Span:
    """Return where the directory of an archive lies.

    Args:
        tail: The last ``TAIL`` bytes, or all of them.
        size: Bytes of the whole archive.

    Raises:
        UnsafeArchiveError: It is no zip, or one that can be read in several ways.
    """
    at = len(tail) - _END.size
    if at < 0 or not (tail.startswith(_END_MARK, at) and tail.endswith(b"\0\0")):
        at = tail.rfind(_END_MARK)
    if at < 0 or at + _END.size > len(tail):
        raise UnsafeArchiveError("this is no zip, or its end is missing")
    _, disk, first_disk, here, entries, length, start, comment = _END.unpack_from(
        tail, at
    )
    if at + _END.size + comment != len(tail):
        raise UnsafeArchiveError("something follows the end of the zip")
    end = size - len(tail) + at
    if tail.startswith(_LOCATOR_MARK, max(0, at - _LOCATOR.size)):
        at -= _LOCATOR.size + _END64.size
        end -= _LOCATOR.size + _END64.size
        disk, first_disk, here, entries, length, start = _end64(tail, at, end)
    if disk or first_disk or here != entries:
        raise UnsafeArchiveError("the zip is one part of several")
    if start + length != end:
        raise UnsafeArchiveError("the zip does not begin at its first byte")
    return Span(start, end, entries)


def _end64(tail: bytes, at: int, end: int) -> tuple[int, int, int, int, int, int]:
    """Read the record of an archive that is too large for the usual one."""
    if at < 0 or not tail.startswith(_END64_MARK, at):
        raise UnsafeArchiveError("the zip has a malformed end")
    _, _, offset, _ = _LOCATOR.unpack_from(tail, at + _END64.size)
    _, _, _, _, disk, first_disk, here, entries, length, start = _END64.unpack_from(
        tail, at
    )
    if offset != end:
        raise UnsafeArchiveError("the zip does not begin at its first byte")
    return disk, first_disk, here, entries, length, start


def length_of_entry(head: bytes) -> int:
    """Return how many bytes an entry of the directory takes.

    Args:
        head: Its first ``ENTRY`` bytes.

    Raises:
        UnsafeArchiveError: There is no entry.
    """
    if len(head) < ENTRY or not head.startswith(_ENTRY_MARK):
        raise UnsafeArchiveError("the directory of the zip is damaged")
    _, name, extra, comment = _ENTRY.unpack_from(head)
    return ENTRY + int(name) + int(extra) + int(comment)
