"""The last lines of the log of a job."""

import pytest

import aioghactions as gha


@pytest.fixture
def run(fake_github):
    """Return a failed run."""
    return fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")


@pytest.fixture
def job(run):
    """Return its job."""
    return run.jobs[0]


@pytest.fixture
def jobs(github_client):
    """Return the handle of the jobs."""
    return github_client.repo("octo-org/hello").jobs


async def test_tail_returns_the_last_lines_of_a_job(job, jobs):
    """A20: numbered from the beginning of the log, safe to print."""
    job.log = "".join(f"line {n}\n" for n in range(1, 400)) + "##[error]\x1b[2Jno"
    lines = await jobs.tail(job.id, lines=3)
    assert [(line.number, line.kind, line.text) for line in lines] == [
        (398, "text", "line 398"),
        (399, "text", "line 399"),
        (400, "error", "no"),
    ]
    assert len(await jobs.tail(job.id)) == 100


async def test_tail_cuts_a_line_that_is_too_long(job, jobs):
    """S10: a log without a line feed does not fill the memory, and is not an error."""
    job.log = f"before\n{'x' * 300_000}\nafter"
    before, long, after = await jobs.tail(job.id)
    assert (before.text, after.text) == ("before", "after")
    assert long.text == "x" * 65_536 + "…"


async def test_tail_accepts_a_log_up_to_the_limit(job, jobs):
    """S10: the limit is that of the download."""
    job.log = "12345678"
    assert len(await jobs.tail(job.id, max_bytes=8)) == 1
    with pytest.raises(gha.DownloadError, match="longer than 7 bytes"):
        await jobs.tail(job.id, max_bytes=7)


async def test_tail_of_a_missing_log_raises_with_the_reason(run, job, jobs):
    """A20: as opening the log does."""
    queued = run.repository.add_run(status="queued").jobs[0]
    with pytest.raises(gha.NotFoundError, match="the job is queued"):
        await jobs.tail(queued.id)
    run.delete_logs()
    with pytest.raises(gha.GoneError, match="expired or was deleted"):
        await jobs.tail(job.id)


async def test_tail_of_no_lines_sends_nothing(fake_github, jobs):
    """The message names the argument."""
    with pytest.raises(ValueError, match="lines must be 1 or more, got 0"):
        await jobs.tail(1, lines=0)
    assert fake_github.requests == []
