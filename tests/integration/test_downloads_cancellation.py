"""Downloads that are cancelled, at each await that they come to."""

import asyncio
import tempfile

import pytest

import aioghactions as gha
from aioghactions import logs
from tests.fixtures.zips.builder import Member, archive
from tests.support.blobs import QUICK, blob, scene
from tests.support.cancel import cancel_at
from tests.support.raw import answer

ZIP = archive(*(Member(name=f"{n}_job.txt", content=b"line\n" * 9) for n in range(9)))


async def save(repo, folder):
    """Save an archive."""
    async with repo.runs.logs(1) as archived:
        await archived.save(folder / "new")


async def replace(repo, folder):
    """Save it where another file is."""
    async with repo.runs.logs(1) as archived:
        await archived.save(folder / "old", overwrite=True)


async def extract(repo, folder):
    """Unpack it into a new folder."""
    async with repo.runs.logs(1) as archived:
        await archived.extract(folder / "new")


async def read(repo, _):
    """Read it line by line."""
    async with repo.runs.logs(1) as archived:
        async for _ in logs.read(archived.lines()):
            pass


async def read_run(repo, _):
    """Read what is in it."""
    async with repo.runs.read_logs(1) as run:
        assert run.jobs == ()


def content(folder):
    """Return the names and lengths of what lies in a folder."""
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
@pytest.mark.parametrize("broken", [False, True], ids=["in one go", "broken"])
async def test_cancelled_anywhere_it_leaves_all_or_nothing(
    tmp_path, monkeypatch, way, broken
):
    """S11, A22: no file but a whole one, no connection, no place in the gate."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pace, place = gha.Pace.off(concurrency=1), 0
    cancelled, went_on = 0, True

    async def api(exchange):
        if "/jobs" in exchange.target:
            await answer("200 OK", b'{"total_count": 0, "jobs": []}')(exchange)
            return
        # Every other link leads to a body that breaks off.
        at.storage.scripts = [blob(ZIP, cut=700 if broken and len(links) % 2 else None)]
        links.append(f"{at.storage.url}/blob?sig={len(links)}")
        await answer("302 Found", b"", f"location: {links[-1]}")(exchange)

    async with scene(blob(ZIP), api=api, pace=pace, patience=QUICK) as at:
        repo = at.client.repo("octo-org/hello")
        while went_on:
            place += 1
            folder, links = tmp_path / str(place), [""] * broken
            folder.mkdir()
            (folder / "old").write_bytes(b"old")
            went_on = await cancel_at(place, way(repo, folder))
            cancelled += went_on
            found = await asyncio.to_thread(content, folder)
            whole = WHOLE.get(way, {"old": 3})
            assert found in (({"old": 3}, whole) if went_on else (whole,))
        left = {path.name for path in tmp_path.iterdir()}
        assert left == {str(number) for number in range(1, place + 1)}
    assert cancelled >= 4
