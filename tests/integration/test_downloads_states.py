"""Reasons for missing logs, and expired links, against the fake server."""

import pytest

import aioghactions as gha
from tests.support.blobs import blob, refusal, scene

LOGS = {
    "job": (lambda repo, run: repo.jobs.logs(run.jobs[0].id), "job"),
    "step": (lambda repo, run: repo.jobs.step_logs(run.jobs[0].id, 2), "job"),
    "run": (lambda repo, run: repo.runs.logs(run.id), "run"),
    "attempt": (lambda repo, run: repo.runs.attempt_logs(run.id, 1), "attempt"),
}


async def failed(download, expected):
    """Return the error that opening ``download`` raises."""
    with pytest.raises(expected) as caught:
        await download.__aenter__()
    return caught.value


@pytest.fixture
def repo(github_client):
    """Return the handle of a repository."""
    return github_client.repo("octo-org/hello")


@pytest.mark.parametrize(("logs", "owner"), LOGS.values(), ids=LOGS.keys())
@pytest.mark.parametrize("status", ["queued", "in_progress"])
async def test_the_reason_for_an_unfinished_log_is_given(
    fake_github, repo, logs, owner, status
):
    """A20: a 404 while the job or run is in progress."""
    run = fake_github.add_repo("octo-org/hello").add_run(status=status)
    error = await failed(logs(repo, run), gha.NotFoundError)
    assert error.reason == (
        f"the {owner} is {status}; its log is available once it is completed"
    )
    assert error.reason in str(error)
    assert len(fake_github.requests) == 2


@pytest.mark.parametrize(("logs", "owner"), LOGS.values(), ids=LOGS.keys())
async def test_the_reason_for_an_expired_log_is_given(fake_github, repo, logs, owner):
    """A20: a 410, with any body."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    run.delete_logs()
    error = await failed(logs(repo, run), gha.GoneError)
    assert "/logs: 410 Server Error; the log has expired or was" in str(error)
    assert len(fake_github.requests) == 1
    assert owner


@pytest.mark.parametrize(("logs", "owner"), LOGS.values(), ids=LOGS.keys())
async def test_the_reason_for_a_hidden_log_is_given(
    fake_github, github_client, logs, owner
):
    """A20: a 404 if the token may not see the owner, or there is none."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    hidden = github_client.repo("octo-org/hidden")
    error = await failed(logs(hidden, run), gha.NotFoundError)
    assert error.reason == f"the {owner} does not exist, or this token may not see it"


async def test_the_reason_for_a_missing_log_of_a_completed_job_is_given():
    """A20: a skipped job has no log; another one was deleted."""
    await _finished("skipped", "the job was skipped and has no log")
    await _finished("success", "the job is completed; its log was deleted or never")


async def _finished(conclusion, expected):
    job = b'{"id": 1, "run_id": 2, "status": "completed", "conclusion": "%b"'
    rest = (
        b', "node_id": "x", "head_sha": "x", "url": "x", "html_url": null, "name": "x",'
        b' "run_url": "x", "started_at": "2024-01-01T00:00:00Z", "completed_at": null,'
        b' "check_run_url": "x"}'
    )
    not_found = refusal("404 Not Found", b'{"message": "Not Found"}')
    found = refusal("200 OK", job % conclusion.encode() + rest)

    async def api(exchange):
        script = not_found if exchange.target.endswith("/logs") else found
        await script(exchange)

    async with scene(blob(b""), api=api) as at:
        error = await failed(at.download(), gha.NotFoundError)
    assert error.reason.startswith(expected)


async def test_the_reason_for_a_missing_log_of_a_step_is_given(fake_github, repo):
    """It was skipped, or the job does not have it."""
    run = fake_github.add_repo("octo-org/hello").add_run(jobs=())
    job = run.add_job("test", outcome="failure", failed_step="Set up job")
    run.complete()
    error = await failed(repo.jobs.step_logs(job.id, 2), gha.NotFoundError)
    assert "404 Not Found; step 2 was skipped and has no log" in str(error)
    error = await failed(repo.jobs.step_logs(job.id, 9), gha.NotFoundError)
    assert "404 Not Found; the job has no step 9: use a number" in str(error)


async def test_the_reason_for_a_missing_artifact_is_given(fake_github, repo):
    """A20: it has expired, or does not exist."""
    hello = fake_github.add_repo("octo-org/hello")
    hello.add_run()
    artifact = hello.add_artifact("site", expires_at="2020-01-01T00:00:00Z")
    error = await failed(repo.artifacts.download(artifact.id, "zip"), gha.GoneError)
    assert "410 Artifact has expired [" in str(error)  # expired is said once
    error = await failed(repo.artifacts.download(404, "zip"), gha.NotFoundError)
    assert error.reason == "the artifact does not exist, or this token may not see it"


async def test_the_reason_for_a_404_of_storage_is_given(fake_github, repo):
    """A20: GitHub returns links to logs that do not exist yet."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    fake_github.fail("storage", status=404, times=None)
    error = await failed(repo.jobs.logs(run.jobs[0].id), gha.NotFoundError)
    assert "404 not found in storage; the job is completed" in str(error)


async def test_the_reason_for_a_log_deleted_while_it_is_read_is_given(
    fake_github, repo
):
    """A20: a log may be deleted or expire between two links."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    job = run.jobs[0]
    job.log = b"line\n" * 50_000
    fake_github.fail("storage", drop="body")
    log = repo.jobs.logs(job.id)
    async with log:
        chunks = log.chunks()
        await anext(chunks)
        run.delete_logs()
        with pytest.raises(gha.GoneError, match="the log has expired or was deleted"):
            _ = [chunk async for chunk in chunks]


async def test_a_failed_lookup_of_the_reason_keeps_the_error(fake_github, repo):
    """A20: the original error is raised without a reason."""
    run = fake_github.add_repo("octo-org/hello").add_run(status="queued")
    fake_github.fail("get-job-for-workflow-run", status=403, times=None)
    error = await failed(repo.jobs.logs(run.jobs[0].id), gha.NotFoundError)
    assert error.reason == ""
    assert "it does not exist, or this token may not see it" in str(error)


# --- links ---------------------------------------------------------------------


@pytest.fixture
def log(fake_github):
    """Return a job with a log of 20,000 lines."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    job = run.jobs[0]
    job.log = b"".join(b"line %d\n" % n for n in range(20_000))
    return job


@pytest.mark.parametrize("seconds", [59, 61, 3600])
async def test_a_broken_body_is_resumed_with_a_new_link(
    fake_github, instant_clock, repo, log, seconds
):
    """A19: whether or not the first link has expired by then."""
    fake_github.fail("storage", drop="body")
    async with repo.jobs.logs(log.id) as download:
        chunks = download.chunks()
        first = await anext(chunks)
        await instant_clock.advance(seconds)
        assert first + b"".join([chunk async for chunk in chunks]) == log.log
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 2
    assert [request.status for request in fake_github.downloads] == [200, 206]


async def test_a_link_that_expires_before_it_is_used_is_replaced(
    fake_github, repo, log
):
    """A19: links expire after a minute."""
    fake_github.fail("storage", latency=61.0)
    async with repo.jobs.logs(log.id) as download:
        assert await download.read() == log.log
    assert [request.status for request in fake_github.downloads] == [403, 200]


async def test_no_token_is_sent_to_storage(fake_github, repo, log):
    """S1: storage would reject it."""
    async with repo.jobs.logs(log.id) as download:
        await download.read()
    (request,) = fake_github.downloads
    assert "authorization" not in request.headers
    assert not [name for name in request.headers if name.startswith("x-")]


async def test_a_rate_limit_of_the_api_is_waited_out(fake_github, repo, log):
    """A1, S14: the link is a call like any other; the body is not."""
    fake_github.fail(
        "download-job-logs-for-workflow-run",
        status=403,
        headers={"retry-after": "7"},
        message="You have exceeded a secondary rate limit",
    )
    fake_github.fail("storage", drop="body")
    async with repo.jobs.logs(log.id) as download:
        assert await download.read() == log.log
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 3
