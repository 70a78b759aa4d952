"""The pytest plugin: fixtures for testing programs that use this library.

* ``fake_github``: a started :class:`~aioghactions.testing.FakeGitHub`
* ``instant_clock``: the :class:`~aioghactions.testing.InstantClock` of both
* ``github_client``: a :class:`~aioghactions.Client` of ``fake_github``

pytest imports it through its entry point. The asynchronous fixtures need a plugin
that runs coroutines, such as pytest-asyncio.
"""

from collections.abc import AsyncGenerator, Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pytest

from aioghactions import testing

if TYPE_CHECKING:
    from aioghactions.client import Client
    from aioghactions.testing.clock import InstantClock
    from aioghactions.testing.github import FakeGitHub

F = TypeVar("F", bound=Callable[..., Any])


def _async_fixture(function: F) -> F:
    """Return a fixture that also works in the strict mode of pytest-asyncio."""
    if find_spec("pytest_asyncio") is None:
        return cast("F", pytest.fixture(function))
    import pytest_asyncio  # noqa: PLC0415 - optional

    return cast("F", pytest_asyncio.fixture(function))


@pytest.fixture
def instant_clock() -> "InstantClock":
    """Return a clock on which waiting takes no time."""
    return testing.InstantClock()


@_async_fixture
async def fake_github(
    instant_clock: "InstantClock",
) -> AsyncGenerator["FakeGitHub", None]:
    """Yield an empty fake GitHub that listens on loopback."""
    async with testing.FakeGitHub(clock=instant_clock) as github:
        yield github


@_async_fixture
async def github_client(
    fake_github: "FakeGitHub", instant_clock: "InstantClock"
) -> AsyncGenerator["Client", None]:
    """Yield a client with full permissions on ``fake_github``."""
    from aioghactions.client import Client  # noqa: PLC0415 - imported on first use

    async with Client(
        fake_github.token, base_url=fake_github.url, clock=instant_clock
    ) as client:
        yield client
