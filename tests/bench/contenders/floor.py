"""The floor, a minimal hand-written client: aiohttp and orjson, untyped."""

import asyncio
from contextlib import asynccontextmanager

import aiohttp
import orjson

HEADERS = {
    "Accept": "application/vnd.github+json",
    "X-GitHub-Api-Version": "2022-11-28",
    "User-Agent": "floor",
}


@asynccontextmanager
async def client(url, repo, token):
    headers = HEADERS | {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield session, f"{url}/repos/octo-org/{repo}/actions/runs"


async def fetch(session, url, params=None):
    async with session.get(url, params=params) as response:
        return orjson.loads(await response.read())


async def list_runs(client, pages):
    session, runs = client
    found = []
    for page in range(1, pages + 1):
        params = {"per_page": "100", "page": str(page)}
        found += (await fetch(session, runs, params))["workflow_runs"]
    return len(found)


async def get_runs(client, count, width):
    session, runs = client
    numbers = iter(range(1, count + 1))

    async def work():
        for number in numbers:
            await fetch(session, f"{runs}/{number}")

    async with asyncio.TaskGroup() as group:
        for _ in range(width):
            group.create_task(work())
    return count
