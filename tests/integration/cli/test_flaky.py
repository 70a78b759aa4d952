"""``aioghactions flaky``."""

import json
from functools import partial

import pytest

from tests.support.command_line import command


@pytest.fixture
def cli(fake_github, instant_clock):
    """Return a function that runs a command."""
    return partial(command, fake_github, instant_clock)


async def test_flaky_jobs_of_all_targets(cli, fake_github, instant_clock):
    """A job that passed when it ran again, and none that only failed."""
    for name in ("hello", "world"):
        repo = fake_github.add_repo(f"octo-org/{name}")
        flow = repo.add_workflow("ci.yml", name="CI", jobs=("build", "test"))
        repo.add_run(flow, conclusion="success")
        repo.add_run(flow, conclusion="failure")
    run = fake_github.add_repo("octo-org/flaky").add_run(conclusion="failure")
    failed = next(job for job in run.jobs if job.conclusion == "failure")
    await instant_clock.advance(600)
    run.rerun(failed.name)
    run.complete("success")
    targets = [f"octo-org/{name}" for name in ("hello", "flaky", "world")]
    done = await cli("flaky", *targets, "--json")
    assert done.code == 0
    [row] = json.loads(done.out)
    assert (row["repository"], row["job"]) == ("octo-org/flaky", failed.name)
    assert (row["flaky"], row["rate"]) == (1, 1.0)
    table = await cli("flaky", *targets)
    assert "100%" in table.out


async def test_no_flaky_jobs(cli, fake_github):
    """Nothing is printed but a note."""
    fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    done = await cli("flaky", "octo-org/hello")
    assert (done.code, done.out) == (0, "")
    assert "nothing found" in done.err
