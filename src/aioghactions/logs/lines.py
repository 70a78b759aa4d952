"""Parse the lines of a log."""

import re
from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Iterator
from datetime import datetime
from typing import Final, Literal, TypeAlias, cast

from attrs import frozen

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
_PREFIX: Final = re.compile(
    r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z)(?: |$))?"
    r"(?:##\[(group|endgroup|error|warning|notice|debug|command|section)\]"
    r"|\[(command)\])?"
)


@frozen
class LogLine:
    """One line of a log.

    Attributes:
        number: From 1.
        raw: The line as it was written. Print ``text`` instead: this one may contain
            terminal control sequences.
        kind: The marker of the runner: ``group`` and ``endgroup``, ``error``,
            ``warning``, ``notice``, ``debug``, ``command``, ``section``, or
            ``text``.
        group: The title of its group, safe to print; None outside of groups. The
            first and last line of a group belong to it.
        start: Index in ``raw`` of the message, after timestamp and marker.
    """

    number: int
    raw: str
    kind: Kind = "text"
    group: str | None = None
    start: int = 0

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
    """Parses one line after the other; knows number and group."""

    def __init__(self) -> None:
        self._number = 0
        self._group: str | None = None

    def line(self, raw: str) -> LogLine:
        self._number += 1
        prefix = _prefix(raw)
        kind = cast("Kind", prefix[2] or prefix[3] or "text")
        if kind == "group":  # groups do not nest: a new one ends the previous one
            self._group = safe(raw[prefix.end() :])
        line = LogLine(self._number, raw, kind, self._group, prefix.end())
        if kind == "endgroup":
            self._group = None
        return line


def _prefix(raw: str) -> re.Match[str]:
    # Always a match, possibly an empty one.
    return cast("re.Match[str]", _PREFIX.match(raw))


def parse(lines: Iterable[str]) -> Iterator[LogLine]:
    """Parse the lines of a log, one by one.

    Args:
        lines: Without line ends, such as ``text.splitlines()``.
    """
    parser = _Parser()
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
