"""Save one log and print the cost as JSON.

    python -m tests.bench.download_one API TARGET save|unpack|read|tail

It is a separate process so that only the download is measured. It opens the download
once before, and measures from there.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

import aioghactions as gha
from tests.support.no_timeouts import NO_TIMEOUTS


def resident(name: str) -> float:
    """Return an entry of this process's memory in /proc/self/status, in MiB."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise ValueError(name)


def reset_peak() -> None:
    """Reset the peak of the resident memory."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")


async def save(client: gha.Client, target: Path) -> None:
    """Save a log."""
    async with client.repo("octo-org/hello").jobs.logs(1) as log:
        await log.save(target, overwrite=True)


async def unpack(client: gha.Client, target: Path) -> None:
    """Extract a zip bomb, which must raise."""
    async with client.repo("octo-org/hello").runs.logs(1) as log:
        try:
            await log.extract(target)
        except gha.UnsafeArchiveError:
            return
    raise AssertionError("the bomb was extracted")


async def read(client: gha.Client, _: Path) -> None:
    """Read a gzip bomb, which must raise."""
    async with client.repo("octo-org/hello").jobs.logs(1) as log:
        try:
            async for _ in log.chunks():
                pass
        except gha.DownloadError:
            return
    raise AssertionError("the bomb was read")


async def tail(client: gha.Client, _: Path) -> None:
    """Read the last lines of a log."""
    await client.repo("octo-org/hello").jobs.tail(1)


async def main(api: str, target: str, mode: str) -> None:
    """Warm up, then measure."""
    work = {"save": save, "unpack": unpack, "read": read, "tail": tail}[mode]
    async with gha.Client.anonymous(base_url=api, patience=NO_TIMEOUTS) as client:
        async with client.repo("octo-org/hello").jobs.logs(1):
            pass
        reset_peak()
        before = resident("VmRSS")
        cpu, wall = time.process_time(), time.perf_counter()
        await work(client, Path(target))
        cost = {
            "wall": time.perf_counter() - wall,
            "cpu": time.process_time() - cpu,
            "grown": resident("VmHWM") - before,
        }
    sys.stdout.write(json.dumps(cost))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
