"""Measure a fan-out over a hundred thousand items: ``python -m tests.bench.fan_out``.

Memory growth with a slow consumer for three lengths of the source, the overhead for an
item, and the time to end it early. Each figure comes from a process of its own.
"""

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from statistics import median

import aioghactions as gha
from tests.bench.pages import alone, resident, say

LIMIT = 50


def main() -> None:
    """Print the figures."""
    for count in (1_000, 10_000, 100_000):
        for ordered in (False, True):
            grown = alone(slowly, (count, ordered))
            what = f"RSS growth over {count:,} items" + ", ordered" * ordered
            say(what, grown, "MiB", most=32)
    say("most items pulled and not yielded", alone(pulled, 100_000), "", most=2 * LIMIT)
    cost = median(alone(quickly, 20_000) for _ in range(3))
    say("overhead for an item", cost * 1e6, "us")
    say("end of 100,000 waiting items", alone(cut_off, 100_000) * 1e3, "ms", most=50)


async def items(count: int) -> AsyncIterator[int]:
    """Yield numbers, one by one."""
    for number in range(count):
        yield number


async def page(number: int) -> list[int]:
    """Return some kilobytes, as a call does."""
    await asyncio.sleep(0)  # noqa: TID251 - lets others run
    return list(range(number, number + 1_000))


async def slowly(what: tuple[int, bool]) -> float:
    """Return the growth of the process in MiB."""
    count, ordered = what
    gc.collect()
    before, taken = resident(), 0
    async with gha.fan_out(
        page, items(count), limit=LIMIT, ordered=ordered
    ) as outcomes:
        async for _ in outcomes:
            taken += 1
            if taken % 100 == 0:  # the consumer has other things to do
                await asyncio.sleep(0.001)  # noqa: TID251 - real time is measured
    assert taken == count
    return resident() - before


async def pulled(count: int) -> float:
    """Return the largest number of items that were pulled and not yielded."""
    ahead = most = 0

    async def source() -> AsyncIterator[int]:
        nonlocal ahead, most
        async for number in items(count):
            ahead += 1
            most = max(most, ahead)
            yield number

    async with gha.fan_out(page, source(), limit=LIMIT) as outcomes:
        async for _ in outcomes:
            ahead -= 1
    return most


async def quickly(count: int) -> float:
    """Return the overhead for an item in seconds."""

    async def no_op(_: int) -> None:
        return None

    start = time.perf_counter()
    async with gha.fan_out(no_op, range(count), limit=LIMIT) as outcomes:
        async for _ in outcomes:
            pass
    return (time.perf_counter() - start) / count


async def cut_off(count: int) -> float:
    """Return the seconds from leaving the block until all workers have ended."""

    async def wait(number: int) -> None:
        if number:
            await asyncio.Event().wait()

    async with gha.fan_out(wait, range(count), limit=LIMIT) as outcomes:
        await anext(outcomes)
        start = time.perf_counter()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
