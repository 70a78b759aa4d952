"""``aioghactions watch``."""

import json
from functools import partial

import pytest

from aioghactions.testing import Timings
from tests.support.command_line import command


@pytest.fixture
def cli(fake_github, instant_clock):
    """Return a function that runs a command."""
    return partial(command, fake_github, instant_clock)


@pytest.fixture
def hello(fake_github):
    """Return a repository."""
    return fake_github.add_repo("octo-org/hello")


@pytest.mark.parametrize(
    ("conclusion", "code"),
    [("success", 0), ("skipped", 0), ("failure", 1), ("cancelled", 1)],
)
async def test_code_is_1_unless_all_succeed(cli, hello, conclusion, code):
    """A cancelled run has not succeeded."""
    runs = [hello.add_run(conclusion=it) for it in ("success", conclusion)]
    ids = [str(run.id) for run in runs]
    done = await cli("watch", "octo-org/hello", *ids, "--json")
    assert done.code == code
    assert [str(row["run_id"]) for row in json.loads(done.out)] == ids


async def test_without_ids_it_watches_what_is_running(cli, hello):
    """Until these runs are completed; each change is a line."""
    hello.add_run(conclusion="failure")
    running = hello.add_run(status="queued", timings=Timings())
    done = await cli("watch", "octo-org/hello", "--json")
    assert done.code == 0
    assert [row["run_id"] for row in json.loads(done.out)] == [running.id]
    assert running.conclusion == "success"
    lines = [line for line in done.err.splitlines() if str(running.id) in line]
    assert len(lines) >= 3
    hello.add_run(status="queued", timings=Timings())
    silent = await cli("watch", "octo-org/hello", "--quiet")
    assert (silent.code, silent.err) == (0, "")
    quiet = await cli("watch", "octo-org/hello", "--quiet")
    assert (quiet.code, quiet.err) == (0, "nothing found\n")


async def test_timeout_is_code_1(cli, hello):
    """The message names the run that is not completed."""
    run = hello.add_run(status="queued")
    done = await cli("watch", "octo-org/hello", str(run.id), "--timeout", "60")
    assert done.code == 1
    assert str(run.id) in done.err


@pytest.mark.usefixtures("hello")
async def test_a_run_that_does_not_exist_is_code_4(cli):
    """As any other request for it."""
    done = await cli("watch", "octo-org/hello", "1")
    assert done.code == 4


async def test_all_runs_of_a_commit(cli, hello):
    """Until nothing changes for a minute."""
    sha = "a" * 40
    for conclusion in ("success", "failure"):
        hello.add_run(conclusion=conclusion, head_sha=sha)
    hello.add_run(conclusion="success", head_sha="b" * 40)
    done = await cli("watch", "octo-org/hello", "--commit", sha, "--json")
    assert done.code == 1
    assert [row["head_sha"] for row in json.loads(done.out)] == [sha, sha]


@pytest.mark.usefixtures("hello")
@pytest.mark.parametrize(
    ("words", "message"),
    [(("1", "--commit", "a" * 40), "not both"), (("--commit", "abc"), "SHA")],
)
async def test_a_wrong_commit_is_code_2(cli, words, message):
    """Also an abbreviated one."""
    done = await cli("watch", "octo-org/hello", *words)
    assert done.code == 2
    assert message in done.err
