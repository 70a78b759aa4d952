"""Downloads that are cancelled at each of their awaits."""

import asyncio
import tempfile

import pytest

import aioghactions as gha
from aioghactions import logs
from aioghactions._core.messages import Request
from aioghactions._http.aiohttp_transport import AiohttpTransport
from aioghactions._http.transport import Timeouts
from tests.fixtures.zips.builder import Member, archive
from tests.support.blobs import QUICK, blob, scene
from tests.support.cancel import cancel_at
from tests.support.raw import answer, serve
from tests.support.turns import turns

ZIP = archive(*(Member(name=f"{n}_job.txt", content=b"line\n" * 9) for n in range(9)))


async def save(repo, folder):
    """Save an archive."""
    async with repo.runs.logs(1) as archived:
        await archived.save(folder / "new")


async def replace(repo, folder):
    """Save an archive over another file."""
    async with repo.runs.logs(1) as archived:
        await archived.save(folder / "old", overwrite=True)


async def extract(repo, folder):
    """Extract an archive into a new folder."""
    async with repo.runs.logs(1) as archived:
        await archived.extract(folder / "new")


async def read(repo, _):
    """Read an archive line by line."""
    async with repo.runs.logs(1) as archived:
        async for _ in logs.read(archived.lines()):
            pass


async def read_run(repo, _):
    """Read the logs in an archive."""
    async with repo.runs.read_logs(1) as run:
        assert run.jobs == ()


def content(folder):
    """Return the paths and sizes of the files in a folder."""
    return {
        str(path.relative_to(folder)): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }


WHOLE = {
    save: {"old": 3, "new": len(ZIP)},
    replace: {"old": len(ZIP)},
    extract: {"old": 3} | {f"new/{n}_job.txt": 45 for n in range(9)},
}


@pytest.mark.parametrize("way", [save, replace, extract, read, read_run])
@pytest.mark.parametrize("broken", [False, True], ids=["whole", "broken"])
async def test_cancellation_at_any_await_leaves_all_or_nothing(
    tmp_path, monkeypatch, way, broken
):
    """S11, A22: no partial file, connection or permit is left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pace, step = gha.Pace.off(concurrency=1), 0
    cancelled, was_cancelled = 0, True

    async def api(exchange):
        if "/jobs" in exchange.target:
            await answer("200 OK", b'{"total_count": 0, "jobs": []}')(exchange)
            return
        # Every second link leads to a body whose connection breaks.
        at.storage.scripts = [blob(ZIP, cut=700 if broken and len(links) % 2 else None)]
        links.append(f"{at.storage.url}/blob?sig={len(links)}")
        await answer("302 Found", b"", f"location: {links[-1]}")(exchange)

    async with scene(blob(ZIP), api=api, pace=pace, patience=QUICK) as at:
        repo = at.client.repo("octo-org/hello")
        while was_cancelled:
            step += 1
            folder, links = tmp_path / str(step), [""] * broken
            folder.mkdir()
            (folder / "old").write_bytes(b"old")
            was_cancelled = await cancel_at(step, way(repo, folder))
            cancelled += was_cancelled
            found = await asyncio.to_thread(content, folder)
            whole = WHOLE.get(way, {"old": 3})
            assert found in (({"old": 3}, whole) if was_cancelled else (whole,))
        left = {path.name for path in tmp_path.iterdir()}
        assert left == {str(number) for number in range(1, step + 1)}
    assert cancelled >= 4


async def drip(exchange):
    """Send the beginning of a body, then nothing."""
    head = b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n"
    await exchange.send(head + b"x" * 1_000)
    await asyncio.Event().wait()


@pytest.mark.parametrize("reads_first", [True, False])
async def test_read_ends_when_the_transport_is_closed(reads_first):
    """A22, A27: aiohttp would let it wait for ever."""
    transport = AiohttpTransport()
    await transport.open()
    async with serve(drip) as server:
        request = Request(method="GET", url=f"{server.url}/x")
        async with transport.stream(
            request, Timeouts(connect=5, read=5, total=5)
        ) as stream:
            chunks = stream.chunks(1_000)
            assert await anext(chunks) == b"x" * 1_000
            if reads_first:
                read = asyncio.ensure_future(anext(chunks))
                await turns()
            await transport.close()
            with pytest.raises(gha.ConnectionLostError, match="closed while it was"):
                await (read if reads_first else anext(chunks))


async def test_read_ends_when_the_block_is_left():
    """A22: the error of the block is raised, and its permit is free again."""
    tasks = []
    async with scene(drip, pace=gha.Pace(concurrency=1)) as it:

        async def leave():
            async with it.download() as log:
                tasks.append(asyncio.create_task(log.read()))
                await turns()
                raise KeyError("of the program")

        with pytest.raises(KeyError, match="of the program"):
            await leave()
        with pytest.raises(gha.GitHubActionsError):
            await tasks[0]
        async with asyncio.timeout(5), it.download():
            pass
