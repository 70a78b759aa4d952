R = "/repos/octo-org/hello/actions"


async def test_a_job_tells_its_steps_and_its_runner(api, repo):
    """A completed job has completed steps and the hosted runner that took it."""
    run = repo.add_run(jobs=("build",))
    document = (await api(f"GET {R}/jobs/{run.jobs[0].id}")).json
    assert (document["name"], document["run_id"]) == ("build", run.id)
    assert {step["conclusion"] for step in document["steps"]} == {"success"}
    assert document["runner_group_name"] == "GitHub Actions"


async def test_a_queued_job_has_no_steps_and_no_runner(api, repo):
    """What has not started has nothing to tell, but a date."""
    run = repo.add_run(status="queued", jobs=("build",))
    document = (await api(f"GET {R}/jobs/{run.jobs[0].id}")).json
    assert document["status"] == "queued"
    assert document["steps"] == []
    assert document["runner_id"] is None
    assert document["started_at"] == document["created_at"]


async def test_a_running_job_has_steps_that_are_not_done(api, repo):
    """The first step runs, the others wait."""
    run = repo.add_run(status="in_progress", jobs=("build",))
    steps = (await api(f"GET {R}/jobs/{run.jobs[0].id}")).json["steps"]
    assert [step["status"] for step in steps[:2]] == ["in_progress", "queued"]
    assert steps[1]["started_at"] is None


async def test_a_failed_job_names_the_step_that_failed(api, repo):
    """Steps after the culprit are skipped, but the last one cleans up."""
    run = repo.add_run(conclusion="failure", jobs=())
    job = run.add_job("build", conclusion="failure", failed_step="B")
    job.step_names = ("A", "B", "C", "Complete job")
    steps = (await api(f"GET {R}/jobs/{job.id}")).json["steps"]
    ends = [step["conclusion"] for step in steps]
    assert ends == ["success", "failure", "skipped", "success"]


async def test_a_self_hosted_job_names_runner_and_group(api, repo, org):
    """runner_name and runner_group_name are those of the organization."""
    machine = org.add_runner("big-iron")
    org.add_runner_group("expensive", runners=[machine])
    run = repo.add_run(jobs=())
    job = run.add_job("build", runner=machine, labels=("self-hosted",))
    document = (await api(f"GET {R}/jobs/{job.id}")).json
    assert document["runner_name"] == "big-iron"
    assert document["runner_group_name"] == "expensive"


async def test_jobs_are_listed_of_the_latest_attempt_or_of_all(api, repo):
    """filter=latest is the default; filter=all goes back to the first attempt."""
    run = repo.add_run(jobs=("lint", "build"))
    await api(f"POST {R}/runs/{run.id}/rerun")
    for query, total in (("", 2), ("?filter=latest", 2), ("?filter=all", 4)):
        got = (await api(f"GET {R}/runs/{run.id}/jobs{query}")).json
        assert got["total_count"] == len(got["jobs"]) == total
    first = (await api(f"GET {R}/runs/{run.id}/attempts/1/jobs")).json
    assert {job["run_attempt"] for job in first["jobs"]} == {1}
    assert (await api(f"GET {R}/runs/{run.id}/attempts/9/jobs")).status == 404
