"""What tests do with their own hands, and what they see on their screen."""

import pytest

from aioghactions.testing import FakeGitHub, InstantClock, Recorder, Replayer, Timings


@pytest.fixture
def repo(fake_github):
    """Return a repository with two environments."""
    repo = fake_github.add_repo("octo-org/hello")
    for name in ("staging", "production"):
        repo.add_environment(name)
    return repo


async def test_somebody_else_runs_it_again(repo, github_client):
    """A second attempt appears, and the client sees who wanted it."""
    run = repo.add_run(conclusion="failure", timings=Timings())
    assert run.rerun(login="hubot", debug=True) is run.latest
    assert (run.run_attempt, run.status, run.latest.debug) == (2, "queued", True)
    seen = await github_client.repo("octo-org/hello").runs.wait(run.id)
    assert (seen.run_attempt, seen.conclusion) == (2, "success")
    assert seen.triggering_actor.login == "hubot"


def test_some_of_its_jobs_run_again(repo):
    """Those named, and those that need them; the others are carried over."""
    run = repo.add_run(status="in_progress")
    run.add_job("test", needs=["build"])
    run.add_job("lint")
    run.complete("failure")
    again = run.rerun("build")
    assert {job.name: job.carried for job in again.jobs} == {
        "build": False,
        "test": False,
        "lint": True,
    }
    assert again.actor == run.actor


async def test_somebody_else_approves_of_it(repo, github_client):
    """It goes on when it waits no longer, and the review can be read."""
    run = repo.add_run(status="in_progress")
    staging, production = repo.environments.values()
    run.wait_for(staging, production)
    run.review(staging, comment="Fine.", login="hubot")
    assert (run.status, run.approvals.waiting_for()) == ("waiting", [production])
    run.review()
    assert run.status == "queued"
    first, second = await github_client.repo("octo-org/hello").runs.reviews(run.id)
    assert (first.user.login, first.comment) == ("hubot", "Fine.")
    assert first.state == "approved"
    assert [place.name for place in second.environments] == ["production"]


def test_somebody_else_rejects_it(repo):
    """It has failed."""
    run = repo.add_run(status="in_progress")
    run.wait_for(*repo.environments.values())
    run.review(state="rejected")
    assert (run.status, run.conclusion) == ("completed", "failure")


async def test_a_server_says_where_it_is():
    """Before it listens there is no address to give to a client."""
    github = FakeGitHub(edition="ghes-3.12")
    assert repr(github) == "<FakeGitHub ghes-3.12 not started>"
    with pytest.raises(RuntimeError, match=r"`async with FakeGitHub\(\)"):
        _ = github.url
    async with github:
        assert repr(github) == f"<FakeGitHub ghes-3.12 at {github.url}>"
        assert github.token not in repr(github)


def test_what_is_made_up_is_short_to_look_at(repo, org, tmp_path):
    """A failed assertion shows a line, not a world, and no content."""
    run = repo.add_run(conclusion="failure")
    run.jobs[0].log = "CANARY"
    artifact = repo.add_artifact("site", run=run, files={"a": "CANARY"})
    repo.add_secret("TOKEN", "CANARY")
    secret = repo.vault.secrets["TOKEN"]
    assert repr(repo) == "<FakeRepository octo-org/hello>"
    assert repr(run) == (
        f"<FakeRun {run.id} of octo-org/hello, attempt 1: completed, failure>"
    )
    for made in (run.jobs[0], artifact, secret, org):
        assert len(repr(made)) < 500
        assert "CANARY" not in repr(made)
    path = tmp_path / "run.jsonl"
    assert repr(Recorder(path)) == "<Recorder of run.jsonl>"
    assert repr(Replayer(path)) == "<Replayer of run.jsonl, 0 unused>"


async def test_a_clock_shows_its_time():
    """What it is there for."""
    clock = InstantClock()
    await clock.advance(90)
    assert repr(clock) == "<InstantClock at 2026-01-01T00:01:30+00:00, 0 asleep>"
