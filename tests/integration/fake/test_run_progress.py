import pytest

from aioghactions.testing import Timings

R = "/repos/octo-org/hello/actions"


async def status(api, run):
    """Return status and conclusion in the API."""
    document = (await api(f"GET {R}/runs/{run.id}")).json
    return document["status"], document["conclusion"]


async def test_advance_a_run(api, repo):
    """Queued, in progress, completed: one step for each call."""
    run = repo.add_run(status="queued")
    assert await status(api, run) == ("queued", None)
    run.advance()
    assert await status(api, run) == ("in_progress", None)
    run.advance()
    assert await status(api, run) == ("completed", "success")
    run.advance()
    assert await status(api, run) == ("completed", "success")


async def test_run_with_timings_progresses_with_the_clock(api, repo, instant_clock):
    """It starts and ends when it is due, also without a request in between."""
    run = repo.add_run(status="queued", timings=Timings(queued=5, running=60))
    await instant_clock.advance(4)
    assert await status(api, run) == ("queued", None)
    await instant_clock.advance(1)
    assert await status(api, run) == ("in_progress", None)
    await instant_clock.advance(600)
    assert await status(api, run) == ("completed", "success")
    assert run.latest.updated_at == run.created_at + 65


async def test_conclusion_of_a_run_follows_its_jobs(api, repo):
    """One failed job fails the run."""
    run = repo.add_run(status="queued", jobs=("lint",))
    run.add_job("test", outcome="failure")
    run.advance()
    run.advance()
    assert await status(api, run) == ("completed", "failure")
    assert [job.conclusion for job in run.jobs] == ["success", "failure"]


async def test_cancelled_run_is_completed(api, repo):
    """The run and its jobs are cancelled."""
    run = repo.add_run(status="in_progress", jobs=("build",))
    response = await api(f"POST {R}/runs/{run.id}/cancel")
    assert (response.status, response.json) == (202, {})
    assert await status(api, run) == ("completed", "cancelled")
    assert run.jobs[0].conclusion == "cancelled"


@pytest.mark.parametrize("action", ["cancel", "force-cancel"])
async def test_completed_run_cannot_be_cancelled(api, repo, action):
    """409, and the message says why."""
    run = repo.add_run()
    response = await api(f"POST {R}/runs/{run.id}/{action}")
    assert response.status == 409
    assert "completed" in response.json["message"]


async def test_rerun_starts_a_new_attempt(api, repo):
    """The run is queued again, and the previous attempt can be read."""
    run = repo.add_run(conclusion="failure", jobs=("build", "test"))
    assert (await api(f"POST {R}/runs/{run.id}/rerun")).status == 201
    document = (await api(f"GET {R}/runs/{run.id}")).json
    assert (document["run_attempt"], document["status"]) == (2, "queued")
    assert document["previous_attempt_url"].endswith(f"/runs/{run.id}/attempts/1")
    before = (await api(f"GET {R}/runs/{run.id}/attempts/1")).json
    assert (before["run_attempt"], before["conclusion"]) == (1, "failure")
    assert (await api(f"GET {R}/runs/{run.id}/attempts/3")).status == 404


async def test_new_attempt_progresses_with_the_clock(api, repo, instant_clock):
    """An attempt started through the API has the server's timings."""
    run = repo.add_run(conclusion="failure")
    await api(f"POST {R}/runs/{run.id}/rerun")
    await instant_clock.advance(65)
    assert await status(api, run) == ("completed", "success")


async def test_rerunning_failed_jobs_carries_the_others_over(api, repo):
    """Failed jobs and those that need them run again; the others are completed."""
    run = repo.add_run(conclusion="failure", jobs=())
    run.add_job("lint")
    run.add_job("build", conclusion="failure")
    run.add_job("deploy", conclusion="skipped", needs=("build",))
    response = await api(f"POST {R}/runs/{run.id}/rerun-failed-jobs")
    assert response.status == 201
    states = {job.name: (job.status, job.attempt) for job in run.jobs}
    assert states == {
        "lint": ("completed", 2),
        "build": ("queued", 2),
        "deploy": ("queued", 2),
    }


async def test_rerunning_one_job_carries_the_others_over(api, repo):
    """Only the given job runs again."""
    run = repo.add_run(jobs=("lint", "build"))
    body = {"enable_debug_logging": True}
    response = await api(f"POST {R}/jobs/{run.jobs[1].id}/rerun", body)
    assert response.status == 201
    assert [job.status for job in run.jobs] == ["completed", "queued"]
    assert run.latest.debug


@pytest.mark.parametrize("action", ["rerun", "rerun-failed-jobs"])
async def test_run_in_progress_cannot_be_rerun(api, repo, action):
    """The status is 403."""
    run = repo.add_run(conclusion="failure")
    run.latest.status = "in_progress"
    assert (await api(f"POST {R}/runs/{run.id}/{action}")).status == 403


async def test_run_without_failed_jobs_cannot_rerun_them(api, repo):
    """The status is 403."""
    run = repo.add_run()
    assert (await api(f"POST {R}/runs/{run.id}/rerun-failed-jobs")).status == 403


async def test_run_older_than_a_month_cannot_be_rerun(api, repo, instant_clock):
    """The status is 403 after thirty days."""
    run = repo.add_run()
    await instant_clock.advance(31 * 86_400)
    assert (await api(f"POST {R}/runs/{run.id}/rerun")).status == 403


async def test_approved_run_of_a_fork_starts(api, repo):
    """Approval queues a run that requires it; a second approval is 403."""
    run = repo.add_run(conclusion="action_required", jobs=())
    assert (await api(f"POST {R}/runs/{run.id}/approve")).status == 201
    assert await status(api, run) == ("queued", None)
    assert [job.name for job in run.jobs] == ["build"]
    assert (await api(f"POST {R}/runs/{run.id}/approve")).status == 403


@pytest.mark.parametrize("body", [b"", b"null", b"{}"])
async def test_rerun_body_is_optional(api, repo, contract, body):
    """It may be missing, null or empty."""
    contract.bad_requests = body == b"null"  # the fragment has no null body
    run = repo.add_run()
    headers = {"Content-Type": "application/json"}
    response = await api(f"POST {R}/runs/{run.id}/rerun", data=body, headers=headers)
    assert response.status == 201
