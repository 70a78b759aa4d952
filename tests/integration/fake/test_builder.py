import sys
from datetime import UTC, datetime, timedelta

import pytest

from aioghactions.testing import FakeGitHub, Timings

R = "/repos/octo-org/hello/actions"


@pytest.mark.parametrize("name", ["hello", "/hello", "octo-org/", "a/b/c", ""])
def test_a_repository_is_called_owner_and_name(name):
    """Anything else is a mistake of the test."""
    with pytest.raises(ValueError, match="owner/name"):
        FakeGitHub().add_repo(name)


def test_names_are_taken_once():
    """Neither a new repository nor a renamed one takes another's name."""
    github = FakeGitHub()
    github.add_repo("octo-org/hello")
    other = github.add_repo("octo-org/other")
    with pytest.raises(ValueError, match="octo-org/Hello"):
        github.add_repo("octo-org/Hello")
    with pytest.raises(ValueError, match="octo-org/hello"):
        other.rename("hello")


def test_owners_are_organizations_unless_they_are_there():
    """A user or bot that was added before keeps its own repositories."""
    github = FakeGitHub()
    github.add_user("monalisa")
    github.add_user("hubot", bot=True)
    owners = [
        github.add_repo(f"{login}/x").owner.type
        for login in ("monalisa", "hubot", "octo-org")
    ]
    assert owners == ["User", "Bot", "Organization"]
    assert github.add_org("octo-org") is github.add_org("Octo-Org")


@pytest.mark.parametrize(
    "instant",
    [
        "2026-01-02T00:00:00Z",
        "2026-01-02T01:00:00+01:00",
        "2026-01-02",
        datetime(2026, 1, 2),  # noqa: DTZ001 - what tests write in haste
        datetime(2026, 1, 2, tzinfo=UTC),
        datetime(2026, 1, 2, tzinfo=UTC) + timedelta(0),
        1767312000.0,
    ],
)
async def test_instants_are_written_as_one_likes(api, repo, instant):
    """Texts, datetimes and seconds; without a zone they are UTC."""
    run = repo.add_run(created_at=instant)
    document = (await api(f"GET {R}/runs/{run.id}")).json
    assert document["created_at"] == "2026-01-02T00:00:00Z"


@pytest.mark.parametrize(
    ("status", "conclusion", "jobs"),
    [
        ("completed", "success", ["success", "success"]),
        ("completed", "failure", ["success", "failure"]),
        ("completed", "timed_out", ["success", "timed_out"]),
        ("completed", "cancelled", ["cancelled", "cancelled"]),
        ("completed", "skipped", ["skipped", "skipped"]),
        ("in_progress", None, [None, None]),
        ("queued", None, [None, None]),
        ("pending", None, [None, None]),
    ],
)
async def test_a_run_is_made_in_any_state(api, repo, status, conclusion, jobs):
    """Its jobs fit: what went wrong with the run went wrong with one of them."""
    run = repo.add_run(status=status, conclusion=conclusion, jobs=("a", "b"))
    document = (await api(f"GET {R}/runs/{run.id}")).json
    assert (document["status"], document["conclusion"]) == (status, conclusion)
    listed = (await api(f"GET {R}/runs/{run.id}/jobs")).json["jobs"]
    assert [job["conclusion"] for job in listed] == jobs


async def test_jobs_join_a_run_in_the_state_it_is_in(repo):
    """A job added to a run under way is under way."""
    states = {}
    for status in ("queued", "in_progress", "completed"):
        run = repo.add_run(status=status, jobs=())
        states[status] = run.add_job("late").status
    assert states == {status: status for status in states}


async def test_a_run_is_started_and_ended_by_hand(repo, instant_clock):
    """start() and complete() date what happens by the clock."""
    run = repo.add_run(status="queued", jobs=("build",))
    await instant_clock.advance(10)
    run.start()
    await instant_clock.advance(30)
    run.complete("failure")
    job = run.jobs[0]
    assert (job.started_at, job.completed_at) == (
        run.created_at + 10,
        run.created_at + 40,
    )
    assert run.conclusion == job.conclusion == "failure"


async def test_a_run_that_is_frozen_stays(api, repo, instant_clock):
    """Without timings time does nothing to it."""
    run = repo.add_run(status="queued", timings=Timings())
    run.timings = None
    await instant_clock.advance(3600)
    assert (await api(f"GET {R}/runs/{run.id}")).json["status"] == "queued"


async def test_the_outcome_of_a_workflow_is_that_of_its_runs(api, repo, instant_clock):
    """A workflow that is to fail does, however its runs are started."""
    repo.add_workflow("ci.yml", outcome="failure")
    await api(f"POST {R}/workflows/ci.yml/dispatches", {"ref": "main"})
    await instant_clock.advance(65)
    listed = (await api(f"GET {R}/runs")).json["workflow_runs"]
    assert [run["conclusion"] for run in listed] == ["failure"]


async def test_secrets_need_pynacl(api, repo, monkeypatch):
    """Without it the answer says what to install; everything else works."""
    monkeypatch.setitem(sys.modules, "nacl.public", None)
    got = await api(f"GET {R}/secrets/public-key")
    assert got.status == 501
    assert "aioghactions[secrets]" in got.json["message"]
    body = {"encrypted_value": "c2VzYW1l", "key_id": repo.vault.key_id}
    assert (await api(f"PUT {R}/secrets/TOKEN", body)).status == 501
    assert (await api(f"GET {R}/secrets")).status == 200


@pytest.mark.usefixtures("repo")
async def test_others_use_up_the_same_allowance(api):
    """C3: what another program spends is missing from the next answer."""
    first = int((await api(f"GET {R}/runs")).headers["x-ratelimit-remaining"])
    api.github.spend(1000)
    second = int((await api(f"GET {R}/runs")).headers["x-ratelimit-remaining"])
    assert first - second == 1001


async def test_a_server_without_limits_has_nothing_to_spend(start_github):
    """Nothing happens."""
    github = await start_github(edition="ghes-3.12")
    github.spend(10)
    assert github.excesses == []


@pytest.mark.usefixtures("repo")
async def test_the_server_clock_can_be_wrong(api):
    """A7: Date and everything else follow the server's own time."""
    api.github.world.skew = 3600
    got = await api(f"GET {R}/runs")
    assert got.headers["Date"] == "Thu, 01 Jan 2026 01:00:00 GMT"


async def test_a_server_can_be_filled_before_it_listens():
    """Its address is known once it does; afterwards what was recorded stays."""
    github = FakeGitHub()
    github.populate(repositories=1, runs_each=1)
    async with github:
        assert github.url.startswith("http://127.0.0.1:")
    assert len(github.repositories) == 1
