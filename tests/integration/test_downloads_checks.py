"""Length, digest and size checks of downloads."""

import gzip
import hashlib

import pytest

import aioghactions as gha
from tests.support import raw
from tests.support.blobs import blob, scene, whole
from tests.support.raw import answer

LOG = b"".join(b"2024-05-01T10:00:00.%07dZ line %d\n" % (n, n) for n in range(9000))
DIGEST = f"sha256:{hashlib.sha256(LOG).hexdigest()}"
WRONG = "sha256:" + "0" * 64


async def test_a_body_delimited_only_by_the_connection_is_rejected():
    """A19: it could be truncated, unless a digest is given."""
    undelimited = raw.raw(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", LOG)
    async with scene(undelimited) as at:
        async with at.download() as log:
            with pytest.raises(gha.DownloadError, match="where the body ends"):
                await log.read()
        async with at.artifact().expect(digest=DIGEST) as artifact:
            assert await artifact.read() == LOG
        async with at.artifact().expect(digest=WRONG) as artifact:
            with pytest.raises(gha.DownloadError, match="sha256 of the body is"):
                await artifact.read()


async def test_more_bytes_than_announced_are_an_error():
    """S11: a response may be longer than its content-range says."""

    async def liar(exchange):
        body = LOG[100_000:] + b"more"
        total = len(LOG)
        headers = [f"content-range: bytes 100000-{total - 1}/{total}", 'etag: "v1"']
        await answer("206 Partial Content", body, *headers)(exchange)

    async with scene(blob(LOG, cut=100_000), liar) as at, at.download() as log:
        with pytest.raises(
            gha.DownloadError, match=f"announced {len(LOG)} bytes but sent"
        ):
            await log.read()


@pytest.mark.parametrize("way", ["read", "save"])
async def test_the_digest_is_checked(tmp_path, way):
    """S11: a body that differs in one byte is not saved."""
    async with scene(blob(LOG)) as at, at.artifact().expect(digest=DIGEST) as artifact:
        assert await whole(artifact, way, tmp_path) == LOG
    damaged = blob(LOG[:-1] + b"!")
    async with scene(damaged) as at, at.artifact().expect(digest=DIGEST) as artifact:
        with pytest.raises(gha.DownloadError, match="sha256 of the body is"):
            await whole(artifact, way, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] in ([], ["log"])


async def test_a_gzip_body_is_decompressed_and_resumed():
    """A19: although identity was requested; truncation is detected."""
    body = gzip.compress(LOG)
    header = "content-encoding: gzip"
    scripts = [blob(body, header, cut=9000), blob(body, header)]
    async with scene(*scripts) as at, at.download().expect(digest=DIGEST) as log:
        assert log.length is None
        assert b"".join([chunk async for chunk in log.chunks()]) == LOG
    async with scene(blob(body[:-9], header)) as at, at.download() as log:
        with pytest.raises(gha.DownloadError, match="truncated"):
            await log.read()
    async with scene(blob(body, "content-encoding: br")) as at, at.download() as log:
        with pytest.raises(gha.DownloadError, match="unsupported content-encoding"):
            await log.read()


@pytest.mark.parametrize("share", range(11))
@pytest.mark.parametrize("chunked", [False, True])
async def test_a_truncated_body_is_not_saved(tmp_path, share, chunked):
    """S11: at any byte; only a whole body becomes a file."""
    cut = (len(LOG) - 1) * share // 10
    patience = gha.Patience(attempts=1)
    script = blob(LOG, cut=cut, chunked=chunked)
    async with scene(script, patience=patience) as at, at.download() as log:
        with pytest.raises(gha.ConnectionLostError):
            await log.save(tmp_path / "log")
    assert list(tmp_path.iterdir()) == []


async def test_max_bytes_is_enforced(tmp_path):
    """S10: for announced and unknown lengths, gzip, and every method."""
    body = gzip.compress(LOG)
    for script in (
        blob(LOG),
        blob(LOG, chunked=True),
        blob(body, "content-encoding: gzip"),
    ):
        async with scene(script) as at:
            for way in ("read", "save"):
                async with at.download().expect(max_bytes=len(LOG)) as log:
                    assert await whole(log, way, tmp_path) == LOG
                (tmp_path / "log").unlink(missing_ok=True)
            async with at.download().expect(max_bytes=len(LOG) - 1) as log:
                with pytest.raises(
                    gha.DownloadError, match=f"longer than {len(LOG) - 1} bytes"
                ):
                    await log.save(tmp_path / "log")
            async with at.download() as log:
                with pytest.raises(gha.DownloadError, match="longer than 1000 bytes"):
                    await log.read(max_bytes=1000)
            async with at.download().expect(max_bytes=999) as log:
                with pytest.raises(gha.DownloadError, match="longer than 999 bytes"):
                    await log.read()
    assert list(tmp_path.iterdir()) == []


async def test_a_body_announced_as_too_long_is_not_read():
    """S10: the default limit is 1 GiB for logs, 10 GiB for artifacts."""
    for length, way in ((2**30 + 1, "download"), (10 * 2**30 + 1, "artifact")):
        head = f"HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n".encode()
        script = raw.raw(head, b"x", hang_up=False)
        async with scene(script) as at, getattr(at, way)() as content:
            with pytest.raises(gha.DownloadError, match=f"longer than {length - 1}"):
                await content.save("never")


PAGE = blob(b"<html>Sign in</html>", "content-type: text/html; charset=utf-8", etag="")
PARTS = {
    "at once": [PAGE],
    "in the middle": [blob(LOG, "content-type: application/zip", cut=100_000), PAGE],
    "instead of the first byte": [blob(LOG, "content-type: zip", cut=0), PAGE],
}


@pytest.mark.parametrize("kind", ["job", "run", "artifact"])
@pytest.mark.parametrize("scripts", PARTS.values(), ids=PARTS.keys())
async def test_page_instead_of_the_body_is_not_saved(tmp_path, scripts, kind):
    """S11: a proxy may answer 200 in place of storage."""

    async def save(download):
        async with download as content:
            await content.save(tmp_path / "saved")

    async with scene(*scripts) as at:
        repo = at.client.repo("octo-org/hello")
        downloads = {"job": repo.jobs.logs(1), "run": repo.runs.logs(5)}
        with pytest.raises(gha.DownloadError, match="response of type text/html"):
            await save(downloads.get(kind, at.artifact()))
    assert list(tmp_path.iterdir()) == []


async def test_artifact_that_is_a_page_is_saved_and_resumed(tmp_path):
    """A19: storage sends its name with each response."""
    named = ("content-type: text/html", "content-disposition: attachment; filename=x")
    scripts = [blob(LOG, *named, cut=100_000), blob(LOG, *named)]
    async with scene(*scripts) as at, at.artifact() as artifact:
        await artifact.save(tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == LOG
