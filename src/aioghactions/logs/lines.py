"""One line of a log, understood."""

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

# The runner writes `##[...]`; actions write `[command]` themselves. What a job prints
# as `::group::` was an order to the runner, never to us.
_LINE: Final = re.compile(
    r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z)(?: |$))?"
    r"(?:##\[(group|endgroup|error|warning|notice|debug|command|section)\]"
    r"|\[(command)\])?"
)


@frozen
class LogLine:
    """One line of a log.

    Attributes:
        number: From 1.
        raw: The line as it was written. Show ``text`` instead: this one may
            command a terminal.
        kind: What the runner marked it as: ``group`` and ``endgroup``, ``error``,
            ``warning``, ``notice``, ``debug``, ``command``, ``section``, or
            ``text``.
        group: The title of the group it stands in, safe to show; None outside.
            A group's first and last line belong to it.
        start: Where in ``raw`` the message begins, after timestamp and mark.
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
        """When it was written; None if the line does not say."""
        stamp = _taken_apart(self.raw)[1]
        try:
            return datetime.fromisoformat(stamp) if stamp else None
        except ValueError:
            return None

    @property
    def message(self) -> str:
        """What was written, without timestamp and mark; not safe to show."""
        return self.raw[self.start :]

    @property
    def plain(self) -> str:
        """The message without colours; not safe to show."""
        return plain(self.message)

    @property
    def text(self) -> str:
        """The message, safe to show anywhere."""
        return safe(self.message)

    @property
    def coloured(self) -> str:
        """The message, safe to show in a terminal, with the colours it had."""
        return safe(self.message, colours=True)


class _Reader:
    """Makes sense of one line after the other."""

    def __init__(self) -> None:
        self._number = 0
        self._group: str | None = None

    def line(self, raw: str) -> LogLine:
        """Return the next line, understood."""
        self._number += 1
        mark = _taken_apart(raw)
        kind = cast("Kind", mark[2] or mark[3] or "text")
        if kind == "group":  # groups do not nest: a new one ends the old one
            self._group = safe(raw[mark.end() :])
        line = LogLine(self._number, raw, kind, self._group, mark.end())
        if kind == "endgroup":
            self._group = None
        return line


def _taken_apart(raw: str) -> re.Match[str]:
    # It always matches, if only nothing.
    return cast("re.Match[str]", _LINE.match(raw))


def parse(lines: Iterable[str]) -> Iterator[LogLine]:
    """Yield the lines of a log, understood, one by one.

    Args:
        lines: Without their ends, such as ``text.splitlines()``.
    """
    reader = _Reader()
    for raw in lines:
        yield reader.line(raw)


async def read(lines: AsyncIterable[str]) -> AsyncGenerator[LogLine, None]:
    """Yield the lines of a log, understood, as they arrive.

    Args:
        lines: Such as ``Download.lines()``.

    Example:
        ::

            async with repo.jobs.logs(job_id) as log:
                async for line in logs.read(log.lines()):
                    if line.kind == "error":
                        print(line.timestamp, line.text)
    """
    reader = _Reader()
    async for raw in lines:
        yield reader.line(raw)
