"""Why a log is not there, and what becomes of a link that has died."""

import pytest

import aioghactions as gha
from tests.support.blobs import blob, refusal, scene

LOGS = {
    "job": (lambda repo, run: repo.jobs.logs(run.jobs[0].id), "job"),
    "run": (lambda repo, run: repo.runs.logs(run.id), "run"),
    "attempt": (lambda repo, run: repo.runs.attempt_logs(run.id, 1), "attempt"),
}


async def refused(download, expected):
    """Return the error with which ``download`` does not open."""
    with pytest.raises(expected) as caught:
        await download.__aenter__()
    return caught.value


@pytest.fixture
def repo(github_client):
    """Return the handle of a repository."""
    return github_client.repo("octo-org/hello")


@pytest.mark.parametrize(("logs", "owner"), LOGS.values(), ids=LOGS.keys())
@pytest.mark.parametrize("status", ["queued", "in_progress"])
async def test_a_log_that_is_not_finished_says_so(
    fake_github, repo, logs, owner, status
):
    """A20: a 404 while the job or run is under way."""
    run = fake_github.add_repo("octo-org/hello").add_run(status=status)
    error = await refused(logs(repo, run), gha.NotFoundError)
    assert error.reason == (
        f"the {owner} is {status}: its log comes when it is completed"
    )
    assert error.reason in str(error)
    assert len(fake_github.requests) == 2


@pytest.mark.parametrize(("logs", "owner"), LOGS.values(), ids=LOGS.keys())
async def test_a_log_that_has_expired_says_so(fake_github, repo, logs, owner):
    """A20: a 410, whatever its body says."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    run.delete_logs()
    error = await refused(logs(repo, run), gha.GoneError)
    assert "/logs: 410 Server Error; the log was deleted, or has" in str(error)
    assert len(fake_github.requests) == 1
    assert owner


@pytest.mark.parametrize(("logs", "owner"), LOGS.values(), ids=LOGS.keys())
async def test_a_log_that_is_hidden_says_so(fake_github, github_client, logs, owner):
    """A20: a 404 for what the token may not see, or what never was."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    hidden = github_client.repo("octo-org/hidden")
    error = await refused(logs(hidden, run), gha.NotFoundError)
    assert error.reason == f"there is no such {owner}, or this token may not see it"


async def test_a_skipped_job_wrote_no_log():
    """A20: a 404 although everything has ended."""
    await _finished("skipped", "the job was skipped, and wrote no log")
    await _finished("success", "the job is completed: its log was deleted, or none")


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
        error = await refused(at.download(), gha.NotFoundError)
    assert error.reason.startswith(expected)


async def test_an_artifact_that_has_expired_says_so(fake_github, repo):
    """A20: the list still names it, and its content is gone."""
    hello = fake_github.add_repo("octo-org/hello")
    hello.add_run()
    artifact = hello.add_artifact("site", expires_at="2020-01-01T00:00:00Z")
    error = await refused(repo.artifacts.download(artifact.id, "zip"), gha.GoneError)
    assert "410 Artifact has expired [" in str(error)  # and not twice
    error = await refused(repo.artifacts.download(404, "zip"), gha.NotFoundError)
    assert error.reason == "there is no such artifact, or this token may not see it"


async def test_storage_that_has_nothing_is_explained_as_well(fake_github, repo):
    """A20: GitHub gives links to logs that are not there yet."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    fake_github.fail("storage", status=404, times=None)
    error = await refused(repo.jobs.logs(run.jobs[0].id), gha.NotFoundError)
    assert "404 storage does not have it; the job is completed" in str(error)


async def test_what_goes_while_it_is_read_is_explained_as_well(fake_github, repo):
    """A20: a log may be deleted, or expire, between two links."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    job = run.jobs[0]
    job.log = b"line\n" * 50_000
    fake_github.fail("storage", drop="body")
    log = repo.jobs.logs(job.id)
    async with log:
        chunks = log.chunks()
        await anext(chunks)
        run.delete_logs()
        with pytest.raises(gha.GoneError, match="the log was deleted, or has expired"):
            _ = [chunk async for chunk in chunks]


async def test_a_reason_that_cannot_be_found_out_is_left_out(fake_github, repo):
    """A20: the real error comes, also if the question fails."""
    run = fake_github.add_repo("octo-org/hello").add_run(status="queued")
    fake_github.fail("get-job-for-workflow-run", status=403, times=None)
    error = await refused(repo.jobs.logs(run.jobs[0].id), gha.NotFoundError)
    assert error.reason == ""
    assert "it does not exist, or this token may not see it" in str(error)


# --- time --------------------------------------------------------------------


@pytest.fixture
def log(fake_github):
    """Return a job with a log of some length."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    job = run.jobs[0]
    job.log = b"".join(b"line %d\n" % n for n in range(20_000))
    return job


@pytest.mark.parametrize("seconds", [59, 61, 3600])
async def test_a_link_that_died_meanwhile_is_not_used(
    fake_github, instant_clock, repo, log, seconds
):
    """A19: what breaks off later than a minute is resumed on a fresh link."""
    fake_github.fail("storage", drop="body")
    async with repo.jobs.logs(log.id) as download:
        chunks = download.chunks()
        begun = await anext(chunks)
        await instant_clock.advance(seconds)
        assert begun + b"".join([chunk async for chunk in chunks]) == log.log
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 2
    assert [request.status for request in fake_github.downloads] == [200, 206]


async def test_a_link_that_dies_on_the_way_to_storage_is_asked_for_afresh(
    fake_github, repo, log
):
    """A19: a minute is short for a busy program."""
    fake_github.fail("storage", latency=61.0)
    async with repo.jobs.logs(log.id) as download:
        assert await download.read() == log.log
    assert [request.status for request in fake_github.downloads] == [403, 200]


async def test_storage_is_met_without_a_token(fake_github, repo, log):
    """S1: it would refuse one."""
    async with repo.jobs.logs(log.id) as download:
        await download.read()
    (request,) = fake_github.downloads
    assert "authorization" not in request.headers
    assert not [name for name in request.headers if name.startswith("x-")]


async def test_a_rate_limit_of_the_api_is_waited_out(fake_github, repo, log):
    """A1, S14: the link is a call as any other; the body is none."""
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
