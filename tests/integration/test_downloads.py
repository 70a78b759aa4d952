"""Downloads as programs use and misuse them, over real sockets."""

import asyncio

import pytest

import aioghactions as gha
from tests.support import raw
from tests.support.blobs import blob, refusal, scene
from tests.support.raw import answer
from tests.support.stopped import advance

LOG = b"".join(b"2024-05-01T10:00:00.%07dZ line %d\n" % (n, n) for n in range(9000))


async def test_a_log_is_read_with_its_facts_before_its_bytes():
    """A19: length, type and name are known on entry."""
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
async def test_chunks_are_as_small_as_asked(size):
    """S10: and are the body, in order."""
    async with scene(blob(LOG)) as at, at.download() as log:
        chunks = [chunk async for chunk in log.chunks(size)]
    assert b"".join(chunks) == LOG
    assert max(map(len, chunks)) <= size


async def test_lines_are_lines():
    """A20: without their ends, whatever the chunks."""
    text = LOG + b"the end"
    async with scene(blob(text, pieces=997)) as at, at.download() as log:
        assert [line async for line in log.lines()] == text.decode().splitlines()


async def test_a_download_is_opened_once_and_read_once():
    """Misuse is a RuntimeError that says what to do."""
    async with scene(blob(LOG)) as at:
        log = at.download()
        with pytest.raises(RuntimeError, match="open the download"):
            await log.read()
        async with log:
            with pytest.raises(ValueError, match="size is 0: at least 1"):
                _ = [chunk async for chunk in log.chunks(0)]
            await log.read()
            with pytest.raises(RuntimeError, match="read it once"):
                await log.read()
            with pytest.raises(RuntimeError, match="read it once"):
                _ = [chunk async for chunk in log.chunks()]
        with pytest.raises(RuntimeError, match="opened once"):
            await log.__aenter__()
        with pytest.raises(ValueError, match="no digest"):
            log.expect(digest="x")


async def test_leaving_early_lets_go_of_everything():
    """A22: no connection, no place in the gate, no task stays behind."""
    patience = gha.Patience(first_delay=0)
    pace = gha.Pace(concurrency=1)
    async with scene(blob(LOG * 50), patience=patience, pace=pace) as at:
        for _ in range(5):
            async with at.download() as log:
                async for _ in log.lines():
                    break
    assert len(at.storage.seen) == 5


async def test_a_download_that_does_not_open_lets_go_of_everything():
    """A22: its place in the gate is free for the next one."""
    script = [answer("204 No Content", b""), refusal("403 X"), blob(LOG)]
    patience = gha.Patience(attempts=1)
    pace = gha.Pace(concurrency=1)
    async with scene(*script, patience=patience, pace=pace) as at:
        for _ in range(2):
            with pytest.raises(gha.GitHubActionsError):
                await at.download().__aenter__()
        async with at.download() as log:
            assert await log.read() == LOG


async def test_what_is_streamed_counts_as_under_way():
    """A5: a second call waits while a body is being read."""
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


async def test_a_client_that_is_closed_ends_its_downloads():
    """A27: with the real failure, not with a new attempt."""
    async with scene(blob(LOG, cut=10, then=raw.silence)) as at, at.download() as log:
        chunks = log.chunks()
        await anext(chunks)
        async with asyncio.TaskGroup() as group:
            group.create_task(at.client.close())
            await advance(5)  # longer than closing waits, shorter than reading
        with pytest.raises(gha.ConnectionLostError):
            await anext(chunks)
