"""``aioghactions report``."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from aioghactions._core.threads import in_thread
from tests.support.command_line import command


@pytest.fixture
def cli(fake_github, instant_clock, tmp_path, monkeypatch):
    """Return a function that runs a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return partial(command, fake_github, instant_clock)


@pytest.fixture
def hello(fake_github):
    """Return a repository with three runs."""
    repo = fake_github.add_repo("octo-org/hello")
    flow = repo.add_workflow("ci.yml", name="CI", jobs=("build", "test"))
    for _ in range(3):
        repo.add_run(flow, conclusion="success", head_branch="main")
    return repo


def page(done):
    """Return the file whose path a command has printed."""
    return Path(done.out.strip()).read_text("utf-8")


@pytest.mark.usefixtures("hello")
async def test_report_is_written_and_its_path_printed(cli, fake_github):
    """With a request for the jobs of each run."""
    done = await cli("report", "octo-org/hello", "--title", "Our CI")
    assert done.code == 0
    assert done.out == f"{Path.cwd() / 'actions-report.html'}\n"
    html = page(done)
    assert "<h1>Our CI</h1>" in html
    assert "3 runs of 1 repository" in html
    assert "6 jobs" in html
    assert fake_github.counts["list-jobs-for-workflow-run"] == 3


@pytest.mark.usefixtures("hello")
async def test_without_jobs(cli, fake_github):
    """No request for them, and no note about them."""
    done = await cli("report", "octo-org/hello", "--jobs", "0", "-o", "x.html")
    html = page(done)
    assert "Slowest jobs" not in html
    assert "Jobs are" not in html
    assert fake_github.counts["list-jobs-for-workflow-run"] == 0


@pytest.mark.usefixtures("hello")
@pytest.mark.parametrize(
    ("words", "note"),
    [
        ((), "Of each repository, at most the 500 newest runs were read."),
        (("--limit", "2"), "Of each repository, at most the 2 newest runs were read."),
        (("--days", "7"), "Of each repository, all runs of the last 7 days were read."),
        (("--branch", "main"), "runs were read, only those with branch main."),
        (("octo-org/gone",), "octo-org/gone was not read: "),
    ],
)
async def test_page_says_what_was_read(cli, words, note):
    """Limits, filters, and targets that failed."""
    done = await cli("report", "octo-org/hello", *words)
    assert done.code == (3 if "octo-org/gone" in words else 0)
    assert note in page(done)


async def test_no_file_if_every_target_fails(cli):
    """An old report is kept."""
    done = await cli("report", "octo-org/gone")
    assert (done.code, done.out) == (4, "")
    assert not list(Path.cwd().iterdir())


@pytest.mark.usefixtures("hello")
async def test_a_failure_of_jobs_fails_the_target(cli, fake_github):
    """Its figures would be wrong."""
    fake_github.fail("list-jobs-for-workflow-run", status=403, message="no", times=None)
    assert (await cli("report", "octo-org/hello")).code == 4


@pytest.mark.usefixtures("hello")
async def test_a_folder_that_does_not_exist(cli, fake_github):
    """It is named before anything is requested."""
    done = await cli("report", "octo-org/hello", "-o", "gone/x.html")
    assert done.code == 2
    assert "the folder gone does not exist; create it" in done.err
    assert not fake_github.counts


@pytest.mark.usefixtures("hello")
async def test_a_target_that_a_mirror_lacks(cli):
    """It is named, on the page too; without any other target there is no page."""
    assert (await cli("mirror", "octo-org/hello", "--db", "a.db")).code == 0
    done = await cli("report", "--db", "a.db", "octo-org", "octo-org/nope")
    assert done.code == 3
    assert "a.db has no runs of octo-org/nope" in done.err
    assert "a.db has no runs of octo-org/nope." in page(done)
    done = await cli("report", "--db", "a.db", "-o", "b.html", "octo-org/nope")
    assert (done.code, done.out) == (1, "")
    assert not await in_thread(Path("b.html").exists)


@pytest.mark.slow
def test_without_its_extra_it_sends_nothing():
    """One line, with code 2."""
    program = "import sys; sys.modules['jinja2'] = None; import aioghactions.cli as c"
    done = subprocess.run(  # noqa: S603 - a Python
        [sys.executable, "-c", f"{program}; sys.exit(c.main(['report', 'a/b']))"],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ) | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 2
    assert "pip install 'aioghactions[report]'" in done.stderr
    assert done.stderr.count("\n") == 1
