"""``aioghactions why``."""

import json
from functools import partial

import pytest

from tests.support.command_line import command


@pytest.fixture
def cli(fake_github, instant_clock):
    """Return a function that runs a command."""
    return partial(command, fake_github, instant_clock)


@pytest.fixture
def failed(fake_github):
    """Return a failed run with a newer successful one."""
    repo = fake_github.add_repo("octo-org/hello")
    flow = repo.add_workflow("ci.yml", name="CI", jobs=("build", "test"))
    run = repo.add_run(flow, conclusion="failure")
    run.jobs[1].step_logs = {
        step: "".join(f"2026-01-01T00:00:{n:02}.0000000Z line {n}\n" for n in range(50))
        for step in run.jobs[1].step_names
    }
    repo.add_run(flow, conclusion="success", head_branch="dev")
    return run


@pytest.mark.usefixtures("failed")
async def test_the_newest_failed_run_is_explained(cli):
    """With the job, the step and the end of its log."""
    done = await cli("why", "octo-org/hello")
    assert done.code == 0
    assert done.out.startswith("CI #1 failed: https://")
    assert "test failed in step" in done.out
    assert "line 49" in done.out
    assert "line 19" not in done.out


async def test_a_run_by_its_id(cli, failed):
    """And how many lines, and which attempt."""
    words = ("why", "octo-org/hello", str(failed.id), "--attempt", "1", "--lines", "5")
    done = await cli(*words)
    assert "line 45" in done.out
    assert "line 44" not in done.out


async def test_json_has_a_row_for_each_step(cli, failed):
    """With the log as text."""
    done = await cli("why", "octo-org/hello", "--json")
    [row] = json.loads(done.out)
    assert (row["run_id"], row["job"]) == (failed.id, "test")
    assert row["log"].endswith("line 49")
    assert row["url"]


async def test_json_of_a_job_without_a_failed_step(cli, fake_github):
    """It has the address of the job."""
    run = fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    for job in run.jobs:
        job.step_names = ()
    done = await cli("why", "octo-org/hello", str(run.id), "--json")
    [row] = json.loads(done.out)
    assert row["step"] is None
    assert row["url"]


@pytest.mark.usefixtures("failed")
async def test_no_failed_run(cli):
    """Says so, which is no error."""
    done = await cli("why", "octo-org/hello", "--branch", "dev")
    assert (done.code, done.out) == (0, "")
    assert "no failed run was found" in done.err


@pytest.mark.usefixtures("failed")
async def test_a_run_that_does_not_exist_is_code_4(cli):
    """As any other request for it."""
    assert (await cli("why", "octo-org/hello", "1")).code == 4
