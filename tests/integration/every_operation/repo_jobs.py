"""Jobs: get, list, logs, rerun."""

from .scene import arguments, at, checks


@checks("get-job-for-workflow-run")
def get(scene):
    """One job with its steps and its runner."""
    run = scene.repo.add_run(status="in_progress", jobs=())
    runner = scene.org.add_runner("mona-1", labels=["gpu"])
    job = run.add_job(
        "test", outcome="failure", runner=runner, labels=("self-hosted", "gpu")
    )
    found = yield arguments(job.id)
    assert (found.id, found.run_id, found.name) == (job.id, run.id, "test")
    assert (found.status, found.conclusion) == ("in_progress", None)
    assert found.started_at == at(job.started_at)
    assert found.completed_at is None
    assert [step.name for step in found.steps] == list(job.step_names)
    if scene.has("ghes-3.8"):
        assert found.labels == ("self-hosted", "gpu")
        assert (found.runner_id, found.runner_name) == (runner.id, "mona-1")
        assert found.runner_group_name == "Default"
        assert (found.workflow_name, found.head_branch) == ("ci", "main")
    run.complete()
    found = yield arguments(job.id)
    assert (found.status, found.conclusion) == ("completed", "failure")
    assert [step.conclusion for step in found.steps] == [
        "success",
        "success",
        "failure",
        "success",
    ]
    assert found.steps[0].started_at == at(job.started_at)


@checks("list-jobs-for-workflow-run")
def list_for_run(scene):
    """Those of the latest attempt, or of all attempts."""
    run = scene.repo.add_run(conclusion="failure", jobs=("lint", "test"))
    first = [job.id for job in run.jobs]
    run.rerun("lint", "test")
    second = [job.id for job in run.jobs]
    assert [job.id for job in (yield arguments(run.id))] == second
    assert [job.id for job in (yield arguments(run.id, filter="all"))] == first + second


@checks("list-jobs-for-workflow-run-attempt")
def list_for_attempt(scene):
    """Those of one attempt."""
    run = scene.repo.add_run(conclusion="failure", jobs=("lint", "test"))
    first = [job.id for job in run.jobs]
    run.rerun("lint", "test")
    jobs = yield arguments(run.id, 1)
    assert [job.id for job in jobs] == first
    assert {job.run_attempt for job in jobs} == {1}


@checks("download-job-logs-for-workflow-run")
def logs(scene):
    """The log of the job as text."""
    (job,) = scene.repo.add_run().jobs
    job.log = "2026-01-01T00:00:00.0000000Z grüße\n"
    assert (yield arguments(job.id)).decode() == job.log


@checks("download-step-logs-for-workflow-run-job")
def step_logs(scene):
    """The part of the job's log that the step wrote."""
    (job,) = scene.repo.add_run().jobs
    job.step_logs = {"Run tests": "2026-01-01T00:00:00.0000000Z grüße\n"}
    assert (yield arguments(job.id, 3)).decode() == job.step_logs["Run tests"]
    assert b"Set up job" in (yield arguments(job.id, 1))


@checks("re-run-job-for-workflow-run")
def rerun(scene):
    """The job and the jobs that need it run again."""
    run = scene.repo.add_run(conclusion="failure", jobs=("lint", "test"))
    run.add_job("deploy", needs=("test",))
    yield arguments(run.jobs[1].id, enable_debug_logging=True, enable_debugger=False)
    assert (run.run_attempt, run.latest.debug) == (2, True)
    assert [(job.name, job.carried) for job in run.jobs] == [
        ("lint", True),
        ("test", False),
        ("deploy", False),
    ]
