"""Groups of lines, folded as GitHub's pages show them."""

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Iterator
from typing import Final

from attrs import frozen

from .line import LogLine

_KEPT: Final = 10_000


@frozen
class Group:
    """Lines between ``##[group]`` and ``##[endgroup]``.

    Attributes:
        head: The line that begins it; its text is the title.
        lines: What stands between, its last 10,000 lines at most.
        left_out: How many lines before those are not kept.
        closed: Whether it has an end of its own.
    """

    head: LogLine
    lines: tuple[LogLine, ...]
    left_out: int = 0
    closed: bool = True

    @property
    def title(self) -> str:
        """What it is called, safe to show."""
        return self.head.text

    @property
    def has_errors(self) -> bool:
        """Whether a line in it is marked as an error."""
        return any(line.kind == "error" for line in self.lines)


class _Folder:
    def __init__(self) -> None:
        self._head: LogLine | None = None
        self._lines: deque[LogLine] = deque(maxlen=_KEPT)
        self._seen = 0

    def feed(self, line: LogLine) -> Iterator[LogLine | Group]:
        match line.kind:
            case "group":
                yield from self.end()
                self._head = line
            case "endgroup":
                yield from self.end(closed=True)
            case _ if self._head is None:
                yield line
            case _:
                self._lines.append(line)
                self._seen += 1

    def end(self, *, closed: bool = False) -> Iterator[Group]:
        if self._head is not None:
            left_out = self._seen - len(self._lines)
            yield Group(self._head, tuple(self._lines), left_out, closed)
        self._head, self._seen = None, 0
        self._lines.clear()


def fold(lines: Iterable[LogLine]) -> Iterator[LogLine | Group]:
    """Yield groups as one item each, and the lines outside of them.

    A group is held until its end, the last 10,000 lines of it.
    """
    folder = _Folder()
    for line in lines:
        yield from folder.feed(line)
    yield from folder.end()


async def read_folded(
    lines: AsyncIterable[LogLine],
) -> AsyncGenerator[LogLine | Group, None]:
    """Do the same as the lines arrive, such as from :func:`read`."""
    folder = _Folder()
    async for line in lines:
        for item in folder.feed(line):
            yield item
    for item in folder.end():
        yield item
