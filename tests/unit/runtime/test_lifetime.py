import asyncio

import pytest

from aioghactions._runtime.lifetime import Lifetime
from tests.support.virtual import in_virtual_time


@in_virtual_time
async def test_a_life_begins_once():
    """A27: before it, and after it, nothing may be sent."""
    life = Lifetime()
    with pytest.raises(RuntimeError, match="not open"):
        life.check()
    life.begin()
    life.check()
    with pytest.raises(RuntimeError, match="this client is open"):
        life.begin()
    assert life.end()
    assert life.is_closed
    assert not life.end()
    with pytest.raises(RuntimeError, match=r"this client is closed$"):
        life.check()
    with pytest.raises(RuntimeError, match="this client is closed: make a new one"):
        life.begin()


@in_virtual_time
async def test_a_life_may_end_before_it_began():
    """A27: then there is nothing to let go of."""
    life = Lifetime()
    assert not life.end()
    with pytest.raises(RuntimeError, match="closed"):
        life.begin()


def test_a_life_is_of_one_loop():
    """A28: it can be used, and ended, where it began."""
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
async def test_a_life_is_of_one_process():
    """A28: a child has another number than its parent."""
    life = Lifetime()
    life.begin()
    life._process += 1
    for elsewhere in (life.check, life.end):
        with pytest.raises(RuntimeError, match="before a fork"):
            elsewhere()
