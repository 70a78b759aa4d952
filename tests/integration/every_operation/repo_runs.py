"""Runs: list, get, usage, logs."""

from io import BytesIO
from zipfile import ZipFile

from .scene import arguments, at, checks


def assert_run(found, run, scene):
    """Compare a model with the server's run after its latest attempt."""
    assert (found.id, found.run_number, found.event) == (
        run.id,
        run.run_number,
        run.event,
    )
    assert (found.status, found.conclusion) == (run.status, run.conclusion)
    assert (found.head_branch, found.head_sha) == (run.head_branch, run.head_sha)
    assert (found.name, found.workflow_id) == (run.workflow.name, run.workflow.id)
    assert found.created_at == at(run.created_at)
    assert found.updated_at == at(run.latest.updated_at)
    assert found.repository.full_name == scene.repo.full_name
    assert found.url == (
        f"{scene.github.url}/repos/{scene.repo.full_name}/actions/runs/{run.id}"
    )
    if scene.has("ghes-3.5"):
        assert (found.run_attempt, found.path) == (run.run_attempt, run.workflow.path)
        assert found.actor.login == run.actor.login
    assert dict(found.extra) == {}


@checks("list-workflow-runs-for-repo")
def list_all(scene):
    """Newest first; filters select matching runs."""
    old = scene.repo.add_run(created_at="2025-12-01", conclusion="failure")
    new = scene.repo.add_run(created_at="2025-12-24", actor="hubot", event="schedule")
    for run, found in zip([new, old], (yield arguments()), strict=True):
        assert_run(found, run, scene)
    for filters in (
        {"status": "failure"},
        {"created": "<2025-12-24"},
        {"actor": "octocat"},
        {"event": "push", "branch": "main"},
    ):
        (found,) = yield arguments(**filters)
        assert found.id == old.id
    if scene.has("ghes-3.12"):
        (found,) = yield arguments(
            head_sha=new.head_sha, check_suite_id=new.check_suite_id
        )
        assert found.id == new.id


@checks("list-workflow-runs")
def list_for_workflow(scene):
    """Those of one workflow, by id or by file name."""
    scene.repo.add_run(scene.repo.add_workflow("other.yml"))
    flow = scene.repo.add_workflow("ci.yml")
    run = scene.repo.add_run(flow, pull_requests=(7,))
    (found,) = yield arguments("ci.yml", exclude_pull_requests=True)
    assert_run(found, run, scene)
    assert found.pull_requests == ()
    (found,) = yield arguments(flow.id)
    assert [pull.number for pull in found.pull_requests] == [7]


@checks("get-workflow-run")
def get(scene):
    """One run with its actors, its commit and its pull requests."""
    run = scene.repo.add_run(
        conclusion="failure",
        actor="hubot",
        pull_requests=(7,),
        display_title="Fix it",
        created_at="2025-12-31T12:00:00Z",
        duration=90,
    )
    found = yield arguments(run.id)
    assert_run(found, run, scene)
    assert (found.updated_at - found.created_at).total_seconds() == 90
    assert [pull.number for pull in found.pull_requests] == [7]
    assert found.head_commit.id == run.head_sha
    assert found.display_title == ("Fix it" if scene.has("ghes-3.12") else None)
    run.head_repository = None  # its fork was deleted
    found = yield arguments(run.id, exclude_pull_requests=True)
    assert found.head_repository is None
    assert found.pull_requests == ()


@checks("get-workflow-run-usage")
def usage(scene):
    """Billable time by operating system and job."""
    run = scene.repo.add_run(duration=90)
    (job,) = run.jobs
    usage_found = yield arguments(run.id)
    assert usage_found.run_duration_ms == 90_000
    assert usage_found.billable.UBUNTU.total_ms == 90_000
    (part,) = usage_found.billable.UBUNTU.job_runs
    assert (part.job_id, part.duration_ms) == (job.id, 90_000)
    assert usage_found.billable.MACOS is None


@checks("download-workflow-run-logs")
def logs(scene):
    """A zip with the log of each job of the latest attempt."""
    run = scene.repo.add_run(jobs=("lint", "test"))
    run.jobs[0].log = "no complaints\n"
    archive = ZipFile(BytesIO((yield arguments(run.id))))
    assert {"1_lint.txt", "2_test.txt"} <= set(archive.namelist())
    assert archive.read("1_lint.txt") == b"no complaints\n"


@checks("get-workflow-run-attempt")
def get_attempt(scene):
    """A run after an earlier attempt."""
    run = scene.repo.add_run(conclusion="failure", pull_requests=(7,))
    run.rerun()
    found = yield arguments(run.id, 1)
    assert (found.run_attempt, found.conclusion) == (1, "failure")
    assert found.previous_attempt_url is None
    found = yield arguments(run.id, 2, exclude_pull_requests=True)
    assert (found.run_attempt, found.status, found.conclusion) == (2, "queued", None)
    assert found.previous_attempt_url.endswith(f"/runs/{run.id}/attempts/1")
    assert found.pull_requests == ()


@checks("download-workflow-run-attempt-logs")
def attempt_logs(scene):
    """A zip with the job logs of an earlier attempt."""
    run = scene.repo.add_run(conclusion="failure")
    run.jobs[0].log = "first try\n"
    run.rerun()
    archive = ZipFile(BytesIO((yield arguments(run.id, 1))))
    assert archive.read("1_build.txt") == b"first try\n"
