"""Downloads as programs use and misuse them, over real sockets."""

import asyncio

import pytest

import aioghactions as gha
from tests.support import raw
from tests.support.blobs import blob, refusal, scene
from tests.support.raw import answer
from tests.support.stopped import advance

LOG = b"".join(b"2024-05-01T10:00:00.%07dZ line %d\n" % (n, n) for n in range(9000))


async def test_length_type_and_name_are_known_before_the_body():
    """A19: one request to the API and one to storage suffice for all."""
    headers = (
        "content-type: text/plain; charset=utf-8",
        'content-disposition: attachment; filename="build.txt"',
    )
    async with scene(blob(LOG, *headers)) as at, at.download() as log:
        assert (log.length, log.content_type) == (
            len(LOG),
            "text/plain; charset=utf-8",
        )
        assert (log.name, log.is_zip) == ("build.txt", False)
        assert repr(log) == "<Download GET /repos/octo-org/hello/actions/jobs/1/logs>"
        assert await log.read() == LOG
    assert (len(at.api.seen), len(at.storage.seen)) == (1, 1)


@pytest.mark.parametrize("size", [1000, 65536])
async def test_chunks_are_no_larger_than_requested(size):
    """S10: joined, they are the body."""
    async with scene(blob(LOG)) as at, at.download() as log:
        chunks = [chunk async for chunk in log.chunks(size)]
    assert b"".join(chunks) == LOG
    assert max(map(len, chunks)) <= size


async def test_lines_are_split_at_line_feeds():
    """A20: without line ends, for any chunk boundaries."""
    text = LOG + b"the end"
    async with scene(blob(text, pieces=997)) as at, at.download() as log:
        assert [line async for line in log.lines()] == text.decode().splitlines()


async def test_a_download_can_be_opened_once_and_read_once():
    """Anything else is a RuntimeError or ValueError that says what to do."""
    async with scene(blob(LOG)) as at:
        log = at.download()
        with pytest.raises(RuntimeError, match="inside `async with`"):
            await log.read()
        async with log:
            with pytest.raises(ValueError, match="size must be at least 1, got 0"):
                _ = [chunk async for chunk in log.chunks(0)]
            await log.read()
            with pytest.raises(RuntimeError, match="can be read once"):
                await log.read()
            with pytest.raises(RuntimeError, match="can be read once"):
                _ = [chunk async for chunk in log.chunks()]
        with pytest.raises(RuntimeError, match="can be opened once"):
            await log.__aenter__()
        with pytest.raises(ValueError, match="digest must be"):
            log.expect(digest="x")


async def test_leaving_the_block_early_releases_everything():
    """A22: no connection, permit or task is left."""
    patience = gha.Patience(first_delay=0)
    pace = gha.Pace(concurrency=1)
    async with scene(blob(LOG * 50), patience=patience, pace=pace) as at:
        for _ in range(5):
            async with at.download() as log:
                async for _ in log.lines():
                    break
    assert len(at.storage.seen) == 5


async def test_a_download_that_cannot_be_opened_releases_everything():
    """A22: its permit is free for the next download."""
    script = [answer("204 No Content", b""), refusal("403 X"), blob(LOG)]
    patience = gha.Patience(attempts=1)
    pace = gha.Pace(concurrency=1)
    async with scene(*script, patience=patience, pace=pace) as at:
        for _ in range(2):
            with pytest.raises(gha.GitHubActionsError):
                await at.download().__aenter__()
        async with at.download() as log:
            assert await log.read() == LOG


async def test_a_body_being_read_holds_its_permit():
    """A5: with concurrency 1, a second download waits for the first."""
    async with scene(blob(LOG), pace=gha.Pace(concurrency=1)) as at:
        async with at.download(1) as log:
            other = asyncio.create_task(at.download(2).__aenter__())
            chunks = log.chunks()
            await anext(chunks)
            assert len(at.api.seen) == 1
            assert not other.done()
            async for _ in chunks:
                pass
        second = await other
        await second.__aexit__(None, None, None)
    assert len(at.api.seen) == 2


async def test_closing_the_client_ends_its_downloads():
    """A27: with the last failure and without another attempt."""
    async with scene(blob(LOG, cut=10, then=raw.silence)) as at, at.download() as log:
        chunks = log.chunks()
        await anext(chunks)
        async with asyncio.TaskGroup() as group:
            group.create_task(at.client.close())
            await advance(5)  # longer than closing waits, shorter than reading
        with pytest.raises(gha.ConnectionLostError):
            await anext(chunks)
