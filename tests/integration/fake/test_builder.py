import sys
from datetime import UTC, datetime, timedelta

import pytest

from aioghactions.testing import FakeGitHub, Timings

R = "/repos/octo-org/hello/actions"


@pytest.mark.parametrize("name", ["hello", "/hello", "octo-org/", "a/b/c", ""])
def test_repository_name_must_be_owner_and_name(name):
    """Anything else raises."""
    with pytest.raises(ValueError, match="owner/name"):
        FakeGitHub().add_repo(name)


def test_repository_names_are_unique():
    """Neither a new repository nor a renamed one may have an existing name."""
    github = FakeGitHub()
    github.add_repo("octo-org/hello")
    other = github.add_repo("octo-org/other")
    with pytest.raises(ValueError, match="octo-org/Hello"):
        github.add_repo("octo-org/Hello")
    with pytest.raises(ValueError, match="octo-org/hello"):
        other.rename("hello")


def test_unknown_owner_becomes_an_organization():
    """A user or bot that was added before remains the owner."""
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
        datetime(2026, 1, 2),  # noqa: DTZ001 - tests may omit the zone
        datetime(2026, 1, 2, tzinfo=UTC),
        datetime(2026, 1, 2, tzinfo=UTC) + timedelta(0),
        1767312000.0,
    ],
)
async def test_instants_as_texts_datetimes_and_seconds(api, repo, instant):
    """Without a time zone they are UTC."""
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
async def test_run_can_be_added_in_any_state(api, repo, status, conclusion, jobs):
    """Its jobs match: if the run failed, one of them failed."""
    run = repo.add_run(status=status, conclusion=conclusion, jobs=("a", "b"))
    document = (await api(f"GET {R}/runs/{run.id}")).json
    assert (document["status"], document["conclusion"]) == (status, conclusion)
    listed = (await api(f"GET {R}/runs/{run.id}/jobs")).json["jobs"]
    assert [job["conclusion"] for job in listed] == jobs


async def test_added_job_has_the_state_of_its_run(repo):
    """A job added to a run in progress is in progress."""
    states = {}
    for status in ("queued", "in_progress", "completed"):
        run = repo.add_run(status=status, jobs=())
        states[status] = run.add_job("late").status
    assert states == {status: status for status in states}


async def test_start_and_complete_a_run(repo, instant_clock):
    """start() and complete() use the time of the clock."""
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


async def test_run_without_timings_does_not_progress(api, repo, instant_clock):
    """It keeps its state as time passes."""
    run = repo.add_run(status="queued", timings=Timings())
    run.timings = None
    await instant_clock.advance(3600)
    assert (await api(f"GET {R}/runs/{run.id}")).json["status"] == "queued"


async def test_outcome_of_a_workflow_applies_to_its_runs(api, repo, instant_clock):
    """Also to a run that was dispatched."""
    repo.add_workflow("ci.yml", outcome="failure")
    await api(f"POST {R}/workflows/ci.yml/dispatches", {"ref": "main"})
    await instant_clock.advance(65)
    listed = (await api(f"GET {R}/runs")).json["workflow_runs"]
    assert [run["conclusion"] for run in listed] == ["failure"]


async def test_secrets_need_pynacl(api, repo, monkeypatch):
    """Without it the response says what to install; everything else works."""
    monkeypatch.setitem(sys.modules, "nacl.public", None)
    response = await api(f"GET {R}/secrets/public-key")
    assert response.status == 501
    assert "aioghactions[secrets]" in response.json["message"]
    body = {"encrypted_value": "c2VzYW1l", "key_id": repo.vault.key_id}
    assert (await api(f"PUT {R}/secrets/TOKEN", body)).status == 501
    assert (await api(f"GET {R}/secrets")).status == 200


@pytest.mark.usefixtures("repo")
async def test_spend_lowers_the_remaining_quota(api):
    """C3: as another program with the same token does."""
    first = int((await api(f"GET {R}/runs")).headers["x-ratelimit-remaining"])
    api.github.spend(1000)
    second = int((await api(f"GET {R}/runs")).headers["x-ratelimit-remaining"])
    assert first - second == 1001


async def test_spend_without_limits_has_no_effect(start_github):
    """It does not raise."""
    github = await start_github(edition="ghes-3.12")
    github.spend(10)
    assert github.excesses == []


@pytest.mark.usefixtures("repo")
async def test_server_clock_can_be_wrong(api):
    """A7: the Date header has the server's own time."""
    api.github.world.skew = 3600
    response = await api(f"GET {R}/runs")
    assert response.headers["Date"] == "Thu, 01 Jan 2026 01:00:00 GMT"


async def test_server_can_be_populated_before_it_starts():
    """Its URL exists while it runs; its repositories remain afterwards."""
    github = FakeGitHub()
    github.populate(repositories=1, runs_each=1)
    async with github:
        assert github.url.startswith("http://127.0.0.1:")
    assert len(github.repositories) == 1
