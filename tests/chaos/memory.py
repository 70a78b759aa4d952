"""Memory of a program that reads large logs."""

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.chaos.figure import Figure
from tests.support import raw
from tests.support.raw import Exchange, Script

ROOT = Path(__file__).parents[2]
MIB = 2**20
MOST_GROWN = 16  # MiB
JOB = {
    "id": 1,
    "run_id": 1,
    "run_url": "x",
    "node_id": "x",
    "head_sha": "x",
    "url": "x",
    "html_url": None,
    "status": "completed",
    "conclusion": "failure",
    "started_at": "2024-01-01T00:00:00Z",
    "completed_at": "2024-01-01T00:00:00Z",
    "name": "build",
    "check_run_url": "x",
}


def block() -> bytes:
    """Return one MiB of a log, with groups, commands, colours and errors."""
    lines = ["##[group]Run make", "[command]/usr/bin/make", "##[endgroup]"]
    while sum(map(len, lines)) < MIB - 100 * len(lines):
        lines.append(f"\x1b[36m{os.urandom(24).hex()}\x1b[0m")
    lines.append("##[error]Process completed with exit code 2.")
    text = "".join(f"2024-05-01T10:00:00.0000000Z {line}\r\n" for line in lines)
    return text.encode().ljust(MIB, b"-")[: MIB - 1] + b"\n"


def serve_file(file: IO[bytes], size: int, repeated: int = 1) -> Script:
    """Return a script that sends a file ``repeated`` times as one body."""

    async def script(exchange: Exchange) -> None:
        length = size * repeated
        await exchange.send(
            f"HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n".encode()
        )
        for _ in range(repeated):
            file.seek(0)
            while piece := file.read(MIB):
                await exchange.send(piece)

    return script


async def memory_growth(storage: Script, mode: str, folder: str) -> float:
    """Return the growth in MiB of a program that reads the body from ``storage``."""

    async def api(exchange: Exchange) -> None:
        if exchange.target.partition("?")[0].endswith("/jobs"):
            jobs = json.dumps({"total_count": 1, "jobs": [JOB]}).encode()
            await raw.answer("200 OK", jobs)(exchange)
            return
        link = f"location: {behind.url}/blob?sig={len(server.seen)}"
        await raw.answer("302 Found", b"", link)(exchange)

    async with raw.serve(storage) as behind, raw.serve(api) as server:
        program = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.chaos.reader", server.url, f"{folder}/saved", mode),
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": f"{ROOT}/src:{ROOT}", "TMPDIR": folder},
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await program.communicate()
    assert program.returncode == 0, mode
    return float(out)


def c6(saved: int, read: int) -> list[Figure]:
    """C6: save a log, parse a log line by line, and read the archive of a run.

    Args:
        saved: Size of the saved log in MiB.
        read: Size of the parsed log in MiB.
    """
    piece = block()
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryFile() as log,
        tempfile.TemporaryFile() as packed,
    ):
        log.write(piece)
        with (
            ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as zipped,
            zipped.open("0_build.txt", "w", force_zip64=True) as entry,
        ):
            for _ in range(read):
                entry.write(piece)
        modes = {
            f"saving {saved} MiB": (serve_file(log, MIB, saved), "save"),
            f"parsing {read} MiB": (serve_file(log, MIB, read), "parse"),
            f"archive of {read} MiB": (serve_file(packed, packed.tell()), "run"),
        }
        return [
            Figure(
                f"MiB of growth, {name}",
                asyncio.run(memory_growth(script, mode, folder)),
                most=MOST_GROWN,
            )
            for name, (script, mode) in modes.items()
        ]
