from io import BytesIO
from urllib.parse import parse_qsl, urlsplit
from zipfile import ZipFile

import pytest

R = "/repos/octo-org/hello/actions"
BARE = {"Authorization": None}


async def link(api, path):
    """Return the signed link of a download."""
    response = await api(f"GET {path}")
    assert (response.status, response.body) == (302, b"")
    return response.headers["Location"]


async def test_job_log_is_on_another_origin(api, repo):
    """302 to a signed link on another port, which serves the text."""
    run = repo.add_run(jobs=())
    job = run.add_job("build", log="2026-01-01T00:00:00Z hello\n")
    url = await link(api, f"{R}/jobs/{job.id}/logs")
    assert urlsplit(url).netloc != urlsplit(api.github.url).netloc
    assert {"se", "sig"} <= dict(parse_qsl(urlsplit(url).query)).keys()
    response = await api(f"GET {url}", headers=BARE)
    assert (response.status, response.body) == (200, b"2026-01-01T00:00:00Z hello\n")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


async def test_run_log_is_a_zip_with_a_file_for_each_job_and_step(api, repo):
    """With GitHub's names: `1_build.txt` and `build/2_Run tests.txt`."""
    run = repo.add_run(jobs=())
    run.add_job("build", step_names=("Set up job", "Run tests"))
    url = await link(api, f"{R}/runs/{run.id}/logs")
    response = await api(f"GET {url}", headers=BARE)
    assert response.headers["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(response.body)) as archive:
        assert archive.namelist() == [
            "1_build.txt",
            "build/1_Set up job.txt",
            "build/2_Run tests.txt",
        ]
        assert b"##[group]Run tests" in archive.read("1_build.txt")


async def test_each_attempt_has_its_own_log(api, repo):
    """The archive of attempt 1 remains after attempt 2 has started."""
    run = repo.add_run(conclusion="failure", jobs=("build",))
    await api(f"POST {R}/runs/{run.id}/rerun")
    assert (await api(f"GET {R}/runs/{run.id}/logs")).status == 404
    url = await link(api, f"{R}/runs/{run.id}/attempts/1/logs")
    response = await api(f"GET {url}", headers=BARE)
    with ZipFile(BytesIO(response.body)) as archive:
        assert b"##[error]" in archive.read("1_build.txt")


@pytest.mark.parametrize("status", ["queued", "in_progress"])
async def test_log_of_an_incomplete_run_is_404(api, repo, status):
    """The same for its jobs."""
    run = repo.add_run(status=status, jobs=("build",))
    assert (await api(f"GET {R}/runs/{run.id}/logs")).status == 404
    assert (await api(f"GET {R}/jobs/{run.jobs[0].id}/logs")).status == 404


async def test_deleted_logs_are_410(api, repo):
    """Of the run and of its jobs."""
    run = repo.add_run(jobs=("build",))
    assert (await api(f"DELETE {R}/runs/{run.id}/logs")).status == 204
    assert (await api(f"GET {R}/runs/{run.id}/logs")).status == 410
    assert (await api(f"GET {R}/jobs/{run.jobs[0].id}/logs")).status == 410


async def test_logs_of_a_run_in_progress_cannot_be_deleted(api, repo):
    """The status is 403."""
    run = repo.add_run(status="in_progress")
    assert (await api(f"DELETE {R}/runs/{run.id}/logs")).status == 403


async def test_link_expires_after_a_minute(api, repo, instant_clock):
    """A19: after 60 seconds of the server's clock it is a 403 with XML."""
    url = await link(api, f"{R}/runs/{repo.add_run().id}/logs")
    await instant_clock.advance(60)
    assert (await api(f"GET {url}", headers=BARE)).status == 200
    await instant_clock.advance(1)
    response = await api(f"GET {url}", headers=BARE)
    assert response.status == 403
    assert b"<Code>AuthenticationFailed</Code>" in response.body
    assert response.headers["Content-Type"] == "application/xml"


async def test_storage_rejects_a_token(api, repo):
    """A request with an Authorization header is 400."""
    url = await link(api, f"{R}/runs/{repo.add_run().id}/logs")
    response = await api(f"GET {url}")
    assert response.status == 400
    assert b"InvalidAuthenticationInfo" in response.body


async def test_modified_link_is_403(api, repo):
    """With another signature, expiry or path."""
    url = await link(api, f"{R}/runs/{repo.add_run().id}/logs")
    for changed in (
        url[:-1],
        url.replace("se=2026", "se=2036"),
        url.replace("?", "0?"),
    ):
        assert (await api(f"GET {changed}", headers=BARE)).status == 403


@pytest.mark.parametrize(
    ("range_", "status", "body", "content_range"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("lines=1-2", 200, b"0123456789", None),
    ],
)
async def test_storage_serves_ranges(api, repo, *, range_, status, body, content_range):
    """206 with Content-Range, or 416 beyond the end."""
    job = repo.add_run(jobs=()).add_job("build", log="0123456789")
    url = await link(api, f"{R}/jobs/{job.id}/logs")
    response = await api(f"GET {url}", headers=BARE | {"Range": range_})
    assert (response.status, response.body) == (status, body)
    assert response.headers.get("Content-Range") == content_range
    assert response.headers["Content-Length"] == str(len(body))


async def test_if_range_of_another_version_serves_the_complete_body(api, repo):
    """A range is served for the version of the ETag only."""
    job = repo.add_run(jobs=()).add_job("build", log="0123456789")
    url = await link(api, f"{R}/jobs/{job.id}/logs")
    etag = (await api(f"GET {url}", headers=BARE)).headers["ETag"]
    resume = BARE | {"Range": "bytes=5-", "If-Range": etag}
    assert (await api(f"GET {url}", headers=resume)).body == b"56789"
    job.log = "abcdefghij"
    assert (await api(f"GET {url}", headers=resume)).body == b"abcdefghij"


async def test_downloads_are_recorded_separately(api, repo):
    """Requests to storage are not among the requests to the API."""
    url = await link(api, f"{R}/runs/{repo.add_run().id}/logs")
    await api(f"GET {url}", headers=BARE)
    assert [request.operation for request in api.github.requests] == [
        "download-workflow-run-logs"
    ]
    assert [request.status for request in api.github.downloads] == [200]


async def test_storage_supports_get_only(api, repo):
    """Another method is 404."""
    url = await link(api, f"{R}/runs/{repo.add_run().id}/logs")
    response = await api(f"PUT {url}", headers=BARE)
    assert response.status == 404
    assert b"BlobNotFound" in response.body


async def test_skipped_steps_have_no_log(api, repo):
    """They have no file in the archive and no line in the job's log."""
    run = repo.add_run(conclusion="failure", jobs=())
    names = ("Set up job", "Build", "Test", "Complete job")
    run.add_job("a/b", conclusion="failure", failed_step="Build", step_names=names)
    url = await link(api, f"{R}/runs/{run.id}/logs")
    response = await api(f"GET {url}", headers=BARE)
    with ZipFile(BytesIO(response.body)) as archive:
        assert archive.namelist() == [
            "1_ab.txt",
            "ab/1_Set up job.txt",
            "ab/2_Build.txt",
            "ab/4_Complete job.txt",
        ]
        assert b"Test" not in archive.read("1_ab.txt")
