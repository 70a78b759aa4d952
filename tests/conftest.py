"""What all tests share: a fake GitHub under contract, and watchdogs."""

import asyncio
import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from contextlib import AsyncExitStack
from typing import Any

import pytest
from blockbuster import blockbuster_ctx

from aioghactions.testing import FakeGitHub, InstantClock
from aioghactions.testing.plugin import github_client, instant_clock
from tests.support.contract import Contract
from tests.support.stopped import StoppedLoop

__all__ = ["github_client", "instant_clock"]

pytest_plugins = ["tests.support.canary"]


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], StoppedLoop]]:
    """Run every asynchronous test in a loop in which no time passes by itself."""
    return {"stopped": StoppedLoop}


StartGitHub = Callable[..., Awaitable[FakeGitHub]]


@pytest.fixture
def contract() -> Generator[Contract]:
    """Yield what watches the exchanges; it complains after the test."""
    contract = Contract()
    yield contract
    assert list(contract.violations()) == []


@pytest.fixture
async def start_github(
    instant_clock: InstantClock, contract: Contract
) -> AsyncGenerator[StartGitHub]:
    """Yield a function that starts a FakeGitHub with settings of its own."""
    async with AsyncExitStack() as stack:

        async def start(**settings: Any) -> FakeGitHub:
            settings.setdefault("clock", instant_clock)
            github = FakeGitHub(observers=[contract.observe], **settings)
            return await stack.enter_async_context(github)

        yield start


@pytest.fixture
async def fake_github(start_github: StartGitHub) -> FakeGitHub:
    """Return a started FakeGitHub as github.com."""
    return await start_github()


@pytest.fixture
async def no_task_left_behind() -> AsyncGenerator[None]:
    """Fail a test that leaves a task running."""
    before = asyncio.all_tasks()
    yield
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert not [task for task in left if not task.done()]


@pytest.fixture(autouse=True)
def _watchdogs(request: pytest.FixtureRequest) -> Generator[None]:
    """Watch tests that run in an event loop: no leak, nothing that blocks it."""
    if not inspect.iscoroutinefunction(getattr(request, "function", None)):
        yield
        return
    request.getfixturevalue("no_task_left_behind")
    with blockbuster_ctx("aioghactions") as watched:
        # Whoever measures coverage waits for a thread that does so, too.
        locking = watched.functions["threading.Lock.acquire"]
        locking.can_block_in("coverage/collector.py", "lock_data")
        yield
