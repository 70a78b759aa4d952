"""A program that is killed during a download, once at each chunk."""

import asyncio
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.chaos.figure import Figure
from tests.support import raw
from tests.support.blobs import blob, redirects_to

ROOT = Path(__file__).parents[2]
CHUNK = 2**16
PAUSES = (0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05)  # seconds after the last byte


async def kill_after(body: bytes, after: int, folder: Path, pause: float = 0) -> str:
    """Kill a program after ``after`` sent bytes; return the state of its folder."""
    sent = asyncio.Event()

    async def then_stall(exchange: raw.Exchange) -> None:
        sent.set()
        await raw.stall(exchange)

    storage = blob(body, cut=after, then=then_stall)
    async with raw.serve(storage) as behind, raw.serve(redirects_to(behind)) as server:
        program = await asyncio.create_subprocess_exec(
            sys.executable,
            *(
                "-m",
                "tests.support.downloader",
                server.url,
                str(folder / "log"),
                "save",
            ),
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"},
            stderr=asyncio.subprocess.DEVNULL,
        )
        await sent.wait()
        await asyncio.sleep(pause)  # noqa: TID251 - real time of another process
        if program.returncode is None:
            program.kill()
        await program.wait()
    return await asyncio.to_thread(folder_state, folder, body)


def folder_state(folder: Path, body: bytes) -> str:
    """Return which files a folder contains."""
    log = folder / "log"
    others = [path for path in folder.iterdir() if path != log]
    if any(path.suffix != ".part" for path in others):
        return "another file"
    if not log.exists():
        return "none"
    return "complete file" if log.read_bytes() == body else "partial file"


def s11(chunks: int, ends: int) -> list[Figure]:
    """S11: the program is killed at each chunk, and many times near the end.

    Args:
        chunks: Number of chunks of the file.
        ends: How often the program is killed after the last byte was sent.
    """
    body = os.urandom(chunks * CHUNK)
    moments = [(count * CHUNK, 0.0) for count in range(chunks)]
    moments += [(len(body), PAUSES[n % len(PAUSES)]) for n in range(ends)]
    outcomes: Counter[str] = Counter()
    for after, pause in moments:
        with tempfile.TemporaryDirectory() as folder:
            outcomes[asyncio.run(kill_after(body, after, Path(folder), pause))] += 1
    return [
        Figure("programs killed", outcomes.total(), least=chunks + ends),
        Figure("without a file", outcomes["none"], least=chunks),
        Figure("with the complete file", outcomes["complete file"]),
        Figure("with a partial file", outcomes["partial file"], most=0),
        Figure("with another file", outcomes["another file"], most=0),
    ]
