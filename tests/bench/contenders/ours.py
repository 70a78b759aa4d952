"""This library, without pacing, since the server has no limits."""

import asyncio
from contextlib import asynccontextmanager

import aioghactions as gha


@asynccontextmanager
async def client(url, repo, token):
    pace = gha.Pace.off(concurrency=50)
    async with gha.Client(token, base_url=url, pace=pace) as github:
        yield github.repo("octo-org", repo).runs


async def list_runs(runs, pages):
    return len([run async for run in runs.list()])


async def get_runs(runs, count, width):
    numbers = iter(range(1, count + 1))

    async def work():
        for number in numbers:
            assert (await runs.get(number)).id

    async with asyncio.TaskGroup() as group:
        for _ in range(width):
            group.create_task(work())
    return count
