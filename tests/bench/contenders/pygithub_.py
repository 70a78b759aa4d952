"""PyGithub, which is synchronous, in threads."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from github import Auth, Github


@asynccontextmanager
async def client(url, repo, token):
    github = Github(
        auth=Auth.Token(token),
        base_url=url,
        per_page=100,
        pool_size=50,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )
    yield github.get_repo(f"octo-org/{repo}", lazy=True)
    github.close()


async def list_runs(repo, pages):
    return await asyncio.to_thread(lambda: len(list(repo.get_workflow_runs())))


async def get_runs(repo, count, width):
    def status(number):
        return repo.get_workflow_run(number).status  # fetched at access

    def work():
        with ThreadPoolExecutor(width) as pool:
            return len(list(pool.map(status, range(1, count + 1))))

    return await asyncio.to_thread(work)
