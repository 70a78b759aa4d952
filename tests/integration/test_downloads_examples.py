"""The examples that download, run as a user would."""

import runpy
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


def load(name):
    """Import an example, which is a script and no part of a package."""
    spec = spec_from_file_location(f"examples_{name}", EXAMPLES / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run(fake_github):
    """Return a run that has failed, with artifacts."""
    hello = fake_github.add_repo("octo-org/hello")
    run = hello.add_run(conclusion="failure", jobs=["build"])
    run.add_job("test\x1b[2J [bold]").conclusion = "failure"
    hello.add_artifact("site", run=run, files={"a.html": "a", "b.html": "b"})
    hello.add_artifact("..", run=run)
    return run


@pytest.fixture
def repo(github_client, run):
    """Return the client's handle of its repository."""
    return github_client.repo(run.repository.full_name)


async def test_logs_tells_why_a_run_failed(capsys, repo, run):
    """S13: the errors, with what stands before them, and nothing that commands."""
    await load("logs").explain(repo, run.id)
    said = capsys.readouterr().out
    assert said.startswith("build failed\n  in Run tests\n")
    assert "  ! Process completed with exit code 1.\n" in said
    assert "test [bold] failed\n" in said
    assert "\x1b" not in said


async def test_logs_quotes_jobs_whose_steps_are_not_told_apart(capsys, repo, run):
    """A20: two of the same name, of which the archive is no proof."""
    for number in range(2):
        twin = run.add_job("twin")
        twin.conclusion = "failure"
        twin.log = f"before\n##[error]twin {number}"
    await load("logs").explain(repo, run.id)
    said = capsys.readouterr().out
    for number in range(2):
        assert f"twin failed\n    before\n  ! twin {number}\n" in said


async def test_logs_saves_with_progress(tmp_path, capsys, repo, run):
    """A bar for each job, and the files."""
    await load("logs").save(repo, run.id, tmp_path / "logs")
    assert len(list((tmp_path / "logs").iterdir())) == 2
    said = capsys.readouterr().out
    assert "build" in said
    assert "test [bold]" in said
    run.delete_logs()
    await load("logs").save(repo, run.id, tmp_path / "logs")
    assert "410" in capsys.readouterr().out


async def test_artifacts_unpacks_with_progress(tmp_path, capsys, repo, run):
    """S12: what is named to lead elsewhere is said and skipped."""
    found = await load("artifacts").unpack(repo, run.id, tmp_path / "out")
    assert found == {"site": tmp_path / "out" / "site"}
    assert sorted(path.name for path in found["site"].iterdir()) == ["a.html", "b.html"]
    said = capsys.readouterr().out
    assert "site" in said
    assert ".. was skipped" in said


@pytest.mark.parametrize("name", ["logs", "artifacts"])
def test_examples_say_what_they_need(monkeypatch, name):
    """Without arguments there is nothing to do."""
    monkeypatch.setattr(sys, "argv", [name])
    with pytest.raises(ValueError, match="not enough values"):
        runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
