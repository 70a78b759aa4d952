import asyncio
import threading

import pytest

from aioghactions._core.threads import SerialWorker, in_stoppable_thread, in_thread
from tests.support.turns import turns


class Job:
    """A blocking job that ends when it is let go, and knows whether it has."""

    def __init__(self, error=None):
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.ended = False
        self.error = error

    def __call__(self, value=None):
        self.begun.set()
        self.may_end.wait(10)
        self.ended = True
        if self.error:
            raise self.error
        return value


async def under_way(job):
    """Return when the thread has begun."""
    while not job.begun.is_set():
        await turns()


async def test_a_thread_returns_and_raises():
    """A29: as if it had been called here."""
    assert await in_thread(divmod, 7, 2) == (3, 1)
    assert await in_thread(sorted, [1, 2], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        await in_thread(divmod, 7, 0)


@pytest.mark.parametrize("error", [None, OSError("disk")])
@pytest.mark.parametrize("times", [1, 3])
async def test_cancellation_waits_for_the_thread(error, times):
    """A22: nothing goes on behind anybody's back, however often one insists."""
    job = Job(error)
    task = asyncio.create_task(in_thread(job))
    await under_way(job)
    for _ in range(times):
        task.cancel()
        await turns(3)
        assert not task.done()
    job.may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert job.ended


async def test_cancellation_tells_the_thread_to_stop():
    """A22: a long job looks whether anybody waits."""
    told = []

    def job(stop, word):
        begun.set()
        told.append((stop.wait(10), word))

    begun = threading.Event()
    task = asyncio.create_task(in_stoppable_thread(job, "stop"))
    while not begun.is_set():
        await turns()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert told == [(True, "stop")]


async def test_a_job_that_nobody_stops_ends_by_itself():
    """A29: the event stays as it is."""
    assert await in_stoppable_thread(lambda stop, n: (stop.is_set(), n), 7) == (
        False,
        7,
    )


async def test_jobs_of_a_lane_follow_one_another():
    """S11: what is written second is behind what is written first."""
    done = []
    async with SerialWorker() as lane:
        for n in range(50):
            await lane.start(done.append, n)
    assert done == list(range(50))
    async with SerialWorker():
        pass


async def test_the_loop_goes_on_beside_a_lane():
    """A29: starting a job does not wait for it."""
    job = Job()
    async with SerialWorker() as lane:
        await lane.start(job)
        await under_way(job)
        assert not job.ended
        job.may_end.set()
    assert job.ended


@pytest.mark.parametrize("then", ["another job", "the end"])
async def test_an_error_in_a_lane_comes_out(then):
    """S11: a full disk is not passed over."""
    job = Job(OSError("disk full"))
    job.may_end.set()

    async def use():
        async with SerialWorker() as lane:
            await lane.start(job)
            if then == "another job":
                await lane.start(list)

    with pytest.raises(OSError, match="disk full"):
        await use()


async def test_the_bodys_error_is_the_one_that_counts():
    """S11: and the thread has ended before anybody hears of it."""
    job = Job(OSError("later"))

    async def use():
        async with SerialWorker() as lane:
            await lane.start(job)
            await under_way(job)
            job.may_end.set()
            raise KeyError("first")

    with pytest.raises(KeyError, match="first"):
        await use()
    assert job.ended


async def test_an_error_before_any_job_passes_through():
    """S11: there is nothing to wait for."""

    async def use():
        async with SerialWorker():
            raise KeyError("first")

    with pytest.raises(KeyError, match="first"):
        await use()


async def test_a_cancelled_lane_waits_for_its_job():
    """A22: the file is not closed under the thread's hands."""
    job = Job()

    async def use():
        async with SerialWorker() as lane:
            await lane.start(job)
            await asyncio.Event().wait()

    task = asyncio.create_task(use())
    await under_way(job)
    task.cancel()
    await turns(3)
    assert not task.done()
    job.may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert job.ended
