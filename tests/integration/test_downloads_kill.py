"""A program that is killed during a download."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.fixtures.zips.builder import Member, archive
from tests.support import raw
from tests.support.blobs import blob, redirects_to
from tests.support.raw import serve

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ZIP = archive(*(Member(name=f"{n}.txt", content=os.urandom(50_000)) for n in range(40)))


async def start(api, target, way):
    """Start a program that downloads."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.support.downloader", api, str(target), way),
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"},
        stderr=asyncio.subprocess.PIPE,
    )


def pausing(count):
    """Return storage that stalls after ``count`` bytes, and an event for that."""
    reached = asyncio.Event()

    async def silent(exchange):
        reached.set()
        await raw.silence(exchange)

    return blob(ZIP, cut=count, then=silent), reached


MOMENTS = [
    *((signal.SIGINT, share) for share in (0, 0.3, 0.7, 1)),
    (signal.SIGTERM, 0.3),
    *((signal.SIGKILL, share) for share in (0.3, 1)),  # at every chunk: tests.chaos
]


@pytest.mark.parametrize("way", ["save", "extract"])
@pytest.mark.parametrize(("how", "share"), MOMENTS)
async def test_a_killed_program_leaves_no_partial_file(tmp_path, way, share, how):
    """S11, A30, C14: after an interrupt, no temporary file is left either."""
    target = tmp_path / "logs"
    script, reached = pausing(int(len(ZIP) * share))
    async with serve(script) as storage, serve(redirects_to(storage)) as api:
        program = await start(api.url, target, way)
        await reached.wait()
        program.send_signal(how)
        _, errors = await program.communicate()
    assert not target.exists()
    left = [path.name for path in tmp_path.iterdir()]
    if how == signal.SIGINT:
        assert left == []
        assert b"Traceback" in errors
        assert b"KeyboardInterrupt" in errors
        assert b"never awaited" not in errors
        assert b"Unclosed" not in errors
    else:
        assert all(name.endswith(".part") for name in left)


@pytest.mark.parametrize("milliseconds", [0, 2, 5, 10, 20, 40])
async def test_a_program_killed_at_the_end_leaves_the_whole_file_or_none(
    tmp_path, milliseconds
):
    """S11: also while the file is renamed."""
    target = tmp_path / "logs"
    reached = asyncio.Event()

    async def last(exchange):
        await blob(ZIP)(exchange)
        reached.set()

    async with serve(last) as storage, serve(redirects_to(storage)) as api:
        program = await start(api.url, target, "save")
        await reached.wait()
        await asyncio.to_thread(time.sleep, milliseconds / 1000)
        if program.returncode is None:
            program.kill()
        await program.communicate()
    if target.exists():
        assert target.read_bytes() == ZIP
