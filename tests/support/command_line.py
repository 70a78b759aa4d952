"""Run a command of the command line in this process, against a fake GitHub."""

from collections.abc import Mapping
from io import StringIO

from attrs import frozen
from rich.console import Console

from aioghactions.cli.process import run
from aioghactions.cli.terminal import Terminal
from aioghactions.testing import FakeGitHub, InstantClock


@frozen
class Ran:
    """The result of a command."""

    code: int
    out: str
    err: str


async def command(
    github: FakeGitHub,
    clock: InstantClock,
    *words: str,
    width: int | None = None,
    stdin: str = "",
    environ: Mapping[str, str] | None = None,
) -> Ran:
    """Run a command; with a width, its output is a terminal with colours."""
    out, err = StringIO(), StringIO()
    variables = {"GITHUB_API_URL": github.url, "GH_ENTERPRISE_TOKEN": github.token}
    terminal = Terminal(
        out=_console(out, width),
        err=_console(err, width),
        stdin=StringIO(stdin),
        environ=variables if environ is None else environ,
        clock=clock,
    )
    code = await run(words, terminal)
    return Ran(code, out.getvalue(), err.getvalue())


def _console(file: StringIO, width: int | None) -> Console:
    return Console(
        file=file,
        width=width,
        force_terminal=width is not None,
        highlight=False,
        _environ={},  # not those of the tests: NO_COLOR, COLUMNS
    )
