"""Memory use of downloads, measured in a separate process."""

import asyncio
import json
import sys
import zlib
from pathlib import Path

import pytest

from tests.fixtures.zips.builder import Member, archive
from tests.fixtures.zips.corpus import bomb
from tests.support.blobs import blob, redirects_to
from tests.support.raw import serve

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MIB = 2**20


def gzip_zeros(mebibytes):
    """Return a number of MiB of zeros, compressed by gzip."""
    gzipper = zlib.compressobj(9, wbits=31)
    blocks = [gzipper.compress(bytes(MIB)) for _ in range(mebibytes)]
    return b"".join(blocks) + gzipper.flush()


async def grown(tmp_path, way, script):
    """Return by how many MiB a process grows that downloads from ``script``.

    It grows by less than 4 MiB for each bomb, also beside other busy processes.
    """
    async with serve(script) as storage, serve(redirects_to(storage)) as api:
        program = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.bench.download_one", api.url, str(tmp_path / "x"), way),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await program.communicate()
    assert program.returncode == 0
    return json.loads(out)["grown"]


def entries(count):
    """Return a zip with a central directory of many entries."""
    return archive(*(Member(name=str(n), content=b"", method=0) for n in range(count)))


BOMBS = {
    "zip": ("unpack", lambda: blob(bomb())),
    "directory": ("unpack", lambda: blob(entries(60_000))),
    "gzip": ("read", lambda: blob(gzip_zeros(512), "content-encoding: gzip")),
    "endless": ("read", lambda: endless),
}


async def endless(exchange):
    """Send compressed zeros forever."""
    head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-encoding: gzip"
    gzipper = zlib.compressobj(9, wbits=31)
    await exchange.send(f"{head}\r\n\r\n".encode())
    while True:
        block = gzipper.compress(bytes(MIB)) + gzipper.flush(zlib.Z_SYNC_FLUSH)
        await exchange.send(b"%x\r\n%b\r\n" % (len(block), block))


@pytest.mark.parametrize(("way", "script"), BOMBS.values(), ids=BOMBS.keys())
async def test_a_bomb_is_rejected_with_bounded_memory(tmp_path, way, script):
    """S10, C6: half a megabyte that unpacks to 512 MiB, or a body without end."""
    assert await grown(tmp_path, way, script()) <= 32
    assert list(tmp_path.iterdir()) == []


async def test_saving_needs_constant_memory(tmp_path):
    """C6: the process grows by at most 8 MiB for a log of 100 MiB."""
    log = bytes(100 * MIB)
    assert await grown(tmp_path, "save", blob(log)) <= 8
    assert (tmp_path / "x").stat().st_size == len(log)


@pytest.mark.parametrize("line", [b"x" * 99 + b"\n", b"x" * 100])
async def test_the_tail_of_a_log_needs_constant_memory(tmp_path, line):
    """S10: of a log of 100 MiB, also if that is one line; 8 MiB suffice."""
    assert await grown(tmp_path, "tail", blob(line * MIB)) <= 8
