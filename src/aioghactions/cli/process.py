"""The process: arguments, signals, closed pipes, exit codes."""

import asyncio
import os
import sys
from collections.abc import Sequence

from cyclopts import CycloptsError

from aioghactions._core.threads import in_thread
from aioghactions.cli import exits
from aioghactions.cli.app import app
from aioghactions.cli.terminal import Terminal
from aioghactions.errors import GitHubActionsError


async def run(arguments: Sequence[str], terminal: Terminal) -> int:
    """Run a command, and return its exit code.

    Args:
        arguments: The words after ``aioghactions``.
        terminal: Where it prints and reads.
    """
    try:
        # Parsing and help read the files of the commands.
        command, bound, injected = await in_thread(
            app.parse_args,
            list(arguments),
            console=terminal.out,
            error_console=terminal.err,
            exit_on_error=False,
        )
        if "terminal" in injected:
            bound.arguments["terminal"] = terminal
            return int(await command(*bound.args, **bound.kwargs))
        await in_thread(command, *bound.args, **bound.kwargs)
    except BrokenPipeError:
        raise
    except CycloptsError:
        return exits.USAGE  # cyclopts has printed it
    except ModuleNotFoundError as missing:  # of an extra
        terminal.say(f"aioghactions: {missing}", "red")
        return exits.USAGE
    except (GitHubActionsError, ValueError, OSError) as error:
        hint = exits.advice(error)
        terminal.say(f"aioghactions: {error}{f' ({hint})' * bool(hint)}", "red")
        return exits.code_of(error)
    return exits.OK


def run_process(arguments: Sequence[str]) -> int:
    """Run a command as this process, and return its exit code."""
    try:
        code = asyncio.run(run(arguments, Terminal.of_process()))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        # Python would flush stdout at its end, and report the same error again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.PIPE_CLOSED
    return code
