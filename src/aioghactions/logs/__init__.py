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

from .fold import Group, fold, read_folded
from .line import Kind, LogLine, parse, read
from .run import JobLog, RunLogs, StepLog
from .terminal import plain, safe

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
