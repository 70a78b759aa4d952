R = "/repos/octo-org/hello/actions"


async def test_job_has_steps_and_a_runner(api, repo):
    """A completed job has completed steps and its hosted runner."""
    run = repo.add_run(jobs=("build",))
    document = (await api(f"GET {R}/jobs/{run.jobs[0].id}")).json
    assert (document["name"], document["run_id"]) == ("build", run.id)
    assert {step["conclusion"] for step in document["steps"]} == {"success"}
    assert document["runner_group_name"] == "GitHub Actions"


async def test_queued_job_has_no_steps_and_no_runner(api, repo):
    """Its started_at is its created_at."""
    run = repo.add_run(status="queued", jobs=("build",))
    document = (await api(f"GET {R}/jobs/{run.jobs[0].id}")).json
    assert document["status"] == "queued"
    assert document["steps"] == []
    assert document["runner_id"] is None
    assert document["started_at"] == document["created_at"]


async def test_running_job_has_incomplete_steps(api, repo):
    """The first step is in progress, the others are queued."""
    run = repo.add_run(status="in_progress", jobs=("build",))
    steps = (await api(f"GET {R}/jobs/{run.jobs[0].id}")).json["steps"]
    assert [step["status"] for step in steps[:2]] == ["in_progress", "queued"]
    assert steps[1]["started_at"] is None


async def test_failed_job_has_a_failed_step(api, repo):
    """Steps after it are skipped, except the last one."""
    run = repo.add_run(conclusion="failure", jobs=())
    job = run.add_job("build", conclusion="failure", failed_step="B")
    job.step_names = ("A", "B", "C", "Complete job")
    steps = (await api(f"GET {R}/jobs/{job.id}")).json["steps"]
    ends = [step["conclusion"] for step in steps]
    assert ends == ["success", "failure", "skipped", "success"]


async def test_self_hosted_job_names_runner_and_group(api, repo, org):
    """runner_name and runner_group_name are those of the organization's runner."""
    machine = org.add_runner("big-iron")
    org.add_runner_group("expensive", runners=[machine])
    run = repo.add_run(jobs=())
    job = run.add_job("build", runner=machine, labels=("self-hosted",))
    document = (await api(f"GET {R}/jobs/{job.id}")).json
    assert document["runner_name"] == "big-iron"
    assert document["runner_group_name"] == "expensive"


async def test_jobs_of_the_latest_attempt_or_of_all(api, repo):
    """filter=latest is the default; filter=all includes earlier attempts."""
    run = repo.add_run(jobs=("lint", "build"))
    await api(f"POST {R}/runs/{run.id}/rerun")
    for query, total in (("", 2), ("?filter=latest", 2), ("?filter=all", 4)):
        response = (await api(f"GET {R}/runs/{run.id}/jobs{query}")).json
        assert response["total_count"] == len(response["jobs"]) == total
    first = (await api(f"GET {R}/runs/{run.id}/attempts/1/jobs")).json
    assert {job["run_attempt"] for job in first["jobs"]} == {1}
    assert (await api(f"GET {R}/runs/{run.id}/attempts/9/jobs")).status == 404
