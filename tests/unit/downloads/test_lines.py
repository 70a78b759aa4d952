import pytest
from hypothesis import given
from hypothesis import strategies as st

from aioghactions._downloads.lines import LineDecoder
from aioghactions.errors import DownloadError


def split(data, *, size=64, longest=10**6):
    """Return the lines of ``data`` fed in pieces of ``size``."""
    splitter = LineDecoder(longest)
    lines = []
    for at in range(0, len(data), size):
        lines += splitter.feed(data[at : at + size])
    return [*lines, *splitter.end()]


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
    """A20: the same lines wherever the chunks are cut."""
    assert split(data, size=size) == lines


@given(st.binary(max_size=200), st.integers(1, 50))
def test_cutting_changes_nothing(data, size):
    """A20: any bytes, any chunks: as if decoded at once."""
    text = data.decode("utf-8-sig", "replace")
    expected = [line.removesuffix("\r") for line in text.split("\n")]
    if text == "" or text.endswith("\n"):
        expected.pop()
    assert split(data, size=size) == expected


@pytest.mark.parametrize("size", [1, 4, 64])
@pytest.mark.parametrize("data", [b"123456", b"1\n123456\n2", b"12345\n123456"])
def test_a_line_may_be_so_long_and_no_longer(data, size):
    """S10: an endless line does not fill memory."""
    assert split(data, size=size, longest=6)
    with pytest.raises(DownloadError, match="a line of more than 5 characters"):
        split(data, size=size, longest=5)
