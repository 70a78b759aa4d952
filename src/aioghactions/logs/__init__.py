"""Parse logs: timestamps, groups, errors and colours, by job and step.

* :func:`parse` and :func:`read` turn lines into :class:`LogLine` objects;
* :func:`fold` and :func:`read_folded` collect the lines of a :class:`Group`;
* :func:`safe` and :func:`plain` escape or remove control sequences;
* :class:`RunLogs`, from ``repo.runs.read_logs``, has the logs of a whole run, job by
  job and step by step.

Everything is streamed: a log of a gigabyte needs no more memory than its longest line.

1. The output of a job is data. Nothing in it is ever executed.
2. ``text``, ``title`` and ``coloured`` are safe to print to a terminal; ``raw``,
   ``message`` and ``plain`` are not.
3. A file is taken for the log of a job only if it cannot be that of another.
"""

# Submodules are imported on first use: a program that reads no logs does not load them.

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from aioghactions.logs.lines import (
        Group,
        Kind,
        LogLine,
        fold,
        parse,
        read,
        read_folded,
    )
    from aioghactions.logs.run import JobLog, RunLogs, StepLog
    from aioghactions.logs.terminal import plain, safe

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
]

_NAMES: Final = {
    "lines": ("Group", "Kind", "LogLine", "fold", "parse", "read", "read_folded"),
    "run": ("JobLog", "RunLogs", "StepLog"),
    "terminal": ("plain", "safe"),
}
_MODULES: Final = {name: module for module, names in _NAMES.items() for name in names}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a name on first use; the next time it is an attribute."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        """Return the names that can be imported."""
        return __all__
