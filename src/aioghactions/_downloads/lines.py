"""Cut bytes that arrive in pieces into lines of text."""

from codecs import getincrementaldecoder
from collections.abc import Iterator

from aioghactions.errors import DownloadError


class LineDecoder:
    """Makes lines of bytes, wherever the pieces are cut.

    Lines end with a line feed, with or without a carriage return before it; both are
    left out, and so is a byte order mark at the beginning. Bytes that are not UTF-8
    become U+FFFD.

    Args:
        longest: Characters of a line that are accepted.
    """

    def __init__(self, longest: int) -> None:
        # Not "utf-8-sig", which forgets the beginning of a mark that never ends.
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._has_begun = False
        self._longest = longest
        self._rest: list[str] = []
        self._length = 0

    def feed(self, data: bytes) -> Iterator[str]:
        """Yield the lines that ``data`` completes.

        Raises:
            DownloadError: A line is too long.
        """
        first, *more = self._decoded(data).split("\n")
        self._keep(first)
        if not more:
            return
        yield self._line()
        *between, last = more
        for line in between:
            self._check(len(line))
            yield line.removesuffix("\r")
        self._keep(last)

    def end(self) -> Iterator[str]:
        """Yield what follows the last line end, if anything does."""
        self._keep(self._decoded(b"", final=True))
        if self._length:
            yield self._line()

    def _decoded(self, data: bytes, *, final: bool = False) -> str:
        text = self._decoder.decode(data, final)
        if self._has_begun or not text:
            return text
        self._has_begun = True
        return text.removeprefix("\ufeff")

    def _keep(self, text: str) -> None:
        self._check(self._length + len(text))
        self._length += len(text)
        self._rest.append(text)

    def _line(self) -> str:
        line = "".join(self._rest).removesuffix("\r")
        self._rest, self._length = [], 0
        return line

    def _check(self, length: int) -> None:
        if length > self._longest:
            raise DownloadError(
                f"a line of more than {self._longest} characters, the bound"
            )
