"""Runs: cancel, rerun, approve, delete."""

from .scene import arguments, checks


@checks("delete-workflow-run")
def delete(scene):
    """The run no longer exists."""
    run, other = scene.repo.add_run(), scene.repo.add_run()
    yield arguments(run.id)
    assert list(scene.repo.runs) == [other]


@checks("cancel-workflow-run")
def cancel(scene):
    """The run ends as cancelled."""
    run = scene.repo.add_run(status="in_progress")
    yield arguments(run.id)
    assert (run.status, run.conclusion) == ("completed", "cancelled")


@checks("force-cancel-workflow-run")
def force_cancel(scene):
    """The run ends as cancelled in any state."""
    run = scene.repo.add_run(status="queued")
    yield arguments(run.id)
    assert (run.status, run.conclusion) == ("completed", "cancelled")


@checks("re-run-workflow")
def rerun(scene):
    """All its jobs run again; the run keeps its id."""
    run = scene.repo.add_run(conclusion="failure", jobs=("lint", "test"))
    yield arguments(run.id, enable_debug_logging=True)
    assert (run.run_attempt, run.status, run.latest.debug) == (2, "queued", True)
    assert [(job.name, job.carried) for job in run.jobs] == [
        ("lint", False),
        ("test", False),
    ]
    run.complete()
    yield arguments(run.id)
    assert (run.run_attempt, run.latest.debug) == (3, False)


@checks("re-run-workflow-failed-jobs")
def rerun_failed_jobs(scene):
    """Failed jobs run again; the others are carried over."""
    run = scene.repo.add_run(jobs=("lint", "test"))
    run.jobs[1].conclusion = "failure"
    yield arguments(run.id)
    assert run.run_attempt == 2
    assert [(job.name, job.carried) for job in run.jobs] == [
        ("lint", True),
        ("test", False),
    ]


@checks("approve-workflow-run")
def approve(scene):
    """A run that required approval is queued."""
    run = scene.repo.add_run(conclusion="action_required", event="pull_request")
    yield arguments(run.id)
    assert (run.status, run.conclusion) == ("queued", None)


@checks("delete-workflow-run-logs")
def delete_logs(scene):
    """The run still exists, its logs do not."""
    run = scene.repo.add_run()
    yield arguments(run.id)
    assert not run.latest.has_logs
    assert list(scene.repo.runs) == [run]
