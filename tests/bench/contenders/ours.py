"""This library, with its pacing off: the server is no GitHub."""

from contextlib import asynccontextmanager

import aioghactions as gha


@asynccontextmanager
async def client(url, repo):
    pace = gha.Pace.off(concurrency=50)
    async with gha.Client("token", base_url=url, pace=pace) as github:
        yield github.repo("octo-org", repo).runs


async def list_runs(runs, pages):
    return len([run async for run in runs.list()])


async def get_runs(runs, count, width):
    async with gha.fan_out(runs.get, range(1, count + 1), limit=width) as outcomes:
        done = [outcome async for outcome in outcomes]
    assert all(isinstance(outcome, gha.Done) for outcome in done)
    return len(done)
