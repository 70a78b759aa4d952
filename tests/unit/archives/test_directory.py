import struct
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from aioghactions._archives import directory
from aioghactions._archives.directory import ENTRY, TAIL, Span, length_of_entry
from aioghactions.errors import UnsafeArchiveError


def zipped(*names, comment=b""):
    """Return a zip with these entries."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name in names:
            archive.writestr(name, b"content")
        archive.comment = comment
    return buffer.getvalue()


def large(data):
    """Return the same zip with ZIP64 end records."""
    span = locate(data)
    end = struct.pack(
        "<4sQ2H2L4Q",
        b"PK\x06\x06",
        44,
        45,
        45,
        0,
        0,
        span.entries,
        span.entries,
        span.end - span.start,
        span.start,
    )
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, span.end, 1)
    last = struct.pack(
        "<4s4H2LH",
        b"PK\x05\x06",
        0,
        0,
        0xFFFF,
        0xFFFF,
        0xFFFFFFFF,
        0xFFFFFFFF,
        0,
    )
    return data[: span.end] + end + locator + last


def locate(data):
    """Locate the central directory of a whole zip."""
    return directory.locate(data[-TAIL:], len(data))


@pytest.mark.parametrize("names", [(), ("a",), ("a", "b/", "b/c" * 20)])
@pytest.mark.parametrize("comment", [b"", b"made by hand", b"x" * 0xFFFF])
def test_the_directory_is_located(names, comment):
    """S12: it contains as many entries as announced, and nothing else."""
    data = zipped(*names, comment=comment)
    span = locate(data)
    assert span.entries == len(names)
    at = span.start
    for _ in names:
        at += length_of_entry(data[at : at + ENTRY])
    assert at == span.end


def test_the_directory_of_a_zip64_archive_is_located():
    """S12: for more than 65,535 entries or 4 GiB."""
    data = zipped("a", "b")
    span = locate(data)
    assert locate(large(data)) == span
    with ZipFile(BytesIO(large(data))) as archive:
        assert archive.namelist() == ["a", "b"]


ZIP = zipped("a", "b")
END = len(ZIP) - 22
AMBIGUOUS = {
    "nothing": (b"", "not a zip"),
    "text": (b"Not Found" * 9, "not a zip"),
    "truncated": (ZIP[:-1], "not a zip"),
    "half an end record": (ZIP[:END] + ZIP[END : END + 9], "not a zip"),
    "data after": (ZIP + b"\0", "data follows"),
    "data before": (b"#!/bin/sh\n" + ZIP, "data precedes"),
    "two in one": (zipped("x") + ZIP, "data precedes"),
    "a comment that is a zip": (zipped("a", comment=ZIP), None),
    "one of several parts": (ZIP[: END + 4] + b"\1" + ZIP[END + 5 :], "multi-part"),
    "begins in another part": (ZIP[: END + 6] + b"\1" + ZIP[END + 7 :], "multi-part"),
    "fewer entries in this part": (
        ZIP[: END + 8] + b"\1" + ZIP[END + 9 :],
        "multi-part",
    ),
    "wrong offset": (ZIP[: END + 16] + b"\0" + ZIP[END + 17 :], "data precedes"),
    "wrong ZIP64 offset": (
        large(ZIP)[:-42] + b"PK\6\7" + bytes(16) + large(ZIP)[-22:],
        "data precedes",
    ),
    "no ZIP64 record": (
        large(ZIP)[:-98] + bytes(56) + large(ZIP)[-42:],
        "malformed",
    ),
    "ZIP64 record missing": (large(ZIP)[-42:], "malformed"),
}


@pytest.mark.parametrize(("data", "why"), AMBIGUOUS.values(), ids=AMBIGUOUS.keys())
def test_an_ambiguous_archive_is_rejected(data, why):
    """S12: a scanner sees the same entries as this library."""
    if why is None:
        assert_same_as_zipfile(data)
        return
    with pytest.raises(UnsafeArchiveError, match=why):
        locate(data)


def assert_same_as_zipfile(data):
    """Check that an archive is located as zipfile does, or rejected."""
    try:
        span = locate(data)
    except UnsafeArchiveError:
        return
    with ZipFile(BytesIO(data)) as archive:
        assert span == Span(archive.start_dir, span.end, len(archive.namelist()))


@pytest.mark.parametrize("head", [b"", b"PK\1\2", b"PK\3\4" + bytes(42), bytes(46)])
def test_a_damaged_entry_is_an_error(head):
    """S12: an entry begins with its signature and is complete."""
    with pytest.raises(UnsafeArchiveError, match="damaged"):
        length_of_entry(head)
