"""Groups of lines, folded as GitHub's pages show them."""

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Iterator
from typing import Final

from attrs import frozen

from aioghactions.logs.lines import LogLine

_KEPT: Final = 10_000
_KEPT_CHARACTERS: Final = 16 * 2**20


@frozen
class Group:
    """Lines between ``##[group]`` and ``##[endgroup]``.

    Attributes:
        head: The line that begins it; its text is the title.
        lines: What stands between: its last 10,000 lines at most, and of those no
            more than the last 16 Mi characters.
        left_out: How many lines before those are not kept.
        closed: Whether it has an end of its own.
        has_errors: Whether a line in it, kept or not, is marked as an error.
    """

    head: LogLine
    lines: tuple[LogLine, ...]
    left_out: int = 0
    closed: bool = True
    has_errors: bool = False

    @property
    def title(self) -> str:
        """What it is called, safe to show."""
        return self.head.text


class _Folder:
    """Gathers the lines of one group after the other."""

    def __init__(self) -> None:
        self._head: LogLine | None = None
        self._lines: deque[LogLine] = deque()
        self._length = self._left_out = 0
        self._has_errors = False

    def feed(self, line: LogLine) -> Iterator[LogLine | Group]:
        """Yield what ``line`` completes."""
        match line.kind:
            case "group":
                yield from self.end()
                self._head = line
            case "endgroup":
                yield from self.end(closed=True)
            case _ if self._head is None:
                yield line
            case _:
                self._keep(line)

    def end(self, *, closed: bool = False) -> Iterator[Group]:
        """Yield the group that is open, if one is."""
        if self._head is not None:
            lines = tuple(self._lines)
            yield Group(self._head, lines, self._left_out, closed, self._has_errors)
        self._head, self._has_errors = None, False
        self._length = self._left_out = 0
        self._lines.clear()

    def _keep(self, line: LogLine) -> None:
        self._has_errors |= line.kind == "error"
        self._lines.append(line)
        self._length += len(line.raw)
        while len(self._lines) > _KEPT or self._length > _KEPT_CHARACTERS:
            self._length -= len(self._lines.popleft().raw)
            self._left_out += 1


def fold(lines: Iterable[LogLine]) -> Iterator[LogLine | Group]:
    """Yield groups as one item each, and the lines outside of them.

    A group is held until its end, as much of it as :class:`Group` says.

    Args:
        lines: Of one job, in their order.

    Yields:
        Lines and groups, in the order in which they end.
    """
    folder = _Folder()
    for line in lines:
        yield from folder.feed(line)
    yield from folder.end()


async def read_folded(
    lines: AsyncIterable[LogLine],
) -> AsyncGenerator[LogLine | Group, None]:
    """Do what :func:`fold` does, as the lines arrive.

    Args:
        lines: Of one job, in their order, such as from :func:`read`.

    Yields:
        Lines and groups, in the order in which they end.
    """
    folder = _Folder()
    async for line in lines:
        for item in folder.feed(line):
            yield item
    for item in folder.end():
        yield item
