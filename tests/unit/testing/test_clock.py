import asyncio
import threading

import aiohttp
import pytest

from aioghactions._core.threads import in_thread
from aioghactions.testing import FakeGitHub, InstantClock
from tests.support.turns import turns


async def test_sleep_takes_no_time_and_advances_the_clock():
    """now() and monotonic() advance by the duration of the sleep."""
    clock = InstantClock(start=1000.0)
    await clock.sleep(3600)
    assert (clock.now(), clock.monotonic(), clock.slept) == (4600.0, 3600.0, [3600])


async def test_sleepers_wake_in_order_of_due_time():
    """Each wakes with the clock at its own due time."""
    clock = InstantClock()
    woken = []

    async def nap(seconds):
        await clock.sleep(seconds)
        woken.append((seconds, clock.monotonic()))

    async with asyncio.TaskGroup() as tasks:
        for seconds in (3, 1, 2, 1):
            tasks.create_task(nap(seconds))
    assert woken == [(1, 1), (1, 1), (2, 2), (3, 3)]


async def test_interleaved_sleeps_wake_in_order_of_due_time():
    """Two tasks that sleep repeatedly see one monotonic time."""
    clock = InstantClock()
    seen = []

    async def ticks(name, step):
        for _ in range(3):
            await clock.sleep(step)
            seen.append((clock.monotonic(), name))

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(ticks("slow", 2))
        tasks.create_task(ticks("quick", 1.5))
    assert seen == [
        (1.5, "quick"),
        (2, "slow"),
        (3.0, "quick"),
        (4, "slow"),
        (4.5, "quick"),
        (6, "slow"),
    ]


@pytest.mark.parametrize("seconds", [0, -1])
async def test_sleep_of_zero_or_less_yields_without_advancing(seconds):
    """Time does not change."""
    clock = InstantClock()
    await clock.sleep(seconds)
    assert (clock.monotonic(), clock.slept) == (0, [seconds])


async def test_time_does_not_advance_while_a_task_is_active():
    """A task that reads the time sees no change while others sleep."""
    clock = InstantClock()

    async def work():
        for _ in range(500):
            assert clock.monotonic() == 0
            await turns()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(clock.sleep(60))
        tasks.create_task(work())
    assert clock.monotonic() == 60


async def test_held_clock_does_not_advance():
    """Sleepers wake after the block, not within it."""
    clock = InstantClock()
    async with asyncio.TaskGroup() as tasks:
        sleeper = tasks.create_task(clock.sleep(1))
        await turns(3)
        with clock.hold():
            await turns(500)
            assert not sleeper.done()
    assert clock.monotonic() == 1


async def test_without_auto_only_advance_changes_the_time():
    """advance() wakes the sleepers that become due."""
    clock = InstantClock(auto=False)
    woken = []

    async def nap(seconds):
        await clock.sleep(seconds)
        woken.append(clock.monotonic())

    async with asyncio.TaskGroup() as tasks:
        for seconds in (1, 5, 11):
            tasks.create_task(nap(seconds))
        await turns(300)
        assert woken == []
        await clock.advance(10)
        assert woken == [1, 5]
        assert clock.monotonic() == 10
        await clock.advance(1)
    assert woken == [1, 5, 11]


async def test_cancelled_sleeper_does_not_affect_others():
    """A22: the next sleeper wakes at its own due time."""
    clock = InstantClock()
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(clock.sleep(1))
        second = tasks.create_task(clock.sleep(2))
        await turns(3)
        first.cancel()
        await second
    assert clock.monotonic() == 2


async def test_skew_does_not_affect_monotonic():
    """A7: only now() is wrong."""
    clock = InstantClock(start=1000.0)
    clock.skew = -500
    assert (clock.now(), clock.monotonic()) == (500.0, 0)


def test_jitter_returns_the_result_of_chance():
    """By default it is 0."""
    assert InstantClock().jitter() == 0
    assert InstantClock(chance=lambda: 0.5).jitter() == 0.5


async def test_many_sleepers_wake_in_order():
    """Three hundred sleeps of different durations end in order."""
    clock = InstantClock(settle=8)
    woken = []

    async def nap(seconds):
        await clock.sleep(seconds)
        woken.append(seconds)

    async with asyncio.TaskGroup() as tasks:
        for number in range(300):
            tasks.create_task(nap(1 + number * 37 % 300))
    assert woken == sorted(woken)
    assert clock.monotonic() == 300


async def test_requests_take_no_virtual_time():
    """The time does not advance during requests over real sockets."""
    clock = InstantClock()
    async with FakeGitHub(clock=clock) as github, aiohttp.ClientSession() as session:
        github.populate(repositories=1, runs_each=100)
        path = github.repositories[0].full_name
        url = f"{github.url}/repos/{path}/actions/runs?per_page=100"
        headers = {"Authorization": f"Bearer {github.token}"}
        instants = []

        async def fetch():
            for _ in range(5):
                async with session.get(url, headers=headers) as response:
                    await response.read()
                instants.append(clock.monotonic())

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(clock.sleep(60))
            for _ in range(10):
                tasks.create_task(fetch())
        assert set(instants) == {0}
        assert clock.monotonic() == 60


async def test_client_can_sleep_in_the_middle_of_a_response():
    """A server that is blocked on sending does not keep time from advancing."""
    clock = InstantClock()
    async with FakeGitHub(clock=clock) as github, aiohttp.ClientSession() as session:
        job = github.add_repo("octo-org/hello").add_run().jobs[0]
        job.log = b"x" * 16_000_000
        url = f"{github.url}/repos/octo-org/hello/actions/jobs/{job.id}/logs"
        headers = {"Authorization": f"Bearer {github.token}"}
        async with session.get(url, headers=headers, allow_redirects=False) as answer:
            link = answer.headers["Location"]
        size = 0
        async with session.get(link) as answer:
            async for chunk in answer.content.iter_chunked(4_000_000):
                size += len(chunk)
                await clock.sleep(1)
        assert size == len(job.log)
        assert clock.monotonic() == len(clock.slept)


async def test_time_does_not_advance_while_the_library_works_in_a_thread():
    """File I/O takes more real time than idle iterations, but no virtual time."""
    clock, may_end, log = InstantClock(), threading.Event(), []

    async def deadline():
        await clock.sleep(3600)
        log.append("late")

    async def save():
        await in_thread(may_end.wait, 10)
        log.append(clock.monotonic())

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(deadline())
        tasks.create_task(save())
        await turns(500)
        assert log == []
        may_end.set()
    assert log == [0, "late"]
    assert clock.monotonic() == 3600


async def test_sleeps_that_elapsed_are_separate_from_cancelled_ones():
    """`slept` contains only what elapsed; a deadline that was met is cancelled."""
    clock = InstantClock()
    deadline = asyncio.create_task(clock.sleep(3600))
    await clock.sleep(2)
    deadline.cancel()
    await asyncio.wait([deadline])
    await clock.sleep(0)
    assert (clock.slept, clock.cancelled) == ([2, 0], [3600])
