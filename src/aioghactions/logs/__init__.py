"""Logs, understood: timestamps, groups, errors, colours, and whose they are.

* :func:`parse` and :func:`read` make :class:`LogLine` of lines;
* :func:`fold` and :func:`read_folded` make a :class:`Group` of lines that belong
  together;
* :func:`safe` and :func:`plain` make text fit to be shown;
* :class:`RunLogs`, from ``repo.runs.read_logs``, has the logs of a whole run, job by
  job and step by step.

Everything is a stream: a log of a gigabyte needs no more memory than a line.

1. What a job prints is data. Nothing in it is ever carried out.
2. Whatever is named ``text``, ``title`` or ``coloured`` may be shown in a terminal.
   Whatever is named ``raw``, ``message`` or ``plain`` may not.
3. A log is told to be a job's only if it can be no other's.
"""

# What understands logs is imported when it is asked for: a program that reads none does
# not wait for it.

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from aioghactions.logs.groups import Group, fold, read_folded
    from aioghactions.logs.lines import Kind, LogLine, parse, read
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

_MODULES: Final = {
    "Group": "groups",
    "JobLog": "run",
    "Kind": "lines",
    "LogLine": "lines",
    "RunLogs": "run",
    "StepLog": "run",
    "fold": "groups",
    "parse": "lines",
    "plain": "terminal",
    "read": "lines",
    "read_folded": "groups",
    "safe": "terminal",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import what is asked for; the next time it is simply there."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        """Name what can be asked for."""
        return __all__
