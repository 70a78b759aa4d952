from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from aioghactions import logs

STAMP = "2024-05-01T10:00:00.1234567Z"
AT = datetime(2024, 5, 1, 10, 0, 0, 123456, UTC)


def parse_line(raw):
    """Return the line of a log of one line."""
    (line,) = logs.parse([raw])
    return line


@pytest.mark.parametrize(
    ("raw", "timestamp", "kind", "text"),
    [
        (f"{STAMP} hello", AT, "text", "hello"),
        (f"{STAMP} ", AT, "text", ""),
        (STAMP, AT, "text", ""),
        ("2024-05-01T10:00:00Z x", AT.replace(microsecond=0), "text", "x"),
        ("no stamp", None, "text", "no stamp"),
        ("", None, "text", ""),
        (f" {STAMP} x", None, "text", f" {STAMP} x"),
        (f"{STAMP}x", None, "text", f"{STAMP}x"),
        ("2024-13-45T99:00:00.0Z x", None, "text", "x"),
        (f"{STAMP} ##[group]Run tests", AT, "group", "Run tests"),
        (f"{STAMP} ##[endgroup]", AT, "endgroup", ""),
        (f"{STAMP} ##[error]Process completed", AT, "error", "Process completed"),
        (f"{STAMP} ##[warning]old", AT, "warning", "old"),
        (f"{STAMP} ##[notice]new", AT, "notice", "new"),
        (f"{STAMP} ##[debug]x=1", AT, "debug", "x=1"),
        (f"{STAMP} ##[section]Starting", AT, "section", "Starting"),
        (f"{STAMP} ##[command]/usr/bin/git", AT, "command", "/usr/bin/git"),
        (f"{STAMP} [command]/usr/bin/git", AT, "command", "/usr/bin/git"),
        ("##[error]no stamp", None, "error", "no stamp"),
        (f"{STAMP} [error]x", AT, "text", "[error]x"),
        (f"{STAMP} ##[add-mask]x", AT, "text", "##[add-mask]x"),
        (f"{STAMP} x ##[error]y", AT, "text", "x ##[error]y"),
        (f"{STAMP} ::group::x", AT, "text", "::group::x"),
        (f"{STAMP} ::error file=a::x", AT, "text", "::error file=a::x"),
    ],
)
def test_line_has_timestamp_kind_and_text(raw, timestamp, kind, text):
    """A20, S13: `::` commands are text."""
    line = parse_line(raw)
    assert (line.timestamp, line.kind, line.text) == (timestamp, kind, text)
    assert (line.raw, line.message, str(line)) == (raw, text, text)


def test_text_and_coloured_are_safe_to_print():
    """S13: raw and message are as written."""
    line = parse_line(f"{STAMP} ##[error]\x1b[31mred\x1b[0m\r\u202e")
    assert line.message == "\x1b[31mred\x1b[0m\r\u202e"
    assert line.plain == "red\r\u202e"
    assert line.text == str(line) == "red\\r\\u202e"
    assert line.coloured == "\x1b[31mred\x1b[0m\\r\\u202e\x1b[0m"


def test_lines_have_their_number_and_group():
    """A20: groups do not nest, and contain their last line."""
    raws = ["a", "##[group]\x1b[1mone", "b", "##[group]two", "c", "##[endgroup]", "d"]
    found = [(line.number, line.group) for line in logs.parse(raws)]
    groups = [None, "one", "one", "two", "two", "two", None]
    assert found == list(enumerate(groups, 1))


async def test_read_parses_lines_as_they_arrive():
    """A20: line by line, without a buffer."""
    seen = []

    async def source():
        for raw in ("##[group]a", "b", "##[endgroup]"):
            seen.append(raw)
            yield raw

    async for line in logs.read(source()):
        assert line.number == len(seen)
    assert seen[-1] == "##[endgroup]"


@given(st.text())
def test_any_text_is_parsed(raw):
    """A20: no output of a job makes it fail."""
    line = parse_line(raw)
    assert line.raw.endswith(line.message)
    assert line.kind in {"text", "group", "endgroup", "error", "warning", "notice"} | {
        "debug",
        "command",
        "section",
    }
    assert line.timestamp is None or line.timestamp.tzinfo is not None
