import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from math import inf

import pytest
from attrs import define, field

from aioghactions import errors, operations
from aioghactions._limits.admission import Admission
from aioghactions._limits.limiter import RateLimiter
from aioghactions.settings import Pace
from tests.support.scripted import limits, reply
from tests.support.turns import turns
from tests.support.virtual import EPOCH, VirtualClock, in_virtual_time

READ = operations.get_workflow_run("o", "r", 1).operation
OTHER = operations.list_repo_secrets("o", "r").operation
DISPATCH = operations.create_workflow_dispatch("o", "r", 1, ref="main").operation
CANCEL = operations.cancel_workflow_run("o", "r", 1).operation
DELETE = operations.delete_workflow_run("o", "r", 1).operation
REGISTER = operations.create_registration_token_for_repo("o", "r").operation

OK = reply()
PATIENT = {"longest_wait": inf, "deadline": inf}


@define
class Callers:
    """Callers of one limiter, by name, with the instant of each one's permit."""

    limiter: RateLimiter
    clock: VirtualClock
    admitted: dict[str, float] = field(factory=dict)
    tasks: dict[str, asyncio.Task[None]] = field(factory=dict)
    ends: dict[str, asyncio.Event] = field(factory=dict)
    group: asyncio.TaskGroup = field(factory=asyncio.TaskGroup)

    def start(self, name, operation=READ, *, seconds=inf, response=OK):
        """Start a caller; without ``seconds`` its request lasts until :meth:`end`."""
        self.ends[name] = asyncio.Event()
        call = self.call(name, operation, seconds, response)
        self.tasks[name] = self.group.create_task(call)

    async def call(self, name, operation, seconds, response):
        # As an attempt does: only a request that is not admitted at once waits.
        permit = self.limiter.try_acquire(operation) or await self.limiter.acquire(
            operation, **PATIENT
        )
        self.admitted[name] = self.clock.monotonic()
        try:
            if seconds < inf:
                await self.clock.sleep(seconds)
            else:
                await self.ends[name].wait()
            self.limiter.observe(permit, response, None)
        finally:
            self.limiter.release(permit)

    async def limited(self, seconds, kind="secondary"):
        """Observe a rate-limit response; return the seconds to wait."""
        permit = await self.limiter.acquire(READ, **PATIENT)
        response = reply(403, retry_after=str(seconds))
        wait = self.limiter.observe(permit, response, kind)
        self.limiter.release(permit)
        return wait

    def end(self, name):
        """Let the request of a caller end."""
        self.ends[name].set()

    @property
    def order(self):
        return list(self.admitted)


@asynccontextmanager
async def callers_of(
    pace: Pace, *, jitter: float = 0.0
) -> AsyncGenerator[Callers, None]:
    """Yield callers of a new limiter; cancel those that remain at the end."""
    clock = VirtualClock(chance=jitter)
    callers = Callers(RateLimiter(Admission(pace), clock), clock)
    async with callers.group:
        yield callers
        for task in callers.tasks.values():
            task.cancel()


def quota(clock, remaining, *, seconds=100, resource="core", status=200, **more):
    """Return a response with rate limit headers."""
    reset = clock.true_now() + seconds
    headers = limits(remaining, reset=reset, resource=resource)
    return reply(status, **headers, **more)


@in_virtual_time
async def test_permits_are_given_in_the_order_of_arrival():
    """A26: each as soon as there is room."""
    async with callers_of(Pace.off(concurrency=2)) as callers:
        for name in "abcdef":
            callers.start(name, seconds=10)
        await callers.clock.sleep(60)
    assert callers.admitted == {"a": 0, "b": 0, "c": 10, "d": 10, "e": 20, "f": 20}


@in_virtual_time
async def test_try_acquire_does_not_overtake_waiters():
    """A26: although there is room for it."""
    async with callers_of(Pace(probe=False, concurrency=2)) as callers:
        assert callers.limiter.try_acquire(READ) is not None
        callers.start("write", DELETE)
        await turns(2)
        assert callers.order == ["write"]
        callers.start("next write", DELETE)
        await turns(2)
        callers.end("write")
        await turns(2)
        assert callers.order == ["write"]  # the next one waits for its interval
        assert callers.limiter.try_acquire(READ) is None


@in_virtual_time
async def test_all_operations_share_one_order_if_concurrency_is_the_limit():
    """A26: whatever the operations are."""
    async with callers_of(Pace.off(concurrency=1)) as callers:
        callers.start("first", DELETE, seconds=1)
        for name, operation in {"a": READ, "b": OTHER, "c": READ, "d": CANCEL}.items():
            callers.start(name, operation, seconds=1)
            callers.start(name * 2, OTHER if operation is READ else READ, seconds=1)
        await callers.clock.sleep(60)
    assert callers.order == ["first", "a", "aa", "b", "bb", "c", "cc", "d", "dd"]


@in_virtual_time
async def test_the_write_interval_does_not_delay_reads():
    """A26: only writes wait for it."""
    async with callers_of(Pace(probe=False)) as callers:
        callers.start("write", DISPATCH, seconds=5)
        callers.start("second write", CANCEL, seconds=5)
        callers.start("read", READ, seconds=1)
        await callers.clock.sleep(20)
    assert callers.admitted == {"write": 0, "read": 0, "second write": 6}


@in_virtual_time
async def test_the_points_of_an_endpoint_do_not_delay_another():
    """A26: they are counted per endpoint."""
    async with callers_of(Pace(probe=False, points_per_minute=5)) as callers:
        for number in range(6):
            callers.start(f"read {number}", READ, seconds=0)
        callers.start("other", OTHER, seconds=0)
        await callers.clock.sleep(200)
    assert callers.admitted["read 4"] == 0
    assert callers.admitted["read 5"] == 60
    assert callers.admitted["other"] == 0


@in_virtual_time
async def test_a_run_can_be_cancelled_while_dispatches_wait():
    """A26: the limit of content creation delays content creation only."""
    pace = Pace(probe=False, content_per_minute=2)
    async with callers_of(pace) as callers:
        for number in range(3):
            callers.start(f"dispatch {number}", DISPATCH, seconds=0)
        callers.start("cancel", CANCEL, seconds=0)
        callers.start("delete", DELETE, seconds=0)
        await callers.clock.sleep(200)
    assert callers.admitted == {
        "dispatch 0": 0,
        "dispatch 1": 1,
        "cancel": 2,
        "delete": 3,
        "dispatch 2": 60,
    }


@in_virtual_time
async def test_an_exhausted_resource_does_not_delay_another():
    """A3, A4: without registration tokens, runs are still read and dispatched."""
    async with callers_of(Pace()) as callers:
        callers.start("probe", READ, seconds=0, response=quota(callers.clock, 4000))
        await turns(9)
        spent = quota(callers.clock, 0, resource="actions_runner_registration")
        callers.start("register", REGISTER, seconds=0, response=spent)
        await callers.clock.sleep(2)
        callers.start("register again", REGISTER, seconds=0)
        await turns(9)
        callers.start("dispatch", DISPATCH, seconds=0)
        callers.start("read", READ, seconds=0)
        await callers.clock.sleep(200)
    assert callers.admitted["read"] == callers.admitted["dispatch"] == 2
    assert callers.admitted["register again"] == pytest.approx(101, abs=1)


@in_virtual_time
async def test_waiters_do_not_wait_for_a_resource_that_is_not_theirs():
    """A4: a response of another operation names another resource."""
    async with callers_of(Pace()) as callers:
        callers.start("first", OTHER)
        callers.start("second", OTHER)
        callers.start("third", READ)
        await turns(9)
        assert callers.order == ["first"]  # the probe of the resource that all presume
        permit = await callers.limiter.acquire(REGISTER, **PATIENT)
        spent = quota(callers.clock, 0, resource="integration_manifest")
        callers.limiter.observe(permit, spent, None)
        callers.limiter.release(permit)
        callers.end("first")  # its response has no rate limit headers
        await callers.clock.sleep(1)
    assert callers.order == ["first", "second", "third"]


@in_virtual_time
async def test_waiters_move_to_the_resource_that_a_response_names():
    """A4: they no longer delay those of the presumed resource."""
    async with callers_of(Pace()) as callers:
        spent = quota(callers.clock, 0, resource="secrets")
        callers.start("secrets 1", OTHER, seconds=5, response=spent)
        callers.start("secrets 2", OTHER)
        callers.start("secrets 3", OTHER)
        callers.start("read", READ)
        await callers.clock.sleep(6)
        assert callers.order == ["secrets 1", "read"]
        await callers.clock.sleep(100)
        assert callers.order == ["secrets 1", "read", "secrets 2"]


@in_virtual_time
async def test_the_first_request_is_sent_alone():
    """A4: its response states how many may follow."""
    async with callers_of(Pace()) as callers:
        callers.start("probe", seconds=5, response=quota(callers.clock, 3))
        for name in "abcd":
            callers.start(name)
        await callers.clock.sleep(4.9)
        assert callers.order == ["probe"]
        await callers.clock.sleep(0.2)
        assert callers.order == ["probe", "a", "b", "c"]


@in_virtual_time
async def test_a_cancelled_probe_is_followed_by_another():
    """A22: it leaves no wait behind."""
    async with callers_of(Pace()) as callers:
        callers.start("probe")
        callers.start("next")
        await turns(9)
        callers.tasks["probe"].cancel()
        await turns(9)
        assert callers.order == ["probe", "next"]


@in_virtual_time
async def test_a_response_admits_waiters_before_its_permit_is_released():
    """A4: a download that probes does not block for its whole length."""
    async with callers_of(Pace()) as callers:
        probe = await callers.limiter.acquire(READ, **PATIENT)
        callers.start("next")
        await turns(9)
        assert callers.order == []
        callers.limiter.observe(probe, quota(callers.clock, 9), None)
        await turns(9)
        assert callers.order == ["next"]
        callers.limiter.release(probe)


@in_virtual_time
async def test_no_thundering_herd_after_a_limit():
    """A6: waiters are admitted one by one, in their order."""
    async with callers_of(Pace(probe=False, concurrency=4)) as callers:
        await callers.limited(10)
        for name in "abcd":
            callers.start(name, seconds=0)
        await callers.clock.sleep(30)
    # A secondary limit halves the concurrency of 4: two requests a second.
    assert callers.admitted == {"a": 10, "b": 10.5, "c": 11, "d": 11.5}


@in_virtual_time
async def test_waiters_wait_for_the_next_rule_after_a_limit():
    """A26: concurrency blocks them then, and none of them spins."""
    async with callers_of(Pace(probe=False, concurrency=1)) as callers:
        await callers.limited(7)
        for name, operation in {"a": READ, "b": OTHER, "c": DISPATCH}.items():
            callers.start(name, operation, seconds=20)
        await callers.clock.sleep(60)
    assert callers.admitted == {"a": 7, "b": 27, "c": 47}


LIMITS = {
    "primary": errors.PrimaryRateLimitError,
    "secondary": errors.SecondaryRateLimitError,
}


@pytest.mark.parametrize("kind", LIMITS)
@pytest.mark.parametrize(
    "patience",
    [{"longest_wait": 99.9}, {"deadline": 1100}, {"deadline": 1050}],
    ids=str,
)
@in_virtual_time
async def test_a_wait_beyond_patience_raises_at_once(kind, patience):
    """A2, A17: the error has the operation and the time to retry."""
    async with callers_of(Pace(probe=False, release=0)) as callers:
        await callers.clock.sleep(1000)
        await callers.limited(100, kind)
        with pytest.raises(LIMITS[kind]) as caught:
            await callers.limiter.acquire(READ, **PATIENT | patience)
        assert callers.clock.monotonic() == 1000
        assert caught.value.operation == "get-workflow-run"
        assert caught.value.retry_at.timestamp() == EPOCH + 1100


@pytest.mark.parametrize(
    "patience", [{"longest_wait": 30}, {"deadline": 1030.1}], ids=str
)
@in_virtual_time
async def test_a_wait_within_patience_is_waited_out(patience):
    """A2: ``longest_limit_wait`` itself is within."""
    async with callers_of(Pace(probe=False, release=0)) as callers:
        await callers.clock.sleep(1000)
        await callers.limited(30)
        await callers.limiter.acquire(READ, **PATIENT | patience)
        assert callers.clock.monotonic() == 1030


@pytest.mark.parametrize(
    ("seconds", "patience", "expected"),
    [
        (
            (50, 500),
            {name: {"longest_wait": 60} for name in "abc"},
            dict.fromkeys("abc", 10),
        ),
        (
            (30, 90),
            {"patient": {}, "less": {"deadline": 50}, "least": {"deadline": 20}},
            {"least": 0, "less": 10},
        ),
    ],
    ids=["the same for all", "each its own"],
)
@pytest.mark.parametrize("kind", LIMITS)
@in_virtual_time
async def test_a_wait_beyond_the_patience_of_a_waiter_raises(
    kind, seconds, patience, expected
):
    """A2: on arrival and when the wait grows, wherever in the queue."""
    async with callers_of(Pace(probe=False, release=0)) as callers:
        permits = [await callers.limiter.acquire(READ, **PATIENT) for _ in seconds]
        raised = {}

        def limit(number):
            response = reply(403, retry_after=str(seconds[number]))
            callers.limiter.observe(permits[number], response, kind)
            callers.limiter.release(permits[number])

        async def wait(name):
            try:
                await callers.limiter.acquire(READ, **PATIENT | patience[name])
            except LIMITS[kind]:
                raised[name] = callers.clock.monotonic()

        limit(0)
        for name in patience:
            callers.group.create_task(wait(name))
        await callers.clock.sleep(10)
        assert raised == {name: at for name, at in expected.items() if at < 10}
        limit(1)
        await callers.clock.sleep(600)
    assert raised == expected


@pytest.mark.parametrize("position", range(5))
@pytest.mark.parametrize(
    "rule", ["concurrency", "writes", "content", "points", "probe", "cooldown"]
)
@in_virtual_time
async def test_a_cancelled_waiter_delays_no_other(position, rule):
    """A22: whatever blocks it, wherever in the queue."""
    pace, operation = {
        "concurrency": (Pace.off(concurrency=1), READ),
        "writes": (Pace(probe=False), DELETE),
        "content": (Pace(probe=False, content_per_minute=1), DISPATCH),
        "points": (Pace(probe=False, points_per_minute=5), DELETE),
        "probe": (Pace(), READ),
        "cooldown": (Pace(probe=False, release=0), READ),
    }[rule]
    async with callers_of(pace) as callers:
        permit = await callers.limiter.acquire(operation, **PATIENT)
        if rule == "cooldown":
            callers.limiter.observe(permit, reply(403, retry_after="60"), "secondary")
        for number in range(5):
            callers.start(
                number, operation, seconds=0, response=quota(callers.clock, 99)
            )
        await turns(9)
        callers.tasks[position].cancel()
        await turns(9)
        callers.limiter.release(permit)
        await callers.clock.sleep(1000)
        assert callers.order == [number for number in range(5) if number != position]
        async with asyncio.timeout(0):
            await callers.limiter.wait_until_idle()


@in_virtual_time
async def test_wait_until_idle_returns_after_the_last_release():
    """A27: closing waits for permits, not for waiters."""
    async with callers_of(Pace.off(concurrency=2)) as callers:
        callers.start("a", seconds=5)
        callers.start("b", seconds=9)
        await turns()
        await callers.limiter.wait_until_idle()
        assert callers.clock.monotonic() == 9


@in_virtual_time
async def test_known_has_the_last_rate_limits():
    """A4: by resource, for ``Client.rate_limits``."""
    async with callers_of(Pace()) as callers:
        assert callers.limiter.known() == {}
        callers.start("read", seconds=0, response=quota(callers.clock, 42))
        await turns(9)
        assert callers.limiter.known()["core"].remaining == 42


@in_virtual_time
async def test_retry_at_is_the_wall_clock_in_utc():
    """A2: with fractions, and never in the past."""
    async with callers_of(Pace.off()) as callers:
        now = datetime.fromtimestamp(callers.clock.now(), UTC)
        assert callers.limiter.retry_at(0.5) == now + timedelta(seconds=0.5)
        assert callers.limiter.retry_at(-9.0) == now
        assert callers.limiter.retry_at(0.0).tzinfo is UTC


@in_virtual_time
async def test_a_response_without_a_limit_asks_for_no_wait():
    """A3: 0 seconds."""
    async with callers_of(Pace.off()) as callers:
        permit = callers.limiter.try_acquire(READ)
        assert callers.limiter.observe(permit, OK, None) == 0.0


@asynccontextmanager
async def two_of_four(concurrency: int):
    """Yield callers, and the permits of two requests in flight; two more remain."""
    async with callers_of(Pace.off(concurrency=concurrency)) as callers:
        first = callers.limiter.try_acquire(READ)
        callers.limiter.observe(first, quota(callers.clock, 3), None)
        yield callers, first, callers.limiter.try_acquire(READ)


@in_virtual_time
async def test_a_request_that_was_never_sent_costs_nothing():
    """A4: it can be sent again, up to the last one that remains."""
    async with two_of_four(10) as (callers, first, _):
        callers.limiter.release(first)
        unsent = callers.limiter.try_acquire(READ)
        callers.limiter.release(unsent, sent=False)
        assert callers.limiter.try_acquire(READ)
        assert callers.limiter.try_acquire(READ)
        assert not callers.limiter.try_acquire(READ)


@in_virtual_time
async def test_a_waiter_cancelled_with_its_permit_returns_it_unsent():
    """A4, A22: it was admitted, and cancelled before it could run."""
    async with two_of_four(2) as (callers, first, second):
        waiter = asyncio.ensure_future(callers.limiter.acquire(READ, **PATIENT))
        await turns()
        callers.limiter.release(first)  # admits the waiter
        assert not callers.limiter.try_acquire(READ)
        waiter.cancel()
        await turns(2)
        assert waiter.cancelled()
        assert callers.limiter.try_acquire(READ)
        callers.limiter.release(second)
        assert callers.limiter.try_acquire(READ)
