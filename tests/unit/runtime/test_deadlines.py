"""Many bounds, one timer."""

import asyncio

from aioghactions._runtime.deadlines import Deadlines
from tests.support.turns import turns
from tests.support.virtual import in_virtual_time


async def stay(deadlines, log, *, until=None):
    """Be under way until an instant, or until the deadline; log how it ended."""
    loop = asyncio.get_running_loop()
    bound = asyncio.timeout(None)
    try:
        async with bound:
            deadlines.start(bound)
            await (asyncio.Event().wait() if until is None else sleep(until))
        log.append(("ended", loop.time()))
    except TimeoutError:
        log.append(("expired", loop.time()))
    finally:
        deadlines.stop(bound)


async def sleep(until):
    """Return at an instant of the loop's clock."""
    loop = asyncio.get_running_loop()
    there = asyncio.Event()
    loop.call_at(until, there.set)
    await there.wait()


@in_virtual_time
async def test_each_has_its_whole_time():
    """A17: whoever began before, and whether that has ended or not."""
    deadlines, log = Deadlines(10.0), []
    async with asyncio.TaskGroup() as group:
        group.create_task(stay(deadlines, log, until=2))
        await sleep(1)
        group.create_task(stay(deadlines, log))
        await sleep(4)
        group.create_task(stay(deadlines, log))
        group.create_task(stay(deadlines, log, until=13.5))
    assert log == [("ended", 2), ("expired", 11), ("ended", 13.5), ("expired", 14)]


@in_virtual_time
async def test_one_that_began_when_all_was_quiet_has_its_whole_time():
    """A17: the timer of an earlier one may still be running."""
    deadlines, log = Deadlines(10.0), []
    await stay(deadlines, log, until=1)
    await sleep(5)
    await stay(deadlines, log)
    await sleep(100)
    await stay(deadlines, log)
    assert log == [("ended", 1), ("expired", 15), ("expired", 110)]


@in_virtual_time
async def test_one_that_takes_long_to_let_go_is_told_once():
    """A22: its clean-up is not cancelled by the timer of the next one."""
    deadlines, log = Deadlines(10.0), []

    async def tidy():
        bound = asyncio.timeout(None)
        try:
            async with bound:
                deadlines.start(bound)
                try:
                    await asyncio.Event().wait()
                finally:
                    await sleep(50)
                    log.append("tidied")
        except TimeoutError:
            log.append(asyncio.get_running_loop().time())
        finally:
            deadlines.stop(bound)

    async with asyncio.TaskGroup() as group:
        group.create_task(tidy())
        await sleep(5)
        group.create_task(stay(deadlines, log))
        await sleep(20)
        deadlines.abort()
    assert log == [("expired", 15), "tidied", 50]


@in_virtual_time
async def test_without_a_deadline_nothing_ends_by_itself():
    """A17: only by an abort."""
    deadlines, log = Deadlines(None), []
    async with asyncio.TaskGroup() as group:
        group.create_task(stay(deadlines, log, until=10_000))
        group.create_task(stay(deadlines, log))
        await sleep(20_000)
        deadlines.abort()
    assert log == [("ended", 10_000), ("expired", 20_000)]


@in_virtual_time
async def test_it_is_quiet_when_the_last_has_ended():
    """A27: and at once if there is none."""
    deadlines, log = Deadlines(10.0), []
    await deadlines.quiet()
    async with asyncio.TaskGroup() as group:
        for until in (3, None, 5):
            group.create_task(stay(deadlines, log, until=until))
        await turns()
        await deadlines.quiet()
        assert log == [("ended", 3), ("ended", 5), ("expired", 10)]


@in_virtual_time
async def test_all_can_be_ended_early():
    """A27: also one whose deadline strikes now; and no timer is left behind."""
    deadlines, log = Deadlines(2.0), []
    async with asyncio.TaskGroup() as group:
        group.create_task(stay(deadlines, log))
        await sleep(1)
        group.create_task(stay(deadlines, log))
        await turns()
        # Between the stroke and the end of a call there is one turn of the loop.
        asyncio.get_running_loop().call_at(2, deadlines.abort)
        await deadlines.quiet()
    assert log == [("expired", 2), ("expired", 2)]
    assert deadlines._timer is None


@in_virtual_time
async def test_one_that_starts_anew_has_its_whole_time_again():
    """A17: silence counts from the last sign of life, and others do not wait for it."""
    deadlines, log = Deadlines(10.0), []

    async def talk():
        bound = asyncio.timeout(None)
        loop = asyncio.get_running_loop()
        try:
            async with bound:
                for instant in (0, 4, 8):
                    await sleep(instant)
                    deadlines.start(bound)
                await asyncio.Event().wait()
        except TimeoutError:
            log.append(("expired", loop.time()))
        finally:
            deadlines.stop(bound)

    async with asyncio.TaskGroup() as group:
        group.create_task(talk())
        await sleep(1)
        group.create_task(stay(deadlines, log))
    assert log == [("expired", 11), ("expired", 18)]
