"""ghapi, untyped."""

import asyncio
from contextlib import asynccontextmanager

from ghapi.all import GhApi, paged


@asynccontextmanager
async def client(url, repo, token):
    yield GhApi(owner="octo-org", repo=repo, token=token, gh_host=url)


async def list_runs(github, pages):
    found = 0
    operation = github.actions.list_workflow_runs_for_repo
    async for page in paged(operation, per_page=100, max_pages=pages):
        found += len(page.workflow_runs)
    return found


async def get_runs(github, count, width):
    numbers = iter(range(1, count + 1))

    async def work():
        for number in numbers:
            await github.actions.get_workflow_run(number)

    async with asyncio.TaskGroup() as group:
        for _ in range(width):
            group.create_task(work())
    return count
