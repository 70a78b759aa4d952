"""Fixtures of all tests: a fake GitHub with contract checks, and watchdogs."""

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
    """Mark sweeps, builds and documentation tests as slow."""
    for item in items:
        if item.path.is_relative_to(ROOT) and _SLOW & set(
            item.path.relative_to(ROOT).parts
        ):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """Disable the garbage collector while a report is written.

    Python 3.11 parses the source for the report and raises SystemError if a collected
    object parses source as well (gh-106905), which ends the whole run.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], StoppedLoop]]:
    """Run every asynchronous test in a loop whose clock is stopped."""
    return {"stopped": StoppedLoop}


StartGitHub = Callable[..., Awaitable[FakeGitHub]]


@pytest.fixture
def contract() -> Generator[Contract]:
    """Yield a recorder of exchanges; fail the test if one violates the contract."""
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
    """Return a started FakeGitHub with the edition github.com."""
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
    """Check tests that run in an event loop for leaked tasks and blocking calls."""
    if not inspect.iscoroutinefunction(getattr(request, "function", None)):
        yield
        return
    request.getfixturevalue("no_task_left_behind")
    with blockbuster_ctx("aioghactions") as watched:
        # Coverage's own lock may block: it is taken for each new frame.
        locking = watched.functions["threading.Lock.acquire"]
        locking.can_block_in("coverage/collector.py", "lock_data")
        yield
