"""gidgethub over aiohttp, untyped."""

import asyncio
from contextlib import asynccontextmanager

import aiohttp
from gidgethub.aiohttp import GitHubAPI

RUNS = "/repos/octo-org/hello/actions/runs"


@asynccontextmanager
async def client(url):
    async with aiohttp.ClientSession() as session:
        yield GitHubAPI(session, "bench", oauth_token="token", base_url=url)


async def list_runs(github):
    return len(
        [
            run
            async for run in github.getiter(
                f"{RUNS}?per_page=100", iterable_key="workflow_runs"
            )
        ]
    )


async def get_runs(github, count, width):
    numbers = iter(range(1, count + 1))

    async def work():
        for number in numbers:
            await github.getitem(f"{RUNS}/{number}")

    async with asyncio.TaskGroup() as group:
        for _ in range(width):
            group.create_task(work())
    return count
