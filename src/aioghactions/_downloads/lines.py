"""Decode the chunks of a body into lines of text."""

from codecs import getincrementaldecoder
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing

from aioghactions.errors import DownloadError


async def decode_lines(
    chunks: AsyncGenerator[bytes, None], max_line: int, *, truncate: bool = False
) -> AsyncGenerator[str, None]:
    """Yield the lines of a body; close ``chunks`` at the end."""
    decoder = LineDecoder(max_line, truncate=truncate)
    async with aclosing(chunks):
        async for chunk in chunks:
            for line in decoder.feed(chunk):
                yield line
    for line in decoder.end():
        yield line


class LineDecoder:
    """Incremental decoder from bytes to lines.

    Lines end with a line feed. It is left out, as are a carriage return before it and
    a byte order mark at the beginning. Bytes that are not UTF-8 become U+FFFD. A line
    of more than ``max_line`` characters is an error or, with ``truncate``, ends there
    with an ellipsis.
    """

    def __init__(self, max_line: int, *, truncate: bool = False) -> None:
        # Not "utf-8-sig": it drops an incomplete byte order mark at the end of input.
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._at_start = True
        self._max_line = max_line
        self._truncate = truncate
        self._pending: list[str] = []
        self._pending_length = 0

    def feed(self, data: bytes) -> Iterator[str]:
        """Yield the lines that ``data`` completes."""
        first, *more = self._decode(data).split("\n")
        self._append(first)
        if not more:
            return
        yield self._take_line()
        *between, last = more
        for line in between:
            yield self._fitting(line).removesuffix("\r")
        self._append(last)

    def end(self) -> Iterator[str]:
        """Yield the text after the last line feed, if there is any."""
        self._append(self._decode(b"", final=True))
        if self._pending_length:
            yield self._take_line()

    def _decode(self, data: bytes, *, final: bool = False) -> str:
        text = self._decoder.decode(data, final)
        if text and self._at_start:
            self._at_start = False
            return text.removeprefix("\ufeff")
        return text

    def _append(self, text: str) -> None:
        text = self._fitting(text, self._pending_length)
        self._pending_length += len(text)
        self._pending.append(text)

    def _take_line(self) -> str:
        line = "".join(self._pending).removesuffix("\r")
        self._pending, self._pending_length = [], 0
        return line

    def _fitting(self, text: str, length: int = 0) -> str:
        """Return what a line of ``length`` characters may have of ``text``."""
        room = self._max_line - length
        if len(text) <= room:
            return text
        if not self._truncate:
            raise DownloadError(f"a line is longer than {self._max_line} characters")
        return f"{text[:room]}…" if room >= 0 else ""  # has its ellipsis
