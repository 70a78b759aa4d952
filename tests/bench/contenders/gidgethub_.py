"""gidgethub over aiohttp, untyped."""

import asyncio
from contextlib import asynccontextmanager

import aiohttp
from gidgethub.aiohttp import GitHubAPI


@asynccontextmanager
async def client(url, repo, token):
    async with aiohttp.ClientSession() as session:
        github = GitHubAPI(session, "bench", oauth_token=token, base_url=url)
        yield github, f"/repos/octo-org/{repo}/actions/runs"


async def list_runs(client, pages):
    github, runs = client
    return len(
        [
            run
            async for run in github.getiter(
                f"{runs}?per_page=100", iterable_key="workflow_runs"
            )
        ]
    )


async def get_runs(client, count, width):
    github, runs = client
    numbers = iter(range(1, count + 1))

    async def work():
        for number in numbers:
            await github.getitem(f"{runs}/{number}")

    async with asyncio.TaskGroup() as group:
        for _ in range(width):
            group.create_task(work())
    return count
