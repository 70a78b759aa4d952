"""Changes that tests make to the server's state, and the reprs of its objects."""

import pytest

from aioghactions.testing import FakeGitHub, InstantClock, Recorder, Replayer, Timings


@pytest.fixture
def repo(fake_github):
    """Return a repository with two environments."""
    repo = fake_github.add_repo("octo-org/hello")
    for name in ("staging", "production"):
        repo.add_environment(name)
    return repo


async def test_rerun_by_another_user(repo, github_client):
    """The client sees a second attempt with its triggering actor."""
    run = repo.add_run(conclusion="failure", timings=Timings())
    assert run.rerun(login="hubot", debug=True) is run.latest
    assert (run.run_attempt, run.status, run.latest.debug) == (2, "queued", True)
    seen = await github_client.repo("octo-org/hello").runs.wait(run.id)
    assert (seen.run_attempt, seen.conclusion) == (2, "success")
    assert seen.triggering_actor.login == "hubot"


def test_rerun_of_one_job(repo):
    """The job and those that need it run again; the others are carried over."""
    run = repo.add_run(status="in_progress")
    run.add_job("test", needs=["build"])
    run.add_job("lint")
    run.complete("failure")
    attempt = run.rerun("build")
    assert {job.name: job.carried for job in attempt.jobs} == {
        "build": False,
        "test": False,
        "lint": True,
    }
    assert attempt.actor == run.actor


async def test_approval_by_another_user(repo, github_client):
    """The run is queued after the last approval, and the reviews can be read."""
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


def test_rejection(repo):
    """The run fails."""
    run = repo.add_run(status="in_progress")
    run.wait_for(*repo.environments.values())
    run.review(state="rejected")
    assert (run.status, run.conclusion) == ("completed", "failure")


async def test_repr_and_url_of_a_server():
    """A server has no URL before it starts."""
    github = FakeGitHub(edition="ghes-3.12")
    assert repr(github) == "<FakeGitHub ghes-3.12 not started>"
    with pytest.raises(RuntimeError, match=r"`async with FakeGitHub\(\)"):
        _ = github.url
    async with github:
        assert repr(github) == f"<FakeGitHub ghes-3.12 at {github.url}>"
        assert github.token not in repr(github)


def test_reprs_are_short_and_without_content(repo, org, tmp_path):
    """A failed assertion prints one line for each object."""
    run = repo.add_run(conclusion="failure")
    run.jobs[0].log = "CANARY"
    artifact = repo.add_artifact("site", run=run, files={"a": "CANARY"})
    repo.add_secret("TOKEN", "CANARY")
    secret = repo.vault.secrets["TOKEN"]
    assert repr(repo) == "<FakeRepository octo-org/hello>"
    assert repr(run) == (
        f"<FakeRun {run.id} of octo-org/hello, attempt 1: completed, failure>"
    )
    for entity in (run.jobs[0], artifact, secret, org):
        assert len(repr(entity)) < 500
        assert "CANARY" not in repr(entity)
    path = tmp_path / "run.jsonl"
    assert repr(Recorder(path)) == "<Recorder of run.jsonl>"
    assert repr(Replayer(path)) == "<Replayer of run.jsonl, 0 unused>"


async def test_repr_of_a_clock():
    """It contains the time and the number of sleeping tasks."""
    clock = InstantClock()
    await clock.advance(90)
    assert repr(clock) == "<InstantClock at 2026-01-01T00:01:30+00:00, 0 asleep>"
