"""The commands, their names, and the help of the whole."""

from typing import Any, Final, cast

from cyclopts import App

from aioghactions._version import __version__

# One line per paragraph: the help is wrapped at the width of the terminal.
_HELP: Final = """\
Ask GitHub Actions about many repositories at once.

TARGET is a repository (octo-org/hello), an organization (octo-org), @FILE with one of \
them on each line, or - for standard input.

The token is GH_TOKEN or GITHUB_TOKEN, or that of gh. To try the commands without a \
token: aioghactions fake
"""
_EPILOGUE: Final = (
    "Exit codes: 0 done, 1 a run failed or another error, 2 usage, 3 some targets"
    " failed, 4 token or permission, 5 network or server, 6 rate limit, 130 Ctrl-C."
)

app: Final = App(
    name="aioghactions",
    help=_HELP,
    help_format="plaintext",
    help_epilogue=_EPILOGUE,
    version=__version__,
    result_action="return_value",
)
cast("Any", app).register_install_completion_command()  # its type is partly unknown


def _add(name: str, arguments: str, about: str, *examples: str) -> None:
    """Add a command, which is imported when it is used."""
    lines = "\n".join(f"  aioghactions {name} {it}".rstrip() for it in examples)
    app.command(
        f"aioghactions.cli.{name}:{name}",
        name=name,
        help=about,
        usage=f"Usage: aioghactions {name} {arguments}",
        help_epilogue=f"Examples:\n{lines}\n",
    )


_add(
    "runs",
    "TARGET... [OPTIONS]",
    "List the newest runs, or figures about them.",
    "octo-org/hello --branch main",
    "octo-org --status failure --days 7 --json",
    "@repositories.txt --by workflow --limit 200",
)
_add(
    "watch",
    "REPOSITORY [RUN-ID...] [OPTIONS]",
    "Wait until runs are completed; exit with 1 if one did not succeed.",
    "octo-org/hello",
    "octo-org/hello 1234567 --timeout 3600",
    "octo-org/hello --commit $(git rev-parse HEAD)",
)
_add(
    "why",
    "REPOSITORY [RUN-ID] [OPTIONS]",
    "Print what failed in a run: jobs, steps, and the ends of their logs.",
    "octo-org/hello",
    "octo-org/hello 1234567 --lines 100",
)
_add(
    "flaky",
    "TARGET... [OPTIONS]",
    "List the jobs that failed and then passed on the same commit. Each run takes one"
    " request or more.",
    "octo-org/hello --limit 200",
    "octo-org --branch main --days 14 --csv",
)
_add(
    "mirror",
    "TARGET... [OPTIONS]",
    "Copy runs, jobs and steps into an SQLite file, or bring it up to date.",
    "octo-org/hello --db actions.db --days 365",
    "@repositories.txt --quiet --json",
)
_add(
    "report",
    "TARGET... [OPTIONS]",
    "Write an HTML report about runs: one file, without scripts.",
    "octo-org/hello octo-org/world --days 30",
    "octo-org -o octo-org.html --jobs 0",
    "--db actions.db --days 90",
)
_add(
    "fake",
    "[OPTIONS] [-- COMMAND...]",
    "Start a fake GitHub on this machine, until Ctrl-C or for one command.",
    "",
    "-- aioghactions runs octo-org --by workflow",
)
