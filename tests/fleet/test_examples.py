"""The examples of fleets, on the real engines, with a real Redis."""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from aioghactions.testing import FakeGitHub
from tests.fleet import store
from tests.fleet.store import redis_server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(store.PROGRAM is None, reason=f"NOT RUN: {store.MISSING}"),
]
ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
MISSING = "octo-org/missing"
Meanwhile = Callable[[FakeGitHub, int], Awaitable[None]]


def populated(count: int) -> tuple[FakeGitHub, list[str]]:
    """Return a fake GitHub on a real clock, and the names of its repositories."""
    github = FakeGitHub()
    names = [f"octo-org/repo-{i}" for i in range(count)]
    for name in names:
        github.add_repo(name).add_run(status="completed", conclusion="success")
    return github, names


def environment(github: FakeGitHub, redis: str) -> dict[str, str]:
    """Return the environment of the processes of a fleet."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),
        "GITHUB_API_URL": github.url,
        "GH_ENTERPRISE_TOKEN": github.token,
        "REDIS_URL": redis,
    }


async def start(env: dict[str, str], *arguments: str) -> asyncio.subprocess.Process:
    """Start a Python program whose output is kept."""
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env=env, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )


async def end(process: asyncio.subprocess.Process) -> None:
    """End a process and its children."""
    if process.returncode is None:
        for child in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                child.kill()
        process.kill()
    await process.communicate()


async def kill_a_worker(github: FakeGitHub, pid: int) -> None:
    """Kill a process of the cluster that has sent requests to ``github``."""
    port = int(github.url.rpartition(":")[2])
    while len(github.requests) < 60:  # noqa: ASYNC110 - of other processes
        await asyncio.sleep(0.01)  # noqa: TID251 - other processes have real clocks
    for child in psutil.Process(pid).children(recursive=True):
        if any(it.raddr and it.raddr.port == port for it in child.net_connections()):
            child.kill()
            return
    raise AssertionError("no worker was found")


def check(output: bytes, names: list[str]) -> None:
    """Check that every repository is in the result once, failures as values."""
    lines = dict.fromkeys(names, "success")
    found = Counter(line.partition(" ")[0] for line in output.decode().splitlines())
    assert found == Counter([*names, MISSING])
    rows = dict(line.split(" ", 1) for line in output.decode().splitlines())
    failure = rows.pop(MISSING)
    assert rows == lines
    assert failure.startswith("failed: ")
    assert "404" in failure


async def crawl_with_dask(count: int) -> None:
    """Crawl with six processes, one of which is killed on the way."""
    github, names = populated(count)
    async with redis_server() as redis, github:
        env = environment(github, redis.url)
        program = str(EXAMPLES / "fleet_dask.py")
        process = await start(env, program, redis.url, *names, MISSING)
        try:
            killing = asyncio.create_task(kill_a_worker(github, process.pid))
            output, _ = await process.communicate()
            await killing
        finally:
            await end(process)
        assert process.returncode == 0
        check(output, names)
        assert not [it for it in github.requests if it.status in {403, 429}]
        assert await redis.calls() > 0


async def crawl_with_taskiq(count: int) -> None:
    """Crawl with two worker processes."""
    github, names = populated(count)
    async with redis_server() as redis, github:
        env = environment(github, redis.url)
        app = ("-m", "taskiq", "worker", "--app-dir", "examples", "fleet_taskiq:broker")
        workers = await start(env, *app, "--workers", "2")
        program = str(EXAMPLES / "fleet_taskiq.py")
        process = await start(env, program, *names, MISSING)
        try:
            output, _ = await process.communicate()
        finally:
            await end(process)
            await end(workers)
        assert process.returncode == 0
        check(output, names)


def test_300_repositories_are_crawled_by_dask_though_a_worker_is_killed():
    """Every repository is in the result once."""
    asyncio.run(crawl_with_dask(300))


def test_repositories_are_crawled_by_taskiq():
    """One task for each repository."""
    asyncio.run(crawl_with_taskiq(40))
