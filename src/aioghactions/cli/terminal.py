"""Where a command prints and reads, and the environment that it sees."""

import os
import sys
from collections.abc import Mapping
from typing import NoReturn, TextIO

from attrs import field, frozen
from rich.console import Console

from aioghactions._core.clock import Clock, SystemClock
from aioghactions.logs import safe


class ProcessConsole(Console):
    """A console that leaves a closed pipe to its caller; rich would exit with 1."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise the error that rich has caught."""
        raise BrokenPipeError


@frozen(kw_only=True)
class Terminal:
    """The streams, the environment and the clock of a command.

    Attributes:
        out: Where results go, and nothing else.
        err: Where progress and messages go.
        stdin: What ``-`` reads.
        environ: Environment variables.
        clock: Clock of the client; that of the system by default.
    """

    out: Console
    err: Console
    stdin: TextIO
    environ: Mapping[str, str] = field(repr=False)  # holds tokens
    clock: Clock = field(factory=SystemClock)

    @classmethod
    def of_process(cls) -> "Terminal":
        """Return the terminal of this process."""
        return cls(
            out=ProcessConsole(highlight=False),
            err=ProcessConsole(stderr=True, highlight=False),
            stdin=sys.stdin,
            environ=os.environ,
        )

    def say(self, message: str, style: str = "") -> None:
        """Print a line for a person: a message, not a result.

        Args:
            message: Any text; markup and escape sequences in it have no effect.
            style: Its colour.
        """
        message = safe(message)
        self.err.print(message, style=style or None, markup=False, soft_wrap=True)
