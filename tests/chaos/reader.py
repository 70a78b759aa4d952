"""A program that reads a large log and prints by how many MiB it has grown.

    python -m tests.chaos.reader API TARGET save|understand|run

A process of its own, so that nothing but the reading is measured: it opens the log for
nothing first, and counts from there.
"""

import asyncio
import sys
from collections.abc import AsyncIterable
from pathlib import Path

import aioghactions as gha
from aioghactions import logs
from tests.bench.download_one import forget_peak, resident
from tests.support.no_timeouts import NO_TIMEOUTS


async def understood(lines: AsyncIterable[str]) -> int:
    """Return how many lines there are, each understood, made safe and folded."""
    count = 0
    async for item in logs.read_folded(logs.read(lines)):
        for line in item.lines if isinstance(item, logs.Group) else (item,):
            count += bool(line.text)
    return count


async def read(repo: gha.Repo, target: Path, way: str) -> None:
    """Read the log in this way."""
    match way:
        case "save":
            async with repo.jobs.logs(1) as log:
                await log.save(target, overwrite=True)
        case "understand":
            async with repo.jobs.logs(1) as log:
                assert await understood(log.lines())
        case _:
            async with repo.runs.read_logs(1) as run:
                (job,) = run.jobs
                assert await understood(job.lines())


async def main(api: str, target: str, way: str) -> None:
    """Warm up, then measure."""
    async with gha.Client(None, base_url=api, patience=NO_TIMEOUTS) as client:
        repo = client.repo("octo-org/hello")
        async with repo.jobs.logs(1) as log:
            async for _ in logs.read(log.lines()):
                break
        forget_peak()
        before = resident("VmRSS")
        await read(repo, Path(target), way)
        sys.stdout.write(str(resident("VmHWM") - before))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
