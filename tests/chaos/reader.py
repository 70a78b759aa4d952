"""A program that reads a large log and prints its growth in MiB.

    python -m tests.chaos.reader API TARGET save|parse|run

It is a separate process so that only the reading is measured. It opens the log once
before, and measures from there.
"""

import asyncio
import sys
from collections.abc import AsyncIterable
from pathlib import Path

import aioghactions as gha
from aioghactions import logs
from tests.bench.download_one import reset_peak, resident
from tests.support.no_timeouts import NO_TIMEOUTS


async def count_lines(lines: AsyncIterable[str]) -> int:
    """Return the number of parsed lines with text."""
    count = 0
    async for item in logs.read_folded(logs.read(lines)):
        for line in item.lines if isinstance(item, logs.Group) else (item,):
            count += bool(line.text)
    return count


async def read(repo: gha.Repo, target: Path, mode: str) -> None:
    """Read the log with the method that ``mode`` names."""
    match mode:
        case "save":
            async with repo.jobs.logs(1) as log:
                await log.save(target, overwrite=True)
        case "parse":
            async with repo.jobs.logs(1) as log:
                assert await count_lines(log.lines())
        case _:
            async with repo.runs.read_logs(1) as run:
                (job,) = run.jobs
                assert await count_lines(job.lines())


async def main(api: str, target: str, mode: str) -> None:
    """Warm up, then measure the growth."""
    async with gha.Client.anonymous(base_url=api, patience=NO_TIMEOUTS) as client:
        repo = client.repo("octo-org/hello")
        async with repo.jobs.logs(1) as log:
            async for _ in logs.read(log.lines()):
                break
        reset_peak()
        before = resident("VmRSS")
        await read(repo, Path(target), mode)
        sys.stdout.write(str(resident("VmHWM") - before))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
