"""What all tests share: a fake GitHub under contract, and watchdogs."""

import asyncio
import gc
import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Final

import pytest
from blockbuster import blockbuster_ctx
from hypothesis import HealthCheck, settings

from aioghactions.testing import FakeGitHub, InstantClock
from aioghactions.testing.plugin import github_client, instant_clock
from tests.support.contract import Contract
from tests.support.stopped import StoppedLoop

__all__ = ["github_client", "instant_clock"]

pytest_plugins = ["tests.support.canary"]

ROOT: Final = Path(__file__).parent
_SLOW: Final = {"chaos", "codegen", "docs", "property"}

# The same examples each time, and no bound of time: the machine may be busy.
settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long for its kind: sweeps, builds, documentation."""
    for item in items:
        if item.path.is_relative_to(ROOT) and _SLOW & set(
            item.path.relative_to(ROOT).parts
        ):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """Collect no garbage while a report is written.

    Python 3.11 parses the source for it, and ends with SystemError where what is
    collected meanwhile parses some as well (gh-106905): that ends the whole run.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


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
