"""Read the logs of a whole run, job by job and step by step."""

import asyncio
import tempfile
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

import aioghactions as gha
from aioghactions import logs


@pytest.fixture
def repo(github_client, fake_github):
    """Return the handle of a repository."""
    fake_github.add_repo("octo-org/hello")
    return github_client.repo("octo-org/hello")


def run_of(fake_github, *names):
    """Add a run with jobs of these names."""
    hello = fake_github.repositories[0]
    run = hello.add_run(conclusion="failure", jobs=[names[0]])
    for name in names[1:]:
        run.add_job(name)
    return run


async def lines_of(job):
    """Return the lines of a job."""
    return [line async for line in job.lines()]


async def test_each_job_and_step_has_its_log(fake_github, repo):
    """A20: from one download, readable repeatedly."""
    run = run_of(fake_github, "build", "test / unit: fast", "lint " * 30)
    seen = []

    def report(done, total):
        seen.append((done, total))

    async with repo.runs.read_logs(run.id, progress=report) as read:
        assert seen[-1][0] == seen[-1][1] > 0
        assert [log.job.id for log in read.jobs] == [job.id for job in run.jobs]
        for log in read.jobs:
            once, again = await lines_of(log), await lines_of(log)
            assert once == again
            steps = [line for step in log.steps for line in await lines_of(step)]
            assert steps == once
            assert [step.step.number for step in log.steps] == sorted(
                step.number for step in log.job.steps if step.conclusion != "skipped"
            )
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 0
    assert len(fake_github.downloads) == 1


async def test_lines_have_timestamps_groups_and_errors(fake_github, repo):
    """A20: of jobs and steps."""
    run = run_of(fake_github, "build")
    async with repo.runs.read_logs(run.id) as read:
        (log,) = read.jobs
        lines = [line async for line in logs.read(log.lines())]
        failed = [step for step in log.steps if step.step.conclusion == "failure"]
        (step,) = failed
        errors = [
            line async for line in logs.read(step.lines()) if line.kind == "error"
        ]
        folded = [item async for item in logs.read_folded(logs.read(log.lines()))]
    assert all(a.timestamp <= b.timestamp for a, b in pairwise(lines))
    assert [line.text for line in errors] == ["Process completed with exit code 1."]
    titles = [item.title for item in folded if isinstance(item, logs.Group)]
    assert titles == [step.name for step in run.jobs[0].steps()]


async def test_logs_with_ambiguous_names_are_downloaded_by_id(fake_github, repo):
    """A20: two jobs of the same name get their own logs."""
    run = run_of(fake_github, "build", "twin", "twin")
    for number, job in enumerate(run.jobs):
        job.log = f"\ufefflog {number}"
    async with repo.runs.read_logs(run.id) as read:
        texts = [await lines_of(log) for log in read.jobs]
    assert texts == [["log 0"], ["log 1"], ["log 2"]]
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 2


async def test_most_fallbacks_limits_the_downloads(fake_github, repo):
    """A20: an archive without logs does not cause hundreds of requests."""
    run = run_of(fake_github, *["twin"] * 5)
    async with repo.runs.read_logs(run.id, most_fallbacks=2) as read:
        assert await lines_of(read.jobs[0])
        assert await lines_of(read.jobs[1])
        with pytest.raises(gha.DownloadError, match="2 were downloaded one by one"):
            await lines_of(read.jobs[2])
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 2


async def test_negative_most_fallbacks_raises(repo):
    """At once; 0 allows no download."""
    with pytest.raises(ValueError, match="most_fallbacks must be at least 0, got -1"):
        repo.runs.read_logs(1, most_fallbacks=-1)


async def test_skipped_job_has_no_lines_and_no_download(fake_github, repo):
    """A20: the archive never has its log, and a loop over all jobs continues."""
    run = run_of(fake_github, "build", "twin", "twin", "last")
    for job in run.jobs[1:3]:
        job.conclusion = "skipped"
    async with repo.runs.read_logs(run.id, most_fallbacks=0) as read:
        has_lines = [bool(await lines_of(log)) for log in read.jobs]
    assert has_lines == [True, False, False, True]
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 0


async def test_chunks_are_the_original_bytes(fake_github, repo):
    """S13: of jobs and steps, from the archive and from GitHub."""
    odd = b"\xef\xbb\xbf2024-05-01T10:00:00.0000000Z \x1b[31m\xff\r\n"
    run = run_of(fake_github, "build", "twin", "twin")
    for job in run.jobs:
        job.log = odd
    async with repo.runs.read_logs(run.id) as read:
        raws = [b"".join([piece async for piece in log.chunks()]) for log in read.jobs]
        (line,) = await lines_of(read.jobs[0])
        step = read.jobs[0].steps[0]
        of_step = b"".join([piece async for piece in step.chunks()])
        assert of_step.decode("utf-8-sig", "replace").splitlines() == await lines_of(
            step
        )
    assert raws == [odd] * 3
    assert line.endswith("\x1b[31m\ufffd")


async def test_jobs_are_listed_before_the_archive_is_downloaded(fake_github, repo):
    """A20: a rerun in between is a 404 instead of a wrong match."""
    run = run_of(fake_github, "build")
    async with repo.runs.read_logs(run.id) as read:
        assert len(read.jobs) == 1
    assert [request.operation for request in fake_github.requests] == [
        "list-jobs-for-workflow-run",
        "download-workflow-run-logs",
    ]


async def test_jobs_are_read_concurrently(fake_github, repo):
    """A20: from one file, in several threads."""
    run = run_of(fake_github, *(f"job {number}" for number in range(8)))
    for number, job in enumerate(run.jobs):
        job.log = f"line {number}\n" * 60_000
    async with repo.runs.read_logs(run.id) as read, asyncio.TaskGroup() as group:
        tasks = [group.create_task(lines_of(log)) for log in read.jobs]
    assert [set(task.result()) for task in tasks] == [{f"line {n}"} for n in range(8)]
    assert {len(task.result()) for task in tasks} == {60_000}
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 0


async def test_reading_after_close_raises(fake_github, repo):
    """A20: a RuntimeError, not one about a damaged archive."""
    run = run_of(fake_github, "build")
    async with repo.runs.read_logs(run.id) as read:
        begun = read.jobs[0].chunks()
        assert await anext(begun)
    with pytest.raises(RuntimeError, match="logs of the run are closed"):
        await lines_of(read.jobs[0])
    with pytest.raises(RuntimeError, match="logs of the run are closed"):
        await anext(begun)


async def test_earlier_attempt_has_its_own_logs(fake_github, repo):
    """A20: and its own jobs."""
    run = run_of(fake_github, "build")
    first = run.jobs[0].id
    await repo.runs.rerun(run.id)
    run.complete()
    async with repo.runs.read_logs(run.id, 1) as read:
        assert [log.job.id for log in read.jobs] == [first]
        assert await lines_of(read.jobs[0])
    async with repo.runs.read_logs(run.id) as read:
        assert [log.job.id for log in read.jobs] == [run.jobs[0].id] != [first]


async def test_unfinished_run_raises_on_entry(fake_github, repo):
    """A20: the error has the status of the run."""
    run = fake_github.repositories[0].add_run(status="in_progress")
    with pytest.raises(gha.NotFoundError, match="the run is in_progress"):
        await repo.runs.read_logs(run.id).__aenter__()


def open_files(folder):
    """Return the files below ``folder`` that this process has open."""
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            found.append(str(descriptor.readlink()))
    return [target for target in found if target.startswith(str(folder))]


@pytest.mark.parametrize("moment", ["archive", "jobs", "reading"])
async def test_no_file_is_left_behind(tmp_path, monkeypatch, fake_github, repo, moment):
    """S10, A22: the archive is an anonymous file, deleted after any failure."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    run = run_of(fake_github, "build")
    if moment == "archive":  # twice, and then nor the log of the job
        fake_github.fail(
            "storage",
            body=b"not a zip",
            status=200,
            content_type="application/zip",
            times=2,
        )
        fake_github.fail("download-job-logs-for-workflow-run", status=403)
    if moment == "jobs":
        fake_github.fail("list-jobs-for-workflow-run", status=403)

    async def use():
        async with repo.runs.read_logs(run.id) as read:
            assert len(open_files(tmp_path)) == (moment != "archive")
            async for _ in read.jobs[0].lines():
                raise KeyError("mine")

    with pytest.raises((gha.GitHubActionsError, KeyError)):
        await use()
    assert list(tmp_path.iterdir()) == open_files(tmp_path) == []


async def test_jobs_with_reserved_names_can_be_read(fake_github, repo):
    """S12: nothing is extracted, so a job may be named con."""
    run = run_of(fake_github, "con", "..", "nul")
    async with repo.runs.read_logs(run.id) as read:
        assert all([await lines_of(log) for log in read.jobs])


@pytest.mark.parametrize("conclusion", ["skipped", "cancelled", "failure"])
async def test_job_that_never_began_is_reported_without_a_log(
    fake_github, repo, conclusion
):
    """A20: such as one that was cancelled while it was queued."""
    run = run_of(fake_github, "build", "twin", "twin", "last")
    for job in run.jobs[1:3]:
        job.conclusion, job.started_at = conclusion, None
    async with repo.runs.read_logs(run.id, most_fallbacks=0) as read:
        lines = [await lines_of(log) for log in read.jobs]
        missing = [bool(log.missing) for log in read.jobs]
    assert [bool(each) for each in lines] == [True, False, False, True]
    assert missing == [False, True, True, False]
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 0


def damage(fake_github, *, times, **fault):
    """Let the archive arrive damaged, or not at all."""
    fault = {"body": b"PK\3\4broken", "status": 200} | fault
    fake_github.fail("storage", content_type="application/zip", times=times, **fault)


async def test_damaged_archive_is_downloaded_once_more(fake_github, repo):
    """A20: just after the end of a run it may not be whole."""
    run = run_of(fake_github, "build", "test")
    damage(fake_github, times=1)
    async with repo.runs.read_logs(run.id) as read:
        assert all([await lines_of(log) for log in read.jobs])
    assert fake_github.counts["download-workflow-run-logs"] == 2
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 0


async def test_logs_are_downloaded_job_by_job_if_the_archive_stays_damaged(
    fake_github, repo
):
    """A20: up to most_fallbacks; the error has the cause."""
    run = run_of(fake_github, "build", "test", "lint")
    run.jobs[2].conclusion = "skipped"
    damage(fake_github, times=2)
    async with repo.runs.read_logs(run.id, most_fallbacks=1) as read:
        assert await lines_of(read.jobs[0])
        assert read.jobs[0].steps == ()
        with pytest.raises(gha.DownloadError, match=r"missing .*\(not a zip archive"):
            await lines_of(read.jobs[1])
        assert await lines_of(read.jobs[2]) == []
        assert read.jobs[2].missing == "the job was skipped and has no log"
    assert fake_github.counts["download-workflow-run-logs"] == 2
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 1


@pytest.mark.parametrize("status", [500, 502])
async def test_logs_are_downloaded_job_by_job_if_github_cannot_send_the_archive(
    fake_github, repo, status
):
    """A20: a 500 for a finished run has no reason that the library knows."""
    run = run_of(fake_github, "build")
    fake_github.fail("download-workflow-run-logs", status=status, times=None)
    async with repo.runs.read_logs(run.id) as read:
        assert await lines_of(read.jobs[0])
    assert fake_github.counts["get-workflow-run"] == (status == 500)


async def test_500_for_the_log_of_a_run_in_progress_has_the_reason(fake_github, repo):
    """A20: GitHub is asked once, as for a 404."""
    run = fake_github.repositories[0].add_run(status="in_progress")
    fake_github.fail("download-workflow-run-logs", status=500, times=None)
    reason = "the run is in_progress; its log is available once it is completed"
    with pytest.raises(gha.ServerError, match=reason) as caught:
        await repo.runs.read_logs(run.id).__aenter__()
    assert caught.value.reason == reason
    assert fake_github.counts["get-workflow-run"] == 1
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 0


async def test_max_bytes_limits_archive_and_logs(fake_github, repo):
    """S10: and may be raised above the default."""
    run = run_of(fake_github, "twin", "twin")
    for job in run.jobs:
        job.log = "x" * 9000
    with pytest.raises(gha.DownloadError, match="longer than 99 bytes"):
        await repo.runs.read_logs(run.id, max_bytes=99).__aenter__()
    async with repo.runs.read_logs(run.id, max_bytes=5000) as read:
        with pytest.raises(gha.DownloadError, match="longer than 5000 bytes"):
            await lines_of(read.jobs[0])
    async with repo.runs.read_logs(run.id, 1, max_bytes=9000) as read:
        with pytest.raises(gha.DownloadError, match="a line is longer than 8999"):
            _ = [line async for line in read.jobs[0].lines(max_line=8999)]
        assert await lines_of(read.jobs[0]) == ["x" * 9000]
