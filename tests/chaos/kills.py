"""A program that is killed amid a download, at one chunk after the other."""

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


async def killed(body: bytes, after: int, folder: Path, pause: float = 0) -> str:
    """Kill a program when ``after`` bytes were sent; return what is in its folder."""
    sent = asyncio.Event()

    async def silent(exchange: raw.Exchange) -> None:
        sent.set()
        await raw.stall(exchange)

    storage = blob(body, cut=after, then=silent)
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
        await asyncio.sleep(pause)  # noqa: TID251 - of another process
        if program.returncode is None:
            program.kill()
        await program.wait()
    return await asyncio.to_thread(found, folder, body)


def found(folder: Path, body: bytes) -> str:
    """Return what a folder holds."""
    log = folder / "log"
    others = [path for path in folder.iterdir() if path != log]
    if any(path.suffix != ".part" for path in others):
        return "a file that nobody asked for"
    if not log.exists():
        return "none"
    return "the whole file" if log.read_bytes() == body else "half a file"


def s11(chunks: int, ends: int) -> list[Figure]:
    """S11: killed at each chunk, and many times around the last byte.

    Args:
        chunks: How many chunks the file has.
        ends: How often the program is killed in its last moments.
    """
    body = os.urandom(chunks * CHUNK)
    moments = [(count * CHUNK, 0.0) for count in range(chunks)]
    moments += [(len(body), PAUSES[n % len(PAUSES)]) for n in range(ends)]
    outcomes: Counter[str] = Counter()
    for after, pause in moments:
        with tempfile.TemporaryDirectory() as folder:
            outcomes[asyncio.run(killed(body, after, Path(folder), pause))] += 1
    return [
        Figure("programs killed", outcomes.total(), least=chunks + ends),
        Figure("of which left no file", outcomes["none"], least=chunks),
        Figure("of which left the whole file", outcomes["the whole file"]),
        Figure("half files", outcomes["half a file"], most=0),
        Figure("other files", outcomes["a file that nobody asked for"], most=0),
    ]
