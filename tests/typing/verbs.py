"""Types of what this library adds to the API. Type-checked, never run."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, assert_type

import aioghactions as gha
from aioghactions import logs, models, stats, testing


async def waiting(repo: gha.Repo) -> None:
    """``wait`` returns runs, ``watch`` yields changes."""
    assert_type(await repo.runs.wait(1, timeout=60), models.WorkflowRun)
    assert_type(await repo.runs.wait_all(1, 2), tuple[models.WorkflowRun, ...])
    async for change in repo.runs.watch(1, 2):
        assert_type(change, gha.Change)
        assert_type(change.run, models.WorkflowRun)
    started = await repo.workflows.run("ci.yml", ref="main", inputs={"fast": True})
    assert_type(started, models.WorkflowRun)


async def histories(repo: gha.Repo) -> None:
    """A history is an async iterable with a position."""
    history = repo.runs.history(datetime(2026, 1, 1, tzinfo=UTC), branch="main")
    assert_type(history, gha.History)
    async for run in history:
        assert_type(run, models.WorkflowRun)
    assert_type(history.complete, bool)
    assert_type(history.position, dict[str, Any])


async def secrets(repo: gha.Repo, org: gha.Org) -> None:
    """``set`` returns nothing."""
    await repo.secrets.set("TOKEN", b"hunter2")
    await org.secrets.set("TOKEN", "hunter2", visibility="private")


async def files(repo: gha.Repo, folder: Path) -> None:
    """Files are saved by artifact, job or run."""
    assert_type(await repo.artifacts.find("site"), models.Artifact | None)
    artifacts = repo.artifacts.list_for_run(1)
    assert_type(
        repo.artifacts.save_all(artifacts, folder), gha.FanOut[models.Artifact, Path]
    )
    assert_type(repo.runs.save_artifacts(1, folder), gha.FanOut[models.Artifact, Path])
    assert_type(repo.runs.save_failed_logs(1, folder), gha.FanOut[models.Job, Path])
    runs = repo.runs.list()
    assert_type(repo.runs.save_logs(runs, folder), gha.FanOut[models.WorkflowRun, Path])
    async with repo.runs.logs(1) as download:
        assert_type(download, gha.Download)
        assert_type(download.length, int | None)
        assert_type(await download.save(folder / "log.zip"), Path)
        assert_type(await download.extract(folder), tuple[Path, ...])


async def readings(repo: gha.Repo) -> None:
    """The logs of a run, job by job and line by line."""
    async with repo.runs.read_logs(1) as found:
        assert_type(found, logs.RunLogs)
        assert_type(found.jobs, tuple[logs.JobLog, ...])
        assert_type(found.jobs[0].steps, tuple[logs.StepLog, ...])
    async with repo.jobs.logs(1) as log:
        async for line in logs.read(log.lines()):
            assert_type(line, logs.LogLine)
            assert_type(line.message, str)


async def many(client: gha.Client) -> None:
    """Repositories by name, and a result for each."""

    async def newest(repo: gha.Repo) -> models.WorkflowRun | None:
        return await repo.runs.list().first()

    async with client.repos(["octo-org/hello"]).each(newest) as outcomes:
        async for outcome in outcomes:
            match outcome:
                case gha.Done(name, run):
                    assert_type(name, str)
                    assert_type(run, models.WorkflowRun | None)
                case gha.Failed(_, error):
                    assert_type(error, Exception)
    runs = await client.repo("octo-org/hello").runs.list().collect(limit=100)
    assert_type(stats.summarise_runs(runs, by="workflow"), list[stats.Row])


def mistakes(error: gha.NotFoundError | gha.PermissionDeniedError) -> None:
    """An error has the status and the path of the request."""
    assert_type(error.status, int)
    assert_type(error.request_path, str)
    assert_type(error.anonymous, bool)
    assert_type(error.headers, dict[str, str])
    if isinstance(error, gha.PermissionDeniedError):
        assert_type(error.accepted_permissions, str)
    sys.exit(str(error))


async def kits(path: Path) -> None:
    """The fakes for tests."""
    clock = testing.InstantClock()
    async with testing.FakeGitHub(edition="ghes-3.12", clock=clock) as github:
        assert_type(github, testing.FakeGitHub)
        run = github.add_repo("octo-org/hello").add_run()
        assert_type(run, testing.FakeRun)
        assert_type(run.rerun("build"), testing.FakeAttempt)
        run.review(state="rejected")
        assert_type(github.fail(status=502), testing.Script)
        transport = testing.Recorder(path)
        gha.Client(github.token, base_url=github.url, clock=clock, transport=transport)
