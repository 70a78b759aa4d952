"""A bot that quotes the log of a failed run and re-runs it once.

python examples/bot.py octo-org/hello 30433642
"""

import asyncio
import sys
from collections import deque
from collections.abc import Awaitable, Callable

import aioghactions as gha
from aioghactions import logs

Say = Callable[[str], Awaitable[None]]


async def nurse(repo: gha.Repo, run_id: int, say: Say) -> None:
    """Wait for the run; report why it failed, and re-run its failed jobs once."""
    run = await repo.runs.wait(run_id)
    if run.conclusion != "failure":
        return
    async for job in repo.jobs.list_for_run(run_id):
        if job.conclusion == "failure":
            tail = deque[str](maxlen=20)
            async with repo.jobs.logs(job.id) as log:
                async for line in log.lines():
                    tail.append(logs.safe(line))
            await say(f"{logs.safe(job.name)} failed:\n" + "\n".join(tail))
    if run.run_attempt == 1:
        await repo.runs.rerun_failed_jobs(run_id)


async def main() -> None:
    async def say(text: str) -> None:
        print(text)

    try:
        name, run_id = sys.argv[1:]
    except ValueError:
        sys.exit(__doc__)
    async with gha.Client.from_env() as client:
        await nurse(client.repo(name), int(run_id), say)


if __name__ == "__main__":
    asyncio.run(main())
