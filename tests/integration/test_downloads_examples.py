"""The examples for downloads, run like scripts."""

import runpy
import sys

import pytest

from tests.integration.test_examples import EXAMPLES, load


@pytest.fixture
def run(fake_github):
    """Return a failed run with artifacts."""
    hello = fake_github.add_repo("octo-org/hello")
    run = hello.add_run(conclusion="failure", jobs=["build"])
    run.add_job("test\x1b[2J [bold]").conclusion = "failure"
    hello.add_artifact("site", run=run, files={"a.html": "a", "b.html": "b"})
    hello.add_artifact("..", run=run)
    return run


@pytest.fixture
def repo(github_client, run):
    """Return the client's view of the repository."""
    return github_client.repo(run.repository.full_name)


async def test_logs_prints_the_errors_of_a_failed_run(capsys, repo, run):
    """S13: with the lines before them, and without control sequences."""
    await load("logs").explain(repo, run.id)
    printed = capsys.readouterr().out
    assert printed.startswith("build failed\n  in Run tests\n")
    assert "  ! Process completed with exit code 1.\n" in printed
    assert "test [bold] failed\n" in printed
    assert "\x1b" not in printed


async def test_logs_prints_the_errors_of_jobs_with_equal_names(capsys, repo, run):
    """A20: the archive does not say which of them a file belongs to."""
    for number in range(2):
        twin = run.add_job("twin")
        twin.conclusion = "failure"
        twin.log = f"before\n##[error]twin {number}"
    await load("logs").explain(repo, run.id)
    printed = capsys.readouterr().out
    for number in range(2):
        assert f"twin failed\n    before\n  ! twin {number}\n" in printed


async def test_logs_saves_files_with_progress_bars(tmp_path, capsys, repo, run):
    """One bar and one file for each job; errors are printed."""
    await load("logs").save(repo, run.id, tmp_path / "logs")
    assert len(list((tmp_path / "logs").iterdir())) == 2
    printed = capsys.readouterr().out
    assert "build" in printed
    assert "test [bold]" in printed
    run.delete_logs()
    await load("logs").save(repo, run.id, tmp_path / "logs")
    assert "410" in capsys.readouterr().out


async def test_artifacts_extracts_with_progress_bars(tmp_path, capsys, repo, run):
    """S12: an artifact with an unsafe name is reported and skipped."""
    found = await load("artifacts").unpack(repo, run.id, tmp_path / "out")
    assert found == {"site": tmp_path / "out" / "site"}
    assert sorted(path.name for path in found["site"].iterdir()) == ["a.html", "b.html"]
    printed = capsys.readouterr().out
    assert "site" in printed
    assert ".. was skipped" in printed


@pytest.mark.parametrize("name", ["logs", "artifacts"])
def test_examples_require_arguments(monkeypatch, name):
    """Without arguments, the usage is printed."""
    monkeypatch.setattr(sys, "argv", [name])
    with pytest.raises(SystemExit, match=f"python examples/{name}.py octo-org/hello "):
        runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
