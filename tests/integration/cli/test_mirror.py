"""``aioghactions mirror``, and reports from its file."""

import json
from functools import partial
from pathlib import Path

import pytest

from tests.support.command_line import command


@pytest.fixture
def cli(fake_github, instant_clock, tmp_path, monkeypatch):
    """Return a function that runs a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return partial(command, fake_github, instant_clock)


@pytest.fixture
async def mirrored(cli, fake_github, instant_clock):
    """Mirror two repositories of two organizations; one run has two attempts."""
    for name in ("octo-org/hello", "octo-labs/world"):
        repo = fake_github.add_repo(name)
        flow = repo.add_workflow("ci.yml", name="CI", jobs=("build", "test"))
        repo.add_run(flow, conclusion="success", event="schedule", actor="hubot")
        run = repo.add_run(flow, conclusion="failure", head_branch="dev")
    await instant_clock.advance(3600)
    run.rerun()
    run.complete("success")
    done = await cli("mirror", "octo-org/hello", "octo-labs")
    assert done.code == 0
    return done


def page(done):
    """Return the file whose path a command has printed."""
    return Path(done.out.strip()).read_text("utf-8")


async def test_mirror_prints_what_it_did(cli, mirrored):
    """A row for each repository; the second time there is nothing new."""
    assert "octo-org/hello" in mirrored.out
    assert "yes" in mirrored.out
    again = await cli("mirror", "octo-org/hello", "octo-labs/world", "--json")
    rows = json.loads(again.out)
    assert [row["repository"] for row in rows] == ["octo-labs/world", "octo-org/hello"]
    assert [(row["listed"], row["added"], row["updated"]) for row in rows] == [
        (2, 0, 0),
        (2, 0, 0),
    ]


@pytest.mark.usefixtures("mirrored")
async def test_some_targets_fail(cli):
    """The others are mirrored; the exit code is 3, or that of the error."""
    done = await cli("mirror", "octo-org/hello", "octo-org/gone")
    assert done.code == 3
    assert "octo-org/gone: " in done.err
    assert (await cli("mirror", "octo-org/gone")).code == 4


async def test_progress_is_shown_on_a_terminal(cli, fake_github):
    """With the rows so far."""
    fake_github.add_repo("octo-org/hello").add_run()
    done = await cli("mirror", "octo-org/hello", "--db", "x.db", width=100)
    assert "mirroring, " in done.err
    assert done.code == 0


async def test_a_file_of_another_program(cli, fake_github):
    """Is not written; the message names it."""
    fake_github.add_repo("octo-org/hello")
    await cli("report", "octo-org/hello", "--out", "other.db")
    done = await cli("mirror", "octo-org/hello", "--db", "other.db")
    assert done.code == 1
    assert "other.db" in done.err


@pytest.mark.usefixtures("mirrored")
async def test_report_of_a_mirror_needs_no_network(cli):
    """And no token. A run is counted once, with its latest attempt."""
    done = await cli("report", "--db", "actions.db", environ={})
    assert done.code == 0
    html = page(done)
    assert "4 runs of 2 repositories" in html
    assert "10 jobs" in html
    assert "Of each repository, all runs were read." in html


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize(
    ("words", "runs"),
    [
        (("octo-org/hello",), 2),
        (("Octo-Labs",), 2),
        (("octo-org/hello", "octo-labs"), 4),
        (("octo-org/hell", "octo-org/hello"), 2),
        (("--days", "30"), 4),
        (("--days", "0.01"), 0),
        (("--branch", "dev"), 2),
        (("--event", "schedule"), 2),
        (("--actor", "hubot"), 2),
        (("--status", "failure"), 1),
        (("--status", "completed"), 4),
        (("--workflow", "ci.yml"), 4),
        (("--workflow", "x.yml"), 0),
    ],
)
async def test_filters_of_a_report_of_a_mirror(cli, words, runs):
    """A run whose latest attempt has passed is not a failed one."""
    html = page(await cli("report", "--db", "actions.db", *words))
    shown = f"{runs} run{'s' * (runs != 1)} of " if runs else "No runs."
    assert shown in html


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--db", "gone.db"), "there is no file gone.db"),
        (("--db", "actions.db", "--limit", "3"), "use --days with --db"),
    ],
)
async def test_a_wrong_report_of_a_mirror_is_code_2(cli, words, message):
    """No file is created."""
    done = await cli("report", *words)
    assert done.code == 2
    assert message in done.err
    assert not list(Path.cwd().glob("gone.db"))
