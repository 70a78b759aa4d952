import asyncio

import pytest

from aioghactions._core.clock import Deadline
from tests.support import virtual
from tests.support.virtual import VirtualClock


def within(seconds, work):
    """Return what a deadline makes of ``work``, and when."""
    clock = VirtualClock()

    async def main():
        deadline = Deadline(clock, seconds)
        result = await deadline.bound(work)
        assert len(asyncio.all_tasks()) == 1
        return result, clock.monotonic(), deadline.has_passed

    return virtual.run(main())


async def quick():
    """Take a second."""
    await asyncio.sleep(1)  # noqa: TID251 - virtual
    return "done"


async def slow():
    """Take an hour."""
    await asyncio.sleep(3_600)  # noqa: TID251 - virtual
    return "done"


async def bad():
    """Fail after a second."""
    await asyncio.sleep(1)  # noqa: TID251 - virtual
    raise KeyError("bad")


@pytest.mark.parametrize(
    ("seconds", "work", "expected"),
    [
        (10, quick, ("done", 1, False)),
        (None, quick, ("done", 1, False)),
        (10, slow, (None, 10, True)),
        (0, slow, (None, 0, True)),
        (None, slow, ("done", 3_600, False)),
    ],
)
def test_work_is_cut_off_at_the_deadline(seconds, work, expected):
    """And at no other time; without a deadline, never."""
    assert within(seconds, work) == pytest.approx(expected)


@pytest.mark.parametrize("seconds", [10, None])
def test_an_error_comes_through_bare(seconds):
    """No group, no timeout."""
    with pytest.raises(KeyError, match="bad"):
        within(seconds, bad)


def test_being_cancelled_cancels_the_work():
    """A22: nothing goes on behind."""

    async def main():
        async with asyncio.timeout(5):
            await Deadline(VirtualClock(), 100).bound(slow)

    with pytest.raises(TimeoutError):
        virtual.run(main())


@pytest.mark.parametrize(("asked", "slept"), [(3, 3), (30, 10), (-1, 0)])
def test_nobody_sleeps_beyond_the_deadline(asked, slept):
    """A pause ends with it."""
    clock = VirtualClock()

    async def main():
        await Deadline(clock, 10).sleep(asked)
        return clock.monotonic()

    assert virtual.run(main()) == pytest.approx(slept)
