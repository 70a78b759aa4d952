"""Clients that share a budget, against a fake GitHub."""

import logging
from itertools import count

import pytest
import redis.exceptions

import aioghactions as gha
from aioghactions.fleet import RedisBudget
from tests.fleet.timed_redis import TimedRedis
from tests.support.cancel import cancel_at
from tests.support.scripted import limits, reply, scripted_client
from tests.support.virtual import EPOCH, VirtualClock, in_virtual_time


@pytest.fixture
def store():
    """Return a Redis within the process."""
    return TimedRedis()


def client(github, clock, store, **settings):
    """Return a client of a budget in ``store``."""
    settings = {"budget": RedisBudget(store), **settings}
    return gha.Client(github.token, base_url=github.url, clock=clock, **settings)


async def test_clients_of_one_token_share_a_budget(fake_github, instant_clock, store):
    """Each leases units, and returns them when it closes."""
    repo = fake_github.add_repo("octo-org/hello")
    repo.add_run()
    async with (
        client(fake_github, instant_clock, store) as first,
        client(fake_github, instant_clock, store) as second,
    ):
        for each in (first, second, first, second):
            found = await each.repo("octo-org/hello").runs.list().first()
            assert found is not None
    [key] = [it async for it in store.scan_iter("aioghactions:*:core")]
    held = await store.hgetall(key)
    assert {held[it] for it in held if it.startswith(b"units:")} == {b"0"}
    assert held[b"left"] == b"4996"


async def test_writes_of_two_clients_are_reported(fake_github, instant_clock, store):
    """The end of a write is known to the others at once."""
    repo = fake_github.add_repo("octo-org/hello")
    runs = [repo.add_run(status="completed") for _ in range(4)]
    async with (
        client(fake_github, instant_clock, store) as first,
        client(fake_github, instant_clock, store) as second,
    ):
        await first.repo("octo-org/hello").runs.list().first()
        for run, each in zip(runs, (first, second) * 2, strict=True):
            store.now += 2
            await each.repo("octo-org/hello").runs.delete(run.id)
    rules = {it.rule for it in fake_github.excesses}
    assert "concurrent writes" not in rules


@in_virtual_time
async def test_a_write_cancelled_at_any_await_does_not_keep_others_from_writing():
    """A22: what was leased for it is returned, and what it spent is reported."""
    done = reply(204, **limits(4000, reset=EPOCH + 3000))
    delete = gha.operations.delete_workflow_run("o", "r", 1)
    pace = gha.Pace(release=0.0)
    for at in count(1):
        clock = VirtualClock(chance=0.0)
        shared = TimedRedis(clock)
        settings = {"clock": clock, "latency": 0.05, "pace": pace}
        async with (
            scripted_client(*[done] * 2, budget=RedisBudget(shared), **settings) as one,
            scripted_client(*[done] * 2, budget=RedisBudget(shared), **settings) as two,
        ):
            (first, _), (second, _) = one, two
            await first.send(delete)
            await second.send(delete)
            cancelled = await cancel_at(at, first.send(delete))
            start = clock.monotonic()
            await second.send(delete)
            # A place, which lasts a second longer, and the interval after a write.
            assert clock.monotonic() - start <= 2.2
        if not cancelled:
            break
    assert at > 3  # of the store, and of GitHub


async def test_a_lost_store_is_one_event_and_one_line(
    fake_github, instant_clock, store, caplog
):
    """And so is its return."""
    repo = fake_github.add_repo("octo-org/hello")
    repo.add_run()
    events = []
    caplog.set_level(logging.WARNING, "aioghactions")
    async with client(fake_github, instant_clock, store, on_event=events.append) as it:
        runs = it.repo("octo-org/hello").runs
        await runs.list().first()
        store.failure = redis.exceptions.ConnectionError("refused")
        for _ in range(3):
            await instant_clock.sleep(4)
            await runs.list().first()
        store.failure = None
        for _ in range(3):
            await instant_clock.sleep(4)
            store.now += 4
            await runs.list().first()
    lines = [str(event) for event in events if event.kind == "budget"]
    lost = "this process counts alone, with 1/1 of the limits"
    assert lines == [
        f"the store of the budget is lost: {lost}",
        "the store of the budget is back: 1 share the limits",
    ]
    assert [it.getMessage() for it in caplog.records] == lines


def test_the_module_lists_its_names():
    """As every public module does."""
    assert dir(gha.fleet) == ["BudgetStore", "Lease", "Rate", "RedisBudget", "Seen"]
