"""The logs of a whole run, job by job and step by step."""

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


async def told(job):
    """Return the lines of a job."""
    return [line async for line in job.lines()]


async def test_each_job_and_step_has_its_log(fake_github, repo):
    """A20: from one download, read as often as one likes."""
    run = run_of(fake_github, "build", "test / unit: fast", "lint " * 30)
    seen = []

    def tell(done, total):
        seen.append((done, total))

    async with repo.runs.read_logs(run.id, progress=tell) as read:
        assert seen[-1][0] == seen[-1][1] > 0
        assert [log.job.id for log in read.jobs] == [job.id for job in run.jobs]
        for log in read.jobs:
            once, again = await told(log), await told(log)
            assert once == again
            steps = [line for step in log.steps for line in await told(step)]
            assert steps == once
            assert [step.step.number for step in log.steps] == sorted(
                step.number for step in log.job.steps if step.conclusion != "skipped"
            )
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 0
    assert len(fake_github.downloads) == 1


async def test_a_log_is_understood_line_by_line(fake_github, repo):
    """A20: stamps, groups and errors of a step."""
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


async def test_jobs_that_the_archive_mixes_up_are_asked_for(fake_github, repo):
    """A20: two of the same name; each gets its own log by its id."""
    run = run_of(fake_github, "build", "twin", "twin")
    for number, job in enumerate(run.jobs):
        job.log = f"\ufefflog {number}"
    async with repo.runs.read_logs(run.id) as read:
        texts = [await told(log) for log in read.jobs]
    assert texts == [["log 0"], ["log 1"], ["log 2"]]
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 2


async def test_only_so_many_are_asked_for(fake_github, repo):
    """A20: an archive that lacks everything is not replaced by hundreds of calls."""
    run = run_of(fake_github, *["twin"] * 5)
    async with repo.runs.read_logs(run.id, most_fallbacks=2) as read:
        assert await told(read.jobs[0])
        assert await told(read.jobs[1])
        with pytest.raises(gha.DownloadError, match="of which 2 were asked for"):
            await told(read.jobs[2])
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 2


async def test_a_bound_on_asking_is_no_negative_number(repo):
    """Misuse is told at once; 0 asks for none."""
    with pytest.raises(ValueError, match="most_fallbacks is -1"):
        repo.runs.read_logs(1, most_fallbacks=-1)


async def test_a_skipped_job_has_no_lines_and_is_not_asked_for(fake_github, repo):
    """A20: the archive never has its log, and a loop over all jobs goes on."""
    run = run_of(fake_github, "build", "twin", "twin", "last")
    for job in run.jobs[1:3]:
        job.conclusion = "skipped"
    async with repo.runs.read_logs(run.id, most_fallbacks=0) as read:
        told_of = [bool(await told(log)) for log in read.jobs]
    assert told_of == [True, False, False, True]
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 0


async def test_the_bytes_are_there_on_request(fake_github, repo):
    """S13: raw, of jobs and steps, from the archive as from GitHub."""
    odd = b"\xef\xbb\xbf2024-05-01T10:00:00.0000000Z \x1b[31m\xff\r\n"
    run = run_of(fake_github, "build", "twin", "twin")
    for job in run.jobs:
        job.log = odd
    async with repo.runs.read_logs(run.id) as read:
        raws = [b"".join([piece async for piece in log.chunks()]) for log in read.jobs]
        (line,) = await told(read.jobs[0])
        step = read.jobs[0].steps[0]
        of_step = b"".join([piece async for piece in step.chunks()])
        assert of_step.decode("utf-8-sig", "replace").splitlines() == await told(step)
    assert raws == [odd] * 3
    assert line.endswith("\x1b[31m\ufffd")


async def test_the_jobs_are_listed_before_the_archive_is_asked_for(fake_github, repo):
    """A20: a run that is started again in between has none, and mixes nothing up."""
    run = run_of(fake_github, "build")
    async with repo.runs.read_logs(run.id) as read:
        assert len(read.jobs) == 1
    assert [request.operation for request in fake_github.requests] == [
        "list-jobs-for-workflow-run",
        "download-workflow-run-logs",
    ]


async def test_jobs_are_read_side_by_side(fake_github, repo):
    """A20: from one file, by several threads."""
    run = run_of(fake_github, *(f"job {number}" for number in range(8)))
    for number, job in enumerate(run.jobs):
        job.log = f"line {number}\n" * 60_000
    async with repo.runs.read_logs(run.id) as read, asyncio.TaskGroup() as group:
        tasks = [group.create_task(told(log)) for log in read.jobs]
    assert [set(task.result()) for task in tasks] == [{f"line {n}"} for n in range(8)]
    assert {len(task.result()) for task in tasks} == {60_000}
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 0


async def test_logs_that_are_closed_say_so(fake_github, repo):
    """A20: they lie in a file that is gone, and are not damaged."""
    run = run_of(fake_github, "build")
    async with repo.runs.read_logs(run.id) as read:
        begun = read.jobs[0].chunks()
        assert await anext(begun)
    with pytest.raises(RuntimeError, match="logs of the run are closed"):
        await told(read.jobs[0])
    with pytest.raises(RuntimeError, match="logs of the run are closed"):
        await anext(begun)


async def test_an_earlier_attempt_has_its_own_logs(fake_github, repo):
    """A20: and its own jobs."""
    run = run_of(fake_github, "build")
    first = run.jobs[0].id
    await repo.runs.rerun(run.id)
    run.complete()
    async with repo.runs.read_logs(run.id, 1) as read:
        assert [log.job.id for log in read.jobs] == [first]
        assert await told(read.jobs[0])
    async with repo.runs.read_logs(run.id) as read:
        assert [log.job.id for log in read.jobs] == [run.jobs[0].id] != [first]


async def test_a_run_that_is_not_finished_says_so(fake_github, repo):
    """A20: on entry."""
    run = fake_github.repositories[0].add_run(status="in_progress")
    with pytest.raises(gha.NotFoundError, match="the run is in_progress"):
        await repo.runs.read_logs(run.id).__aenter__()


def held(folder):
    """Return the files below ``folder`` that this process holds open."""
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            found.append(str(descriptor.readlink()))
    return [target for target in found if target.startswith(str(folder))]


@pytest.mark.parametrize("moment", ["archive", "jobs", "reading"])
async def test_nothing_is_left_behind(tmp_path, monkeypatch, fake_github, repo, moment):
    """S10, A22: the archive has no name, and goes whatever happens."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    run = run_of(fake_github, "build")
    if moment == "archive":
        fake_github.fail("storage", body=b"no zip", status=200)
    if moment == "jobs":
        fake_github.fail("list-jobs-for-workflow-run", status=403)

    async def use():
        async with repo.runs.read_logs(run.id) as read:
            assert len(held(tmp_path)) == 1
            async for _ in read.jobs[0].lines():
                raise KeyError("mine")

    with pytest.raises((gha.GitHubActionsError, KeyError)):
        await use()
    assert list(tmp_path.iterdir()) == held(tmp_path) == []


async def test_names_that_no_file_may_have_can_be_read(fake_github, repo):
    """S12: what is only read goes nowhere, so a job may be called con."""
    run = run_of(fake_github, "con", "..", "nul")
    async with repo.runs.read_logs(run.id) as read:
        assert all([await told(log) for log in read.jobs])
