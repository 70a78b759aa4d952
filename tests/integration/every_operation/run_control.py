"""Runs: stop, run again, let begin, remove."""

from .scene import given, shows


@shows("delete-workflow-run")
def delete(scene):
    """It is gone."""
    run, other = scene.repo.add_run(), scene.repo.add_run()
    yield given(run.id)
    assert list(scene.repo.runs) == [other]


@shows("cancel-workflow-run")
def cancel(scene):
    """It ends as cancelled."""
    run = scene.repo.add_run(status="in_progress")
    yield given(run.id)
    assert (run.status, run.conclusion) == ("completed", "cancelled")


@shows("force-cancel-workflow-run")
def force_cancel(scene):
    """It ends as cancelled, whatever it was doing."""
    run = scene.repo.add_run(status="queued")
    yield given(run.id)
    assert (run.status, run.conclusion) == ("completed", "cancelled")


@shows("re-run-workflow")
def rerun(scene):
    """All its jobs start again, under the same id."""
    run = scene.repo.add_run(conclusion="failure", jobs=("lint", "test"))
    yield given(run.id, enable_debug_logging=True)
    assert (run.run_attempt, run.status, run.latest.debug) == (2, "queued", True)
    assert [(job.name, job.carried) for job in run.jobs] == [
        ("lint", False),
        ("test", False),
    ]
    run.complete()
    yield given(run.id)
    assert (run.run_attempt, run.latest.debug) == (3, False)


@shows("re-run-workflow-failed-jobs")
def rerun_failed_jobs(scene):
    """What failed starts again, the rest is carried over."""
    run = scene.repo.add_run(jobs=("lint", "test"))
    run.jobs[1].conclusion = "failure"
    yield given(run.id)
    assert run.run_attempt == 2
    assert [(job.name, job.carried) for job in run.jobs] == [
        ("lint", True),
        ("test", False),
    ]


@shows("approve-workflow-run")
def approve(scene):
    """A stranger's run may begin."""
    run = scene.repo.add_run(conclusion="action_required", event="pull_request")
    yield given(run.id)
    assert (run.status, run.conclusion) == ("queued", None)


@shows("delete-workflow-run-logs")
def delete_logs(scene):
    """The run stays, its logs do not."""
    run = scene.repo.add_run()
    yield given(run.id)
    assert not run.latest.has_logs
    assert list(scene.repo.runs) == [run]
