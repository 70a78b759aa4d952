import pytest
from hypothesis import given, strategies as st

from aioghactions._downloads.lines import LineDecoder
from aioghactions.errors import DownloadError


def split(data, *, size=64, max_line=10**6, truncate=False):
    """Return the lines of ``data``, fed in chunks of ``size``."""
    decoder = LineDecoder(max_line, truncate=truncate)
    lines = []
    for at in range(0, len(data), size):
        lines += decoder.feed(data[at : at + size])
    return [*lines, *decoder.end()]


@pytest.mark.parametrize("size", [1, 2, 3, 64])
@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"a", ["a"]),
        (b"a\n", ["a"]),
        (b"a\nb", ["a", "b"]),
        (b"\n\na\n\n", ["", "", "a", ""]),
        (b"a\r\nb\rc\r\n\r\n", ["a", "b\rc", ""]),
        (b"\xef\xbb\xbfa\n\xef\xbb\xbfb", ["a", "\ufeffb"]),
        (b"\xef\xbb\xbf", []),
        (b"\xef\xbb", ["\ufffd"]),
        (b"\xef", ["\ufffd"]),
        (
            "gr\u00fc\u00df \U0001f600\n\u4e2d".encode(),
            ["gr\u00fc\u00df \U0001f600", "\u4e2d"],
        ),
        (b"\xff\xfe\n\xe4\n\xe2\x82", ["\ufffd\ufffd", "\ufffd", "\ufffd"]),
        (b"a\x0bb\x0cc\x85d\xe2\x80\xa8e\n", ["a\x0bb\x0cc\ufffdd\u2028e"]),
    ],
)
def test_lines_end_at_line_feeds_only(data, lines, size):
    """A20: the same lines for every chunk size."""
    assert split(data, size=size) == lines


@given(st.binary(max_size=200), st.integers(1, 50))
def test_lines_do_not_depend_on_chunk_boundaries(data, size):
    """A20: any bytes in any chunks give the lines of the text decoded at once."""
    text = data.decode("utf-8-sig", "replace")
    expected = [line.removesuffix("\r") for line in text.split("\n")]
    if text == "" or text.endswith("\n"):
        expected.pop()
    assert split(data, size=size) == expected


@pytest.mark.parametrize("size", [1, 4, 64])
@pytest.mark.parametrize("data", [b"123456", b"1\n123456\n2", b"12345\n123456"])
def test_a_line_longer_than_max_line_is_an_error(data, size):
    """S10: memory stays bounded if a body has no line feed."""
    assert split(data, size=size, max_line=6)
    with pytest.raises(DownloadError, match="a line is longer than 5 characters"):
        split(data, size=size, max_line=5)


@given(st.text("ab\n\u20ac", max_size=60), st.integers(1, 9), st.integers(1, 70))
def test_a_longer_line_ends_in_an_ellipsis_if_lines_are_truncated(text, most, size):
    """S10: where the chunks end makes no difference, and other lines are kept."""
    whole = split(text.encode())
    assert split(text.encode(), size=size, max_line=most, truncate=True) == [
        line if len(line) <= most else f"{line[:most]}…" for line in whole
    ]
