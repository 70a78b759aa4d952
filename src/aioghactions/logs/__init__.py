"""Parse logs: timestamps, groups, errors and colours, by job and step.

* :func:`parse` and :func:`read` turn lines into :class:`LogLine` objects;
* :func:`fold` and :func:`read_folded` collect the lines of a :class:`Group`;
* :func:`tail` returns the last lines of a log;
* :func:`safe` and :func:`plain` escape or remove control sequences;
* :class:`RunLogs`, from ``repo.runs.read_logs``, has the logs of a whole run, job by
  job and step by step.

Everything is streamed: a log of a gigabyte needs no more memory than its longest line.

1. The output of a job is data. Nothing in it is ever executed.
2. ``text``, ``title`` and ``coloured`` are safe to print to a terminal; ``raw``,
   ``message`` and ``plain`` are not.
3. A file is taken for the log of a job only if it cannot be that of another.
"""

from typing import TYPE_CHECKING, Any

from aioghactions.logs.lines import (
    Group,
    Kind,
    LogLine,
    fold,
    parse,
    read,
    read_folded,
    tail,
)
from aioghactions.logs.terminal import plain, safe

if TYPE_CHECKING:
    from aioghactions.logs.run import JobLog, RunLogs, StepLog

__all__ = [
    "Group",
    "JobLog",
    "Kind",
    "LogLine",
    "RunLogs",
    "StepLog",
    "fold",
    "parse",
    "plain",
    "read",
    "read_folded",
    "safe",
    "tail",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import the logs of runs on first use: parsing needs no archives."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from aioghactions.logs import run  # noqa: PLC0415

        return getattr(run, name)

    def __dir__() -> list[str]:
        """Return the names that can be imported."""
        return __all__
