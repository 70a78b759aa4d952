import pytest

from aioghactions.testing import Timings

R = "/repos/octo-org/hello/actions"


async def status(api, run):
    """Return status and conclusion as the API tells them."""
    document = (await api(f"GET {R}/runs/{run.id}")).json
    return document["status"], document["conclusion"]


async def test_a_run_is_advanced_by_hand(api, repo):
    """Queued, in progress, completed: each call takes it one stage further."""
    run = repo.add_run(status="queued")
    assert await status(api, run) == ("queued", None)
    run.advance()
    assert await status(api, run) == ("in_progress", None)
    run.advance()
    assert await status(api, run) == ("completed", "success")
    run.advance()
    assert await status(api, run) == ("completed", "success")


async def test_a_run_progresses_with_the_clock(api, repo, instant_clock):
    """With timings it starts and ends when it is due, also when nobody looks."""
    run = repo.add_run(status="queued", timings=Timings(queued=5, running=60))
    await instant_clock.advance(4)
    assert await status(api, run) == ("queued", None)
    await instant_clock.advance(1)
    assert await status(api, run) == ("in_progress", None)
    await instant_clock.advance(600)
    assert await status(api, run) == ("completed", "success")
    assert run.latest.updated_at == run.created_at + 65


async def test_a_run_ends_as_its_jobs_do(api, repo):
    """One failed job makes a failed run."""
    run = repo.add_run(status="queued", jobs=("lint",))
    run.add_job("test", outcome="failure")
    run.advance()
    run.advance()
    assert await status(api, run) == ("completed", "failure")
    assert [job.conclusion for job in run.jobs] == ["success", "failure"]


async def test_cancelling_ends_a_run(api, repo):
    """202; the run and its jobs are cancelled."""
    run = repo.add_run(status="in_progress", jobs=("build",))
    got = await api(f"POST {R}/runs/{run.id}/cancel")
    assert (got.status, got.json) == (202, {})
    assert await status(api, run) == ("completed", "cancelled")
    assert run.jobs[0].conclusion == "cancelled"


@pytest.mark.parametrize("action", ["cancel", "force-cancel"])
async def test_a_completed_run_cannot_be_cancelled(api, repo, action):
    """409, with a sentence."""
    run = repo.add_run()
    got = await api(f"POST {R}/runs/{run.id}/{action}")
    assert got.status == 409
    assert "completed" in got.json["message"]


async def test_a_rerun_makes_a_new_attempt(api, repo):
    """201; the run is queued again, and the attempt before can still be read."""
    run = repo.add_run(conclusion="failure", jobs=("build", "test"))
    assert (await api(f"POST {R}/runs/{run.id}/rerun")).status == 201
    document = (await api(f"GET {R}/runs/{run.id}")).json
    assert (document["run_attempt"], document["status"]) == (2, "queued")
    assert document["previous_attempt_url"].endswith(f"/runs/{run.id}/attempts/1")
    before = (await api(f"GET {R}/runs/{run.id}/attempts/1")).json
    assert (before["run_attempt"], before["conclusion"]) == (1, "failure")
    assert (await api(f"GET {R}/runs/{run.id}/attempts/3")).status == 404


async def test_a_new_attempt_ends_well_with_time(api, repo, instant_clock):
    """What is started through the API progresses by the server's timings."""
    run = repo.add_run(conclusion="failure")
    await api(f"POST {R}/runs/{run.id}/rerun")
    await instant_clock.advance(65)
    assert await status(api, run) == ("completed", "success")


async def test_rerunning_failed_jobs_carries_the_others_over(api, repo):
    """Failed jobs and what needs them run again; the others keep their end."""
    run = repo.add_run(conclusion="failure", jobs=())
    run.add_job("lint")
    run.add_job("build", conclusion="failure")
    run.add_job("deploy", conclusion="skipped", needs=("build",))
    got = await api(f"POST {R}/runs/{run.id}/rerun-failed-jobs")
    assert got.status == 201
    states = {job.name: (job.status, job.attempt) for job in run.jobs}
    assert states == {
        "lint": ("completed", 2),
        "build": ("queued", 2),
        "deploy": ("queued", 2),
    }


async def test_rerunning_one_job_leaves_the_others(api, repo):
    """Only the job that was named runs again."""
    run = repo.add_run(jobs=("lint", "build"))
    body = {"enable_debug_logging": True}
    got = await api(f"POST {R}/jobs/{run.jobs[1].id}/rerun", body)
    assert got.status == 201
    assert [job.status for job in run.jobs] == ["completed", "queued"]
    assert run.latest.debug


@pytest.mark.parametrize("action", ["rerun", "rerun-failed-jobs"])
async def test_a_run_in_progress_cannot_be_rerun(api, repo, action):
    """403 while it runs."""
    run = repo.add_run(conclusion="failure")
    run.latest.status = "in_progress"
    assert (await api(f"POST {R}/runs/{run.id}/{action}")).status == 403


async def test_a_run_without_failed_jobs_has_nothing_to_rerun(api, repo):
    """403 for a run that ended well."""
    run = repo.add_run()
    assert (await api(f"POST {R}/runs/{run.id}/rerun-failed-jobs")).status == 403


async def test_a_run_cannot_be_rerun_after_a_month(api, repo, instant_clock):
    """403 for a run that is older than thirty days."""
    run = repo.add_run()
    await instant_clock.advance(31 * 86_400)
    assert (await api(f"POST {R}/runs/{run.id}/rerun")).status == 403


async def test_a_run_from_a_fork_starts_when_it_is_approved(api, repo):
    """Approval queues a run that required it, and no other."""
    run = repo.add_run(conclusion="action_required", jobs=())
    assert (await api(f"POST {R}/runs/{run.id}/approve")).status == 201
    assert await status(api, run) == ("queued", None)
    assert [job.name for job in run.jobs] == ["build"]
    assert (await api(f"POST {R}/runs/{run.id}/approve")).status == 403


@pytest.mark.parametrize("body", [b"", b"null", b"{}"])
async def test_a_rerun_body_is_optional(api, repo, contract, body):
    """It may be absent, null or empty."""
    contract.bad_requests = body == b"null"  # the fragment has no null body
    run = repo.add_run()
    headers = {"Content-Type": "application/json"}
    got = await api(f"POST {R}/runs/{run.id}/rerun", data=body, headers=headers)
    assert got.status == 201
