"""The program: exit codes, tokens, pipes, signals, help."""

import asyncio
import os
import signal
import subprocess
import sys
from functools import partial
from importlib import import_module
from io import StringIO

import pytest
from rich.console import Console

import aioghactions.cli
from aioghactions import errors
from aioghactions.cli import exits
from aioghactions.cli.process import run
from aioghactions.cli.terminal import Terminal
from tests.support.command_line import command
from tests.support.stopped import advance
from tests.support.turns import turns

PROGRAM = (sys.executable, "-m", "aioghactions")


@pytest.fixture
def cli(fake_github, instant_clock):
    """Return a function that runs a command."""
    return partial(command, fake_github, instant_clock)


def environment(**variables):
    """Return the environment of a program, without tokens."""
    # With those of coverage, if it measures this.
    known = {name: it for name, it in os.environ.items() if name.startswith("COV")}
    known |= {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    return known | variables


def start(*words, **variables):
    """Start the program, with pipes."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [*PROGRAM, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**variables),
    )


# --- codes ----------------------------------------------------------------------


def response(kind, status):
    """Return an error response."""
    return kind("no", status=status)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.PrimaryRateLimitError("", status=403), 6),
        (errors.SecondaryRateLimitError("", status=429), 6),
        (errors.AuthenticationError("", status=401), 4),
        (errors.PermissionDeniedError("", status=403), 4),
        (errors.NotFoundError("", status=404), 4),
        (exits.NoTokenError(""), 4),
        (errors.ConnectFailedError(""), 5),
        (errors.UntrustedCertificateError(""), 5),
        (errors.RequestTimeoutError(""), 5),
        (errors.ServerError("", status=502), 5),
        (exits.UsageError(""), 2),
        (ValueError(""), 2),
        (errors.UnexpectedAnswerError(""), 1),
        (errors.GoneError("", status=410), 1),
        (OSError(""), 1),
    ],
)
def test_code_of_an_error(error, code):
    """By its class; anything else is 1."""
    assert exits.code_of(error) == code


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.PrimaryRateLimitError("", status=403), "--max-wait"),
        (errors.ConnectFailedError(""), "is the network up"),
        (errors.NotFoundError("", status=404), ""),
    ],
)
def test_advice_about_an_error(error, words):
    """What the user of a command can do."""
    assert words in exits.advice(error)


@pytest.mark.parametrize(
    ("failures", "succeeded", "code"),
    [
        ([], 0, 0),
        ([], 2, 0),
        ([exits.NoTokenError(""), ValueError("")], 0, 4),
        ([exits.NoTokenError("")], 1, 3),
    ],
)
def test_code_of_several_targets(failures, succeeded, code):
    """3 if only a part of them failed."""
    assert exits.code_of_all(failures, succeeded) == code


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("runs", "octo-org/hello", "--staus", "failure"), "Did you mean --status"),
        (("run",), "Unknown command"),
        (("runs",), "no target"),
        (("runs", "x/y", "--json", "--csv"), "Mutually exclusive"),
        (("runs", "x/y", "--limit", "0"), "Must be >= 1"),
        (("runs", "x/y", "--branch", ""), "branch is empty"),
        (("runs", "x/y", "--concurrency", "0"), "Must be >= 1"),
        (("watch", "x"), "not a repository name"),
    ],
)
async def test_wrong_usage_is_code_2(cli, words, message):
    """The message says what is wrong; standard output stays empty."""
    done = await cli(*words)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


@pytest.mark.parametrize("words", [(), ("--help",), ("runs", "--help")])
async def test_help_is_not_an_error(cli, words):
    """It fits on a page of 80 columns."""
    done = await cli(*words)
    assert (done.code, done.err) == (0, "")
    assert "Usage: aioghactions" in done.out
    assert done.out.count("\n") < 60


async def test_version(cli):
    """That of the library."""
    assert (await cli("--version")).out.strip() == aioghactions.__version__


# --- tokens -----------------------------------------------------------------------


async def test_no_token_is_code_4(cli):
    """The message names the ways to get one."""
    done = await cli("runs", "octo-org/hello", environ={})
    assert done.code == 4
    for way in ("GH_TOKEN", "gh auth login", "aioghactions fake"):
        assert way in done.err


async def test_wrong_token_is_code_4(cli, fake_github):
    """As GitHub rejects it."""
    variables = {"GITHUB_API_URL": fake_github.url, "GH_ENTERPRISE_TOKEN": "wrong"}
    done = await cli("runs", "octo-org/hello", environ=variables)
    assert done.code == 4
    assert "the token is wrong" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="a script with a shebang")
@pytest.mark.parametrize(
    ("script", "code"),
    [("echo ghp_canary", 5), ("exit 1", 4), ("kill -9 $$", 4)],
)
async def test_token_of_gh(cli, tmp_path, script, code):
    """It is used if the environment has none, for the host that was asked."""
    program = tmp_path / "gh"
    program.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/asked"\n{script}\n')
    program.chmod(0o755)
    variables = {"PATH": f"{tmp_path}:/bin:/usr/bin", "GH_HOST": "github.invalid"}
    done = await cli("runs", "octo-org/hello", environ=variables)
    assert done.code == code
    asked = (tmp_path / "asked").read_text()
    assert asked == "auth token --hostname github.invalid\n"
    assert "ghp_canary" not in done.err


@pytest.mark.parametrize("host", ["", "github.invalid"])
async def test_without_gh_there_is_no_token(cli, fake_github, tmp_path, host):
    """A server without https is never asked for by name."""
    variables = {"PATH": str(tmp_path)}
    variables |= {"GH_HOST": host} if host else {"GITHUB_API_URL": fake_github.url}
    assert (await cli("runs", "octo-org/hello", environ=variables)).code == 4


@pytest.mark.skipif(sys.platform == "win32", reason="a script with a shebang")
async def test_gh_that_does_not_answer_is_ended(cli, tmp_path):
    """After ten seconds; it may ask the keyring of the system."""
    program, called = tmp_path / "gh", tmp_path / "called"
    os.mkfifo(called)
    program.write_text(f'#!/bin/sh\necho $$ > "{called}"\nexec sleep 600\n')
    program.chmod(0o755)
    variables = {"PATH": f"{tmp_path}:/bin:/usr/bin", "GH_HOST": "github.invalid"}
    task = asyncio.create_task(cli("runs", "octo-org/hello", environ=variables))
    number = int(await asyncio.to_thread(called.read_text))
    await advance(11)
    assert (await task).code == 4
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


# --- fake -------------------------------------------------------------------------


async def test_fake_server_listens_until_it_is_cancelled():
    """It prints where, and what to try."""
    out = StringIO()
    terminal = Terminal(
        out=Console(file=out, width=100),
        err=Console(file=out),
        stdin=StringIO(),
        environ={},
    )
    words = ("fake", "--repositories", "2", "--runs", "1")
    task = asyncio.create_task(run(words, terminal))
    while "watch" not in out.getvalue():
        assert not task.done()
        await turns()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert "export GITHUB_API_URL=http://127.0.0.1:" in out.getvalue()


async def test_fake_server_for_one_command(cli):
    """The exit code is that of the command."""
    size = ("--repositories", "2", "--runs", "1")
    program = "import os, sys; sys.exit('GH_HOST' in os.environ)"
    variables = dict(os.environ) | {"GH_HOST": "github.example.com"}
    words = ("fake", *size, "--", sys.executable, "-c", program)
    assert (await cli(*words, environ=variables)).code == 0
    assert (await cli("fake", *size, "--", "no-such-program")).code == 1


# --- as a process -----------------------------------------------------------------


def test_main_returns_the_code(capfd):
    """``main`` takes the words, or those of the process."""
    assert aioghactions.cli.main(["--version"]) == 0
    assert capfd.readouterr().out.strip() == aioghactions.__version__


def test_importing_the_program_starts_nothing():
    """Such as by a tool that imports every module."""
    assert import_module("aioghactions.__main__").main is aioghactions.cli.main


@pytest.mark.slow
def test_network_that_is_gone_is_code_5():
    """Nobody listens on this port."""
    process = start(
        *("runs", "octo-org/hello"),
        GITHUB_API_URL="http://127.0.0.1:1",
        GH_ENTERPRISE_TOKEN="t",
    )
    out, err = process.communicate()
    assert (process.returncode, out) == (5, "")
    assert "cannot connect" in err


@pytest.mark.slow
def test_closed_pipe_is_quiet():
    """As in ``aioghactions ... | head -1``."""
    closed = start("runs", "--help")
    closed.stdout.close()
    closed.stdout = None
    _, err = closed.communicate()
    assert (closed.returncode, err) == (141, "")


@pytest.mark.slow
def test_interrupt_ends_without_a_traceback():
    """By Ctrl-C, with code 130."""
    process = start("fake", "--repositories", "2", "--runs", "1")
    assert "fake GitHub" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert (process.returncode, err) == (130, "")


@pytest.mark.slow
def test_without_its_extra_it_says_how_to_install_it():
    """In one line, with code 2."""
    program = "import sys; sys.modules['cyclopts'] = None; import aioghactions.cli as c"
    done = subprocess.run(  # noqa: S603 - a Python
        [sys.executable, "-c", f"{program}; sys.exit(c.main([]))"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 2
    assert done.stderr.strip().endswith("pip install 'aioghactions[cli]'")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_another_missing_module_is_not_hidden():
    """A broken installation shows its traceback."""
    program = "import sys; sys.modules['attrs'] = None; import aioghactions.cli as c"
    done = subprocess.run(  # noqa: S603 - a Python
        [sys.executable, "-c", f"{program}; sys.exit(c.main(['runs', 'a/b']))"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert "Traceback" in done.stderr


@pytest.mark.slow
def test_fake_runs_a_command():
    """With the two variables set, and its exit code."""
    program = "import os, sys; print(os.environ['GITHUB_API_URL']); sys.exit(7)"
    words = ("fake", "--repositories", "2", "--runs", "1", "--", sys.executable)
    process = start(*words, "-c", program, GH_HOST="github.example.com")
    out, err = process.communicate()
    assert (process.returncode, err) == (7, "")
    assert out.startswith("http://127.0.0.1:")


@pytest.mark.slow
def test_no_color():
    """A terminal gets no colours then."""
    for variables in ({}, {"NO_COLOR": "1"}):
        process = start("runs", "--help", FORCE_COLOR="1", TERM="xterm", **variables)
        out, _ = process.communicate()
        assert ("\x1b[3" in out) == (not variables)


@pytest.mark.slow
async def test_interrupt_during_a_request_ends_at_once(fake_github):
    """With code 130, without a traceback."""
    fake_github.add_repo("octo-org/hello")
    fake_github.fail("list-workflow-runs-for-repo", stall="headers")
    process = await asyncio.create_subprocess_exec(
        *(*PROGRAM, "runs", "octo-org/hello"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(
            GITHUB_API_URL=fake_github.url, GH_ENTERPRISE_TOKEN=fake_github.token
        ),
    )
    while not fake_github.requests:
        assert process.returncode is None
        await turns()
    process.send_signal(signal.SIGINT)
    out, err = await process.communicate()
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of its own")
@pytest.mark.slow
def test_completion_is_installed(tmp_path):
    """For the shell of the user, whose start-up file loads it."""
    (tmp_path / ".bashrc").write_text("# mine\n")
    process = start("--install-completion", HOME=str(tmp_path), SHELL="/bin/bash")
    process.communicate()
    assert process.returncode == 0
    assert (tmp_path / ".bashrc").read_text().startswith("# mine\n")
    [script] = (tmp_path / ".local").rglob("aioghactions")
    assert "--max-wait" in script.read_text()
