"""githubkit with its models; hishel must be older than 2, or it does not import."""

import asyncio
from contextlib import asynccontextmanager

from githubkit import GitHub


@asynccontextmanager
async def client(url, repo, token):
    github = GitHub(token, base_url=url, http_cache=False, auto_retry=False)
    async with github:
        yield github, {"owner": "octo-org", "repo": repo}


async def list_runs(client, pages):
    github, where = client
    runs = github.rest.paginate(
        github.rest.actions.async_list_workflow_runs_for_repo,
        per_page=100,
        map_func=lambda response: response.parsed_data.workflow_runs,
        **where,
    )
    return len([run async for run in runs])


async def get_runs(client, count, width):
    github, where = client
    numbers = iter(range(1, count + 1))

    async def work():
        for number in numbers:
            response = await github.rest.actions.async_get_workflow_run(
                run_id=number, **where
            )
            assert response.parsed_data.id

    async with asyncio.TaskGroup() as group:
        for _ in range(width):
            group.create_task(work())
    return count
