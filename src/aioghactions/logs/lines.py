"""Parse the lines of a log; fold groups of them as GitHub does; keep the last ones."""

import re
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Iterator
from datetime import datetime
from io import StringIO
from typing import Final, Literal, TypeAlias, cast

from attrs import frozen

from aioghactions._params.checks import between, integer
from aioghactions.logs.terminal import plain, safe

Kind: TypeAlias = Literal[
    "text",
    "group",
    "endgroup",
    "error",
    "warning",
    "notice",
    "debug",
    "command",
    "section",
]

# The runner writes `##[...]`; actions write `[command]` themselves. `::group::` in the
# output of a job is a command for the runner, and plain text here.
# A file may begin with a byte order mark.
_PREFIX: Final = re.compile(
    "\ufeff?"
    r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z)(?: |$))?"
    r"(?:##\[(group|endgroup|error|warning|notice|debug|command|section)\]"
    r"|\[(command)\])?"
)
# The lines of a message after its first have no timestamp. They have its kind, unless
# that marks a place in the log.
_CONTINUED: Final = frozenset({"error", "warning", "notice", "debug", "command"})
_MAX_LINES: Final = 10_000
_MAX_CHARACTERS: Final = 16 * 2**20


@frozen
class LogLine:
    """One line of a log.

    Attributes:
        number: From 1.
        raw: The line as it was written. Print ``text`` instead: this one may contain
            terminal control sequences.
        kind: The marker of the runner: ``group`` and ``endgroup``, ``error``,
            ``warning``, ``notice``, ``debug``, ``command``, ``section``, or
            ``text``. A line without a timestamp and marker, in a log with timestamps,
            continues the message of the line before: it has the kind of an error,
            warning, notice, debug message or command.
        group: The title of its group, safe to print; None outside of groups. The
            first and last line of a group belong to it.
        start: Index in ``raw`` of the message, after timestamp and marker.
        continues: Whether it continues the message of the line before.
    """

    number: int
    raw: str
    kind: Kind = "text"
    group: str | None = None
    start: int = 0
    continues: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def timestamp(self) -> datetime | None:
        """When it was written; None if the line has no timestamp."""
        stamp = _prefix(self.raw)[1]
        try:
            return datetime.fromisoformat(stamp) if stamp else None
        except ValueError:
            return None

    @property
    def message(self) -> str:
        """The line without timestamp and marker; not safe to print."""
        return self.raw[self.start :]

    @property
    def plain(self) -> str:
        """The message without escape sequences; not safe to print."""
        return plain(self.message)

    @property
    def text(self) -> str:
        """The message, safe to print anywhere."""
        return safe(self.message)

    @property
    def coloured(self) -> str:
        """The message, safe to print to a terminal, with its colours."""
        return safe(self.message, colours=True)


class _Parser:
    """Parses one line after the other; knows number, group and current message."""

    def __init__(self) -> None:
        self._number = 0
        self._group: str | None = None
        self._message: Kind | None = None  # its kind; None before the first timestamp

    def line(self, raw: str) -> LogLine:
        self._number += 1
        raw = raw.removesuffix("\n").removesuffix("\r")
        prefix = _prefix(raw)
        marker = cast("Kind | None", prefix[2] or prefix[3])
        continues = not (prefix[1] or marker) and self._message is not None
        kind = marker or "text"
        if continues and self._message in _CONTINUED:
            kind = self._message
        if prefix[1] or (marker and self._message is not None):
            self._message = kind
        if kind == "group":  # groups do not nest: a new one ends the previous one
            self._group = safe(raw[prefix.end() :])
        line = LogLine(self._number, raw, kind, self._group, prefix.end(), continues)
        if kind == "endgroup":
            self._group = None
        return line


def _prefix(raw: str) -> re.Match[str]:
    # Always a match, possibly an empty one.
    return cast("re.Match[str]", _PREFIX.match(raw))


def parse(lines: Iterable[str]) -> Iterator[LogLine]:
    r"""Parse the lines of a log, one by one.

    Args:
        lines: The text of the log, which is split at line feeds only; or its lines,
            with or without line ends. Do not use ``text.splitlines()``: it also splits
            at form feeds and other characters that a line may contain. For the same
            reason, open a file with ``newline="\n"``.
    """
    parser = _Parser()
    if isinstance(lines, str):
        lines = StringIO(lines, newline="\n")
    for raw in lines:
        yield parser.line(raw)


async def read(lines: AsyncIterable[str]) -> AsyncGenerator[LogLine, None]:
    """Parse the lines of a log as they arrive.

    Args:
        lines: Such as ``Download.lines()``.

    Example:
        ::

            async with repo.jobs.logs(job_id) as log:
                async for line in logs.read(log.lines()):
                    if line.kind == "error":
                        print(line.timestamp, line.text)
    """
    parser = _Parser()
    async for raw in lines:
        yield parser.line(raw)


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


class LastLines:
    """The last of many lines, within limits.

    Attributes:
        left_out: How many lines before these were dropped.
    """

    def __init__(self, most: int) -> None:
        self.left_out: int = 0
        self._most = most
        self._lines: deque[LogLine] = deque()
        self._length = 0

    def append(self, line: LogLine) -> None:
        """Add a line, and drop those at the front that are too many.

        Args:
            line: The next line.
        """
        self._lines.append(line)
        self._length += len(line.raw)
        while len(self._lines) > self._most or self._length > _MAX_CHARACTERS:
            self._length -= len(self._lines.popleft().raw)
            self.left_out += 1

    def clear(self) -> None:
        """Drop all lines."""
        self._lines.clear()
        self._length = 0

    def __iter__(self) -> Iterator[LogLine]:
        return iter(self._lines)


class _Folder:
    """Collects the lines of the current group."""

    def __init__(self) -> None:
        self._head: LogLine | None = None
        self._lines = LastLines(_MAX_LINES)
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

    def end(self, *, closed: bool = False) -> Iterator[Group]:
        if self._head is not None:
            lines, left_out = tuple(self._lines), self._lines.left_out
            yield Group(self._head, lines, left_out, closed, self._has_errors)
        self._head, self._has_errors = None, False
        self._lines = LastLines(_MAX_LINES)


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


async def tail(lines: AsyncIterable[str], count: int = 100) -> tuple[LogLine, ...]:
    """Parse the lines of a log as they arrive, and return the last ones.

    All lines are read, so that numbers and groups are right; only the last ones are
    kept.

    Args:
        lines: Such as ``JobLog.lines()``. For a job, ``repo.jobs.tail`` is shorter.
        count: How many lines, at least 1. Fewer if these have more than 16 Mi
            characters.

    Raises:
        ValueError: ``count`` is less than 1.
    """
    between("count", integer("count", count), 1)
    last = LastLines(count)
    async for line in read(lines):
        last.append(line)
    return tuple(last)
