import asyncio

import pytest

from aioghactions._request.lifetime import Lifetime
from tests.support.virtual import in_virtual_time


@in_virtual_time
async def test_client_opens_once():
    """A27: before and after, nothing can be sent."""
    life = Lifetime()
    with pytest.raises(RuntimeError, match="not open"):
        life.check()
    life.begin()
    life.check()
    with pytest.raises(RuntimeError, match="this client is already open"):
        life.begin()
    assert life.end()
    assert life.is_closed
    assert not life.end()
    with pytest.raises(RuntimeError, match=r"this client is closed$"):
        life.check()
    with pytest.raises(RuntimeError, match="this client is closed; create a new one"):
        life.begin()


@in_virtual_time
async def test_closing_an_unopened_client_is_allowed():
    """A27: it cannot be opened afterwards."""
    life = Lifetime()
    assert not life.end()
    with pytest.raises(RuntimeError, match="closed"):
        life.begin()


def test_client_belongs_to_one_event_loop():
    """A28: it is used and closed in the loop that opened it."""
    life = Lifetime()
    in_a_loop(life.begin)
    for elsewhere in (life.check, life.end):
        with pytest.raises(RuntimeError, match="another event loop"):
            in_a_loop(elsewhere)


def in_a_loop(function):
    """Call ``function`` in a loop of its own."""

    async def main():
        function()

    asyncio.run(main())


@in_virtual_time
async def test_client_belongs_to_one_process():
    """A28: a child has another process id."""
    life = Lifetime()
    life.begin()
    life._process += 1
    for elsewhere in (life.check, life.end):
        with pytest.raises(RuntimeError, match="before a fork"):
            elsewhere()
