"""All operations are sent to a fake server and decoded."""

from itertools import product

import pytest

from aioghactions import Location
from aioghactions.operations import OPERATIONS
from aioghactions.testing._state.log import job_log, run_log, step_logs
from tests.integration.every_operation.scene import (
    CHECKS,
    NEWEST_VERSION,
    arguments,
    by_call,
    by_handle,
    open_scene,
    run_check,
)

SETTINGS = {
    "at the root": {"prefix": ""},
    "under /api/v3": {"prefix": "/api/v3"},
    "newest version": {"prefix": "", "api_version": NEWEST_VERSION},
}


def test_every_operation_has_a_check():
    """All operations, and no other."""
    assert sorted(CHECKS) == sorted(OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(
    ("send", "setting"),
    [
        pytest.param(by_handle, "at the root"),
        *(
            pytest.param(send, setting, marks=pytest.mark.slow)
            for send, setting in product((by_handle, by_call), SETTINGS)
            if (send, setting) != (by_handle, "at the root")
        ),
    ],
)
async def test_operation_works(operation, send, setting, start_github, instant_clock):
    """It returns the documented model and has the documented effect."""
    prefix = SETTINGS[setting]["prefix"]
    version = SETTINGS[setting].get("api_version", "2022-11-28")
    github = await start_github(prefix=prefix)
    async with open_scene(github, instant_clock, api_version=version) as scene:
        await run_check(scene, operation, send)
    for request in github.requests:
        assert request.path.startswith(f"{prefix}/")
        assert request.headers["x-github-api-version"] == version


@pytest.fixture
async def scene(start_github, instant_clock):
    """Yield a scene on github.com."""
    github = await start_github()
    async with open_scene(github, instant_clock) as scene:
        yield scene


def downloads(scene):
    """Return the arguments and the expected bytes of each download."""
    run = scene.repo.add_run(jobs=("lint", "test"))
    job = run.jobs[0]
    job.log = "first line\r\nsecond line\n\nno end"
    artifact = scene.repo.add_artifact("docs", run=run)
    archive = run_log(run.latest)
    return {
        "download-workflow-run-logs": (arguments(run.id), archive),
        "download-workflow-run-attempt-logs": (arguments(run.id, 1), archive),
        "download-job-logs-for-workflow-run": (arguments(job.id), job_log(job)),
        "download-step-logs-for-workflow-run-job": (
            arguments(job.id, 1),
            dict(step_logs(job))[job.steps()[0]],
        ),
        "download-artifact": (arguments(artifact.id), artifact.content),
    }


DOWNLOADS = [id_ for id_, operation in OPERATIONS.items() if operation.is_download]
each_download = pytest.mark.parametrize("operation", DOWNLOADS)


async def test_every_download_has_a_scene(scene):
    """Each of them is tested below."""
    assert sorted(downloads(scene)) == sorted(DOWNLOADS)


@each_download
async def test_download_is_read_in_chunks_or_saved(operation, scene, tmp_path):
    """The bytes are complete in memory, in chunks and on disk."""
    arguments_, content = downloads(scene)[operation]
    method = getattr(scene.handle(operation), OPERATIONS[operation].name)
    async with method(*arguments_.positional) as download:
        assert download.length == len(content)
        assert download.content_type
        assert await download.read() == content
    async with method(*arguments_.positional) as download:
        chunks = [chunk async for chunk in download.chunks(7)]
        assert max(map(len, chunks)) <= 7
        assert b"".join(chunks) == content
    async with method(*arguments_.positional) as download:
        saved = await download.save(tmp_path / "saved")
    assert saved.read_bytes() == content
    assert list(tmp_path.iterdir()) == [saved]
    assert len(scene.github.requests) == len(scene.github.downloads) == 3


async def test_log_is_read_by_lines(scene):
    """Lines have no line ends, whether or not the last one had one."""
    arguments_, _ = downloads(scene)["download-job-logs-for-workflow-run"]
    async with scene.client.repo("octo-org/hello").jobs.logs(
        *arguments_.positional
    ) as log:
        lines = [line async for line in log.lines()]
    assert lines == ["first line", "second line", "", "no end"]


@each_download
async def test_sent_download_returns_its_link(operation, scene):
    """S1, S5: storage receives no token, and no repr has the link's signature."""
    arguments_, content = downloads(scene)[operation]
    call = scene.call(operation, arguments_)
    location = await scene.client.send(call)
    assert type(location) is Location
    assert location.url.startswith("http://127.0.0.1:")
    assert not location.url.startswith(scene.github.url)
    assert "sig=" in location.url
    assert "sig=" not in f"{location} {location!r}"
    assert scene.github.downloads == []
    async with scene.client.download(call) as download:
        assert await download.read() == content
    (stored,) = scene.github.downloads
    assert scene.github.token not in f"{dict(stored.headers)} {stored.query}"
