"""Fold groups of lines, as GitHub's log view does."""

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Iterator
from typing import Final

from attrs import frozen

from aioghactions.logs.lines import LogLine

_MAX_LINES: Final = 10_000
_MAX_CHARACTERS: Final = 16 * 2**20


@frozen
class Group:
    """Lines between ``##[group]`` and ``##[endgroup]``.

    Attributes:
        head: The line that begins it; its text is the title.
        lines: The lines between: at most the last 10,000, and of those at most the
            last 16 Mi characters.
        left_out: How many earlier lines were dropped.
        closed: Whether it ended with ``##[endgroup]``.
        has_errors: Whether any of its lines, dropped or not, is marked as an error.
    """

    head: LogLine
    lines: tuple[LogLine, ...]
    left_out: int = 0
    closed: bool = True
    has_errors: bool = False

    @property
    def title(self) -> str:
        """The title of the group, safe to print."""
        return self.head.text


class _Folder:
    """Collects the lines of the current group."""

    def __init__(self) -> None:
        self._head: LogLine | None = None
        self._lines: deque[LogLine] = deque()
        self._length = self._left_out = 0
        self._has_errors = False

    def feed(self, line: LogLine) -> Iterator[LogLine | Group]:
        """Yield the line or the group that ``line`` completes."""
        match line.kind:
            case "group":
                yield from self.end()
                self._head = line
            case "endgroup":
                yield from self.end(closed=True)
            case _ if self._head is None:
                yield line
            case _:
                self._has_errors |= line.kind == "error"
                self._lines.append(line)
                self._length += len(line.raw)
                while len(self._lines) > _MAX_LINES or self._length > _MAX_CHARACTERS:
                    self._length -= len(self._lines.popleft().raw)
                    self._left_out += 1

    def end(self, *, closed: bool = False) -> Iterator[Group]:
        if self._head is not None:
            lines = tuple(self._lines)
            yield Group(self._head, lines, self._left_out, closed, self._has_errors)
        self._head, self._has_errors = None, False
        self._length = self._left_out = 0
        self._lines.clear()


def fold(lines: Iterable[LogLine]) -> Iterator[LogLine | Group]:
    """Yield each group, when it ends, as one item, and the lines outside of groups.

    A group is kept in memory until its end, up to the limits of :class:`Group`.

    Args:
        lines: The lines of one job, in order.
    """
    folder = _Folder()
    for line in lines:
        yield from folder.feed(line)
    yield from folder.end()


async def read_folded(
    lines: AsyncIterable[LogLine],
) -> AsyncGenerator[LogLine | Group, None]:
    """Do the same as :func:`fold` for an asynchronous source.

    Args:
        lines: The lines of one job, in order, such as from :func:`read`.
    """
    folder = _Folder()
    async for line in lines:
        for item in folder.feed(line):
            yield item
    for item in folder.end():
        yield item
