from datetime import UTC, datetime
from io import StringIO

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


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_text_is_split_at_line_feeds_only(end):
    """A20: form feeds and Unicode separators are part of a line."""
    odd = ["a\fb", "c\u2028d", "e\u2029f", "g\x85h", "i\vj", "k\x1cl", "m\rn", "", "o"]
    text = "\ufeff" + "".join(f"{STAMP} {line}{end}" for line in odd)
    for source in (text, text.split("\n")[:-1], StringIO(text, newline="\n")):
        lines = list(logs.parse(source))
        assert [line.message for line in lines] == odd
        assert {line.timestamp for line in lines} == {AT}
        assert [line.number for line in lines] == list(range(1, len(odd) + 1))


@pytest.mark.parametrize(
    "raw", [f"{STAMP} x", "x", f"{STAMP} ##[error]x", "##[error]x"]
)
def test_byte_order_mark_is_not_part_of_the_message(raw):
    """A20: saved logs begin with one, before the timestamp."""
    marked, plain = parse_line(f"\ufeff{raw}"), parse_line(raw)
    assert (marked.message, marked.timestamp, marked.kind) == (
        plain.message,
        plain.timestamp,
        plain.kind,
    )
    assert marked.raw == f"\ufeff{raw}"


MESSAGES = {
    "error": "error",
    "warning": "warning",
    "notice": "notice",
    "debug": "debug",
    "command": "command",
    "section": "text",
    "group": "text",
    "endgroup": "text",
}


@pytest.mark.parametrize(("marker", "expected"), MESSAGES.items())
def test_line_without_timestamp_continues_the_message(marker, expected):
    """A20: the runner writes one timestamp for a message of several lines."""
    raws = [f"{STAMP} ##[{marker}]one", "two", "", "three", f"{STAMP} four", "five"]
    lines = list(logs.parse(raws))
    assert [line.kind for line in lines] == [marker, *[expected] * 3, "text", "text"]
    assert [line.continues for line in lines] == [False, *[True] * 3, False, True]
    assert [line.text for line in lines[1:4]] == ["two", "", "three"]


def test_marker_without_timestamp_begins_a_message():
    """A20: also between lines with timestamps."""
    raws = [f"{STAMP} ##[error]one", "##[warning]two", "three", "##[group]four", "five"]
    found = [(line.kind, line.continues, line.group) for line in logs.parse(raws)]
    assert found == [
        ("error", False, None),
        ("warning", False, None),
        ("warning", True, None),
        ("group", False, "four"),
        ("text", True, "four"),
    ]


def test_nothing_continues_in_a_log_without_timestamps():
    """A20: there is no sign of where a message ends."""
    lines = list(logs.parse(["##[error]one", "two", f"{STAMP} three", "four"]))
    assert [line.kind for line in lines] == ["error", "text", "text", "text"]
    assert [line.continues for line in lines] == [False, False, False, True]


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
    assert raw.startswith(line.raw)
    assert line.raw.endswith(line.message)
    assert line.kind in {"text", "group", "endgroup", "error", "warning", "notice"} | {
        "debug",
        "command",
        "section",
    }
    assert line.timestamp is None or line.timestamp.tzinfo is not None


@given(st.lists(st.text(st.characters(exclude_characters="\n\r")), min_size=1))
def test_text_and_its_lines_are_parsed_alike(raws):
    """A20: for any characters but line ends."""
    text = "\n".join(raws)
    assert [line.raw for line in logs.parse(text)] == (raws if raws[-1] else raws[:-1])
    assert list(logs.parse(text)) == list(logs.parse(raws))[: None if raws[-1] else -1]
