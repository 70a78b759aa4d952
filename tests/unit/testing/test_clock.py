import asyncio
import threading

import aiohttp
import pytest

from aioghactions._core.threads import in_thread
from aioghactions.testing import FakeGitHub, InstantClock
from tests.support.turns import turns


async def test_sleeping_takes_no_time_and_moves_the_clock():
    """An hour passes for everybody at once."""
    clock = InstantClock(start=1000.0)
    await clock.sleep(3600)
    assert (clock.now(), clock.monotonic(), clock.slept) == (4600.0, 3600.0, [3600])


async def test_sleepers_wake_in_due_order_at_their_due_instant():
    """Whoever is due first wakes first, with the clock at that instant."""
    clock = InstantClock()
    woken = []

    async def nap(seconds):
        await clock.sleep(seconds)
        woken.append((seconds, clock.monotonic()))

    async with asyncio.TaskGroup() as tasks:
        for seconds in (3, 1, 2, 1):
            tasks.create_task(nap(seconds))
    assert woken == [(1, 1), (1, 1), (2, 2), (3, 3)]


async def test_a_sleeper_who_sleeps_again_waits_for_its_turn():
    """Time goes on in one line, however the naps interleave."""
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
async def test_no_sleep_at_all_lets_others_run(seconds):
    """It yields once, and time stays."""
    clock = InstantClock()
    await clock.sleep(seconds)
    assert (clock.monotonic(), clock.slept) == (0, [seconds])


async def test_time_stands_still_for_whoever_works():
    """A task that runs without sleeping keeps its instant while others sleep."""
    clock = InstantClock()

    async def work():
        for _ in range(500):
            assert clock.monotonic() == 0
            await turns()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(clock.sleep(60))
        tasks.create_task(work())
    assert clock.monotonic() == 60


async def test_a_held_clock_does_not_jump():
    """Nobody wakes within the block; after it the sleepers do."""
    clock = InstantClock()
    async with asyncio.TaskGroup() as tasks:
        sleeper = tasks.create_task(clock.sleep(1))
        await turns(3)
        with clock.hold():
            await turns(500)
            assert not sleeper.done()
    assert clock.monotonic() == 1


async def test_time_is_moved_by_hand():
    """With auto off only advance() moves it, waking those who are due on the way."""
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


async def test_a_cancelled_sleeper_leaves_no_trace():
    """A22: the next one wakes at its own instant."""
    clock = InstantClock()
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(clock.sleep(1))
        second = tasks.create_task(clock.sleep(2))
        await turns(3)
        first.cancel()
        await second
    assert clock.monotonic() == 2


async def test_a_wrong_wall_clock_does_not_touch_monotonic_time():
    """A7: skew shows in now() only."""
    clock = InstantClock(start=1000.0)
    clock.skew = -500
    assert (clock.now(), clock.monotonic()) == (500.0, 0)


def test_chance_is_given():
    """jitter() is 0 unless the test says otherwise."""
    assert InstantClock().jitter() == 0
    assert InstantClock(chance=lambda: 0.5).jitter() == 0.5


async def test_many_sleepers_cost_little():
    """Three hundred naps of as many lengths end in order."""
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


async def test_time_stands_still_while_requests_are_answered():
    """Exchanges over real sockets take no virtual time, however many there are."""
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


async def test_a_reader_may_sleep_in_the_middle_of_an_answer():
    """A server that cannot send on does not keep time from moving."""
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


async def test_time_stands_still_while_the_library_works_in_a_thread():
    """A disk is slower than the event loop turns; no deadline comes nearer by it."""
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
