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
    """Return the same zip with the end that large ones have."""
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
    """Find the directory of a whole zip."""
    return directory.locate(data[-TAIL:], len(data))


@pytest.mark.parametrize("names", [(), ("a",), ("a", "b/", "b/c" * 20)])
@pytest.mark.parametrize("comment", [b"", b"made by hand", b"x" * 0xFFFF])
def test_the_directory_is_where_it_is(names, comment):
    """S12: its entries follow one another, as many as it says."""
    data = zipped(*names, comment=comment)
    span = locate(data)
    assert span.entries == len(names)
    at = span.start
    for _ in names:
        at += length_of_entry(data[at : at + ENTRY])
    assert at == span.end


def test_large_archives_have_another_end():
    """S12: what has more than 65,535 entries or 4 GiB is found as well."""
    data = zipped("a", "b")
    span = locate(data)
    assert locate(large(data)) == span
    with ZipFile(BytesIO(large(data))) as archive:
        assert archive.namelist() == ["a", "b"]


ZIP = zipped("a", "b")
END = len(ZIP) - 22
SPLIT = {
    "nothing": (b"", "no zip"),
    "text": (b"Not Found" * 9, "no zip"),
    "cut short": (ZIP[:-1], "no zip"),
    "half an end": (ZIP[:END] + ZIP[END : END + 9], "no zip"),
    "something behind": (ZIP + b"\0", "something follows"),
    "something before": (b"#!/bin/sh\n" + ZIP, "does not begin at its first byte"),
    "two in one": (zipped("x") + ZIP, "does not begin at its first byte"),
    "a comment that is a zip": (zipped("a", comment=ZIP), None),
    "one of several": (ZIP[: END + 4] + b"\1" + ZIP[END + 5 :], "one part of several"),
    "begun elsewhere": (ZIP[: END + 6] + b"\1" + ZIP[END + 7 :], "one part of several"),
    "fewer here": (ZIP[: END + 8] + b"\1" + ZIP[END + 9 :], "one part of several"),
    "a wrong place": (ZIP[: END + 16] + b"\0" + ZIP[END + 17 :], "does not begin"),
    "a large end that is elsewhere": (
        large(ZIP)[:-42] + b"PK\6\7" + bytes(16) + large(ZIP)[-22:],
        "does not begin",
    ),
    "a large end that is none": (
        large(ZIP)[:-98] + bytes(56) + large(ZIP)[-42:],
        "malformed end",
    ),
    "a large end cut off": (large(ZIP)[-42:], "malformed end"),
}


@pytest.mark.parametrize(("data", "why"), SPLIT.values(), ids=SPLIT.keys())
def test_what_two_programs_read_differently_is_refused(data, why):
    """S12: no scanner sees another archive than we do."""
    if why is None:
        assert_same_as_zipfile(data)
        return
    with pytest.raises(UnsafeArchiveError, match=why):
        locate(data)


def assert_same_as_zipfile(data):
    """Check that an odd archive is read as zipfile reads it, or not at all."""
    try:
        span = locate(data)
    except UnsafeArchiveError:
        return
    with ZipFile(BytesIO(data)) as archive:
        assert span == Span(archive.start_dir, span.end, len(archive.namelist()))


@pytest.mark.parametrize("head", [b"", b"PK\1\2", b"PK\3\4" + bytes(42), bytes(46)])
def test_an_entry_that_is_none_is_found_out(head):
    """S12: the directory is what it says, or damaged."""
    with pytest.raises(UnsafeArchiveError, match="damaged"):
        length_of_entry(head)
