import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
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

FREE = reply()


@define
class Crowd:
    """Visitors of one gate, by name; it notes the instant at which each gets in."""

    limiter: RateLimiter
    clock: VirtualClock
    inside: dict[str, float] = field(factory=dict)
    tasks: dict[str, asyncio.Task[None]] = field(factory=dict)
    doors: dict[str, asyncio.Event] = field(factory=dict)
    group: asyncio.TaskGroup = field(factory=asyncio.TaskGroup)

    def come(self, name, operation=READ, *, stay=inf, answer=FREE, **patience):
        """Let a visitor queue, stay inside, and leave."""
        self.doors[name] = asyncio.Event()
        visit = self.visit(name, operation, stay, answer, **patience)
        self.tasks[name] = self.group.create_task(visit)

    async def visit(
        self, name, operation, stay, answer, *, longest_wait=inf, deadline=inf
    ):
        # As an attempt does it: who need not wait does not queue.
        ticket = self.limiter.try_acquire(operation) or await self.limiter.admit(
            operation, longest_wait=longest_wait, deadline=deadline
        )
        self.inside[name] = self.clock.monotonic()
        try:
            if stay < inf:
                await self.clock.sleep(stay)
            else:
                await self.doors[name].wait()
            self.limiter.learn(ticket, answer, None)
        finally:
            self.limiter.leave(ticket)

    def go(self, name):
        """Let a visitor leave."""
        self.doors[name].set()

    @property
    def order(self):
        return list(self.inside)


@asynccontextmanager
async def crowd(pace: Pace, *, chance: float = 0.0) -> AsyncGenerator[Crowd, None]:
    """Yield a crowd before a gate; those still there at the end are sent home."""
    clock = VirtualClock(chance=chance)
    crowd = Crowd(RateLimiter(Admission(pace), clock), clock)
    async with crowd.group:
        yield crowd
        for task in crowd.tasks.values():
            task.cancel()


def allowance(clock, remaining, *, seconds=100, resource="core", status=200, **more):
    """Return an answer that tells what is left for how long."""
    reset = clock.true_now() + seconds
    headers = limits(remaining, reset=reset, resource=resource)
    return reply(status, **headers, **more)


@in_virtual_time
async def test_visitors_enter_in_the_order_of_their_coming():
    """A26: whoever came first goes first, and each as soon as there is a place."""
    async with crowd(Pace.off(concurrency=2)) as they:
        for name in "abcdef":
            they.come(name, stay=10)
        await they.clock.sleep(60)
    assert they.inside == {"a": 0, "b": 0, "c": 10, "d": 10, "e": 20, "f": 20}


@in_virtual_time
async def test_nobody_enters_at_once_past_those_who_wait():
    """A26: where there is a place, but not for those who came before, either."""
    async with crowd(Pace(probe=False, concurrency=2)) as they:
        assert they.limiter.try_acquire(READ) is not None
        they.come("write", DELETE)
        await turns(2)
        assert they.order == ["write"]
        they.come("next write", DELETE)
        await turns(2)
        they.go("write")
        await turns(2)
        assert they.order == ["write"]  # the next one has its second to wait
        assert they.limiter.try_acquire(READ) is None


@in_virtual_time
async def test_what_they_ask_for_does_not_change_their_turn():
    """A26: where only place is scarce, all operations are one queue."""
    async with crowd(Pace.off(concurrency=1)) as they:
        they.come("first", DELETE, stay=1)
        for name, operation in {"a": READ, "b": OTHER, "c": READ, "d": CANCEL}.items():
            they.come(name, operation, stay=1)
            they.come(name * 2, OTHER if operation is READ else READ, stay=1)
        await they.clock.sleep(60)
    assert they.order == ["first", "a", "aa", "b", "bb", "c", "cc", "d", "dd"]


@in_virtual_time
async def test_a_write_in_its_second_holds_back_no_read():
    """A26: a write waits for the write before it; a read passes meanwhile."""
    async with crowd(Pace(probe=False)) as they:
        they.come("write", DISPATCH, stay=5)
        they.come("second write", CANCEL, stay=5)
        they.come("read", READ, stay=1)
        await they.clock.sleep(20)
    assert they.inside == {"write": 0, "read": 0, "second write": 6}


@in_virtual_time
async def test_a_busy_endpoint_holds_back_no_other():
    """A26: points are spent by endpoint, and waited for by endpoint."""
    async with crowd(Pace(probe=False, points_per_minute=5)) as they:
        for number in range(6):
            they.come(f"read {number}", READ, stay=0)
        they.come("other", OTHER, stay=0)
        await they.clock.sleep(200)
    assert they.inside["read 4"] == 0
    assert they.inside["read 5"] == 60
    assert they.inside["other"] == 0


@in_virtual_time
async def test_a_run_can_be_cancelled_while_dispatches_wait_for_their_hour():
    """A26: what creates content waits among its own kind."""
    pace = Pace(probe=False, content_per_minute=2)
    async with crowd(pace) as they:
        for number in range(3):
            they.come(f"dispatch {number}", DISPATCH, stay=0)
        they.come("cancel", CANCEL, stay=0)
        they.come("delete", DELETE, stay=0)
        await they.clock.sleep(200)
    assert they.inside == {
        "dispatch 0": 0,
        "dispatch 1": 1,
        "cancel": 2,
        "delete": 3,
        "dispatch 2": 60,
    }


@in_virtual_time
async def test_a_spent_allowance_holds_back_no_other():
    """A3, A4: when no runner may be registered, runs are still read and started."""
    async with crowd(Pace()) as they:
        they.come("probe", READ, stay=0, answer=allowance(they.clock, 4000))
        await turns(9)
        spent = allowance(they.clock, 0, resource="actions_runner_registration")
        they.come("register", REGISTER, stay=0, answer=spent)
        await they.clock.sleep(2)
        they.come("register again", REGISTER, stay=0)
        await turns(9)
        they.come("dispatch", DISPATCH, stay=0)
        they.come("read", READ, stay=0)
        await they.clock.sleep(200)
    assert they.inside["read"] == they.inside["dispatch"] == 2
    assert they.inside["register again"] == pytest.approx(101, abs=1)


@in_virtual_time
async def test_the_allowance_that_an_answer_names_is_the_one_to_queue_for():
    """A4: those who wait for a presumed allowance go over to the real one."""
    async with crowd(Pace()) as they:
        they.come("first", OTHER)
        they.come("second", OTHER)
        they.come("third", READ)
        await turns(9)
        assert they.order == ["first"]  # the lone probe of what all presume
        ticket = await admitted(they, REGISTER)
        spent = allowance(they.clock, 0, resource="integration_manifest")
        they.limiter.learn(ticket, spent, None)
        they.limiter.leave(ticket)
        they.go("first")  # its answer names no allowance
        await they.clock.sleep(1)
    assert they.order == ["first", "second", "third"]


@in_virtual_time
async def test_who_waited_at_the_wrong_door_holds_back_nobody():
    """A4: a crowd learns from one answer that its allowance is another, and spent."""
    async with crowd(Pace()) as they:
        spent = allowance(they.clock, 0, resource="secrets")
        they.come("secrets 1", OTHER, stay=5, answer=spent)
        they.come("secrets 2", OTHER)
        they.come("secrets 3", OTHER)
        they.come("read", READ)
        await they.clock.sleep(6)
        assert they.order == ["secrets 1", "read"]
        await they.clock.sleep(100)
        assert they.order == ["secrets 1", "read", "secrets 2"]


async def admitted(they, operation):
    """Return a ticket that is to be had at once."""
    async with asyncio.timeout(0):
        return await they.limiter.admit(operation, longest_wait=0, deadline=inf)


@in_virtual_time
async def test_the_first_request_goes_alone():
    """A4: until an answer tells the allowance, one request finds it out."""
    async with crowd(Pace()) as they:
        answer = allowance(they.clock, 3)
        they.come("probe", stay=5, answer=answer)
        for name in "abcd":
            they.come(name)
        await they.clock.sleep(4.9)
        assert they.order == ["probe"]
        await they.clock.sleep(0.2)
        assert they.order == ["probe", "a", "b", "c"]


@in_virtual_time
async def test_a_probe_that_never_left_makes_room_for_the_next():
    """A22: a cancelled probe leaves no wait behind."""
    async with crowd(Pace()) as they:
        they.come("probe")
        they.come("next")
        await turns(9)
        they.tasks["probe"].cancel()
        await turns(9)
        assert they.order == ["probe", "next"]


@in_virtual_time
async def test_an_answer_lets_others_in_before_its_body_has_been_read():
    """A4: a probe that is a download does not hold up everybody for its length."""
    async with crowd(Pace()) as they:
        probe = await they.limiter.admit(READ, longest_wait=0, deadline=inf)
        they.come("next")
        await turns(9)
        assert they.order == []
        they.limiter.learn(probe, allowance(they.clock, 9), None)
        await turns(9)
        assert they.order == ["next"]
        they.limiter.leave(probe)


@in_virtual_time
async def test_one_refusal_closes_for_everybody_at_once():
    """A3: after the answer nobody gets in, of whatever endpoint, until it is over."""
    async with crowd(Pace(probe=False, release=0)) as they:
        ticket = await they.limiter.admit(READ, longest_wait=0, deadline=inf)
        refusal = reply(403, retry_after="30")
        assert they.limiter.learn(ticket, refusal, "secondary") == 30
        they.limiter.leave(ticket)
        for name, operation in {"a": READ, "b": OTHER, "c": DISPATCH}.items():
            they.come(name, operation, stay=0)
        await they.clock.sleep(60)
        assert they.inside == {"a": 30, "b": 30, "c": 30}


@in_virtual_time
async def test_a_primary_limit_closes_its_own_allowance_only():
    """A3: the other allowances of the token stay open."""
    async with crowd(Pace(probe=False, release=0)) as they:
        ticket = await they.limiter.admit(READ, longest_wait=0, deadline=inf)
        refusal = allowance(they.clock, 0, status=403, seconds=50)
        assert they.limiter.learn(ticket, refusal, "primary") == 51
        they.limiter.leave(ticket)
        they.come("read", stay=0)
        they.come("register", REGISTER, stay=0)
        await they.clock.sleep(50.9)
        assert they.order == ["register"]
        await they.clock.sleep(0.2)
        assert they.order == ["register", "read"]


@in_virtual_time
async def test_nobody_storms_the_door_when_it_opens():
    """A6: those who waited come one after the other, in their order."""
    async with crowd(Pace(probe=False, concurrency=4)) as they:
        ticket = await they.limiter.admit(READ, longest_wait=0, deadline=inf)
        refusal = reply(429, retry_after="10")
        they.limiter.learn(ticket, refusal, "secondary")
        they.limiter.leave(ticket)
        for name in "abcd":
            they.come(name, stay=0)
        await they.clock.sleep(30)
    # Refused for going too fast, half as many may go at once: two a second.
    assert they.inside == {"a": 10, "b": 10.5, "c": 11, "d": 11.5}


@in_virtual_time
async def test_a_wait_that_is_over_is_not_stood_again():
    """A26: when another rule takes over, all who wait hear of it, and nobody spins."""
    async with crowd(Pace(probe=False, concurrency=1)) as they:
        ticket = await they.limiter.admit(READ, longest_wait=0, deadline=inf)
        they.limiter.learn(ticket, reply(429, retry_after="7"), "secondary")
        they.limiter.leave(ticket)
        for name, operation in {"a": READ, "b": OTHER, "c": DISPATCH}.items():
            they.come(name, operation, stay=20)
        await they.clock.sleep(60)
    assert they.inside == {"a": 7, "b": 27, "c": 47}


@pytest.mark.parametrize("kind", ["primary", "secondary"])
@in_virtual_time
async def test_who_may_not_wait_so_long_is_told_at_once_and_all_behind_him(kind):
    """A2: nobody waits for a limit that outlasts his patience; it says until when."""
    async with crowd(Pace(probe=False, release=0)) as they:
        ticket = await they.limiter.admit(READ, longest_wait=0, deadline=inf)
        refusal = reply(403, retry_after="100")
        they.limiter.learn(ticket, refusal, kind)
        they.limiter.leave(ticket)
        patience = [{"longest_wait": 99}, {"deadline": 99.9}, {"longest_wait": 50}]
        for allowed in patience:
            with pytest.raises(errors.RateLimitError) as caught:
                async with asyncio.timeout(0.01):
                    await they.limiter.admit(
                        READ, **{"longest_wait": inf, "deadline": inf} | allowed
                    )
            assert caught.value.retry_at.timestamp() == EPOCH + 100
            assert (
                type(caught.value)
                is {
                    "primary": errors.PrimaryRateLimitError,
                    "secondary": errors.SecondaryRateLimitError,
                }[kind]
            )


@in_virtual_time
async def test_a_wait_that_grows_beyond_patience_ends_for_all_who_wait():
    """A2: the head of the queue and those behind it are told in the same moment."""
    async with crowd(Pace(probe=False, release=0)) as they:
        first = await they.limiter.admit(READ, longest_wait=0, deadline=inf)
        second = await they.limiter.admit(READ, longest_wait=0, deadline=inf)
        they.limiter.learn(first, reply(403, retry_after="50"), "secondary")
        they.limiter.leave(first)
        told = []

        async def wait(name):
            try:
                await they.limiter.admit(READ, longest_wait=60, deadline=inf)
            except errors.RateLimitError:
                told.append((name, they.clock.monotonic()))

        for name in "abc":
            they.group.create_task(wait(name))
        await they.clock.sleep(10)
        assert told == []
        they.limiter.learn(second, reply(403, retry_after="500"), "secondary")
        they.limiter.leave(second)
        await turns(20)
        assert sorted(told) == [("a", 10), ("b", 10), ("c", 10)]


@in_virtual_time
async def test_nobody_waits_in_vain_behind_one_who_may_wait_longer():
    """A2: patience is everybody's own: of those in the queue, and of newcomers."""
    async with crowd(Pace(probe=False, release=0)) as they:
        first = await they.limiter.admit(READ, longest_wait=0, deadline=inf)
        second = await they.limiter.admit(READ, longest_wait=0, deadline=inf)
        they.limiter.learn(first, reply(403, retry_after="30"), "secondary")
        they.limiter.leave(first)
        told = {}

        async def wait(name, deadline):
            try:
                await they.limiter.admit(READ, longest_wait=inf, deadline=deadline)
            except errors.RateLimitError:
                told[name] = they.clock.monotonic()

        for name, deadline in {"patient": inf, "less so": 50, "hardly": 20}.items():
            they.group.create_task(wait(name, deadline))
        await they.clock.sleep(10)
        assert told == {"hardly": 0}
        they.limiter.learn(second, reply(403, retry_after="90"), "secondary")
        they.limiter.leave(second)
        await they.clock.sleep(200)
    assert told == {"hardly": 0, "less so": 10}


@pytest.mark.parametrize("position", range(5))
@pytest.mark.parametrize(
    "rule", ["concurrency", "writes", "content", "points", "probe", "closed"]
)
@in_virtual_time
async def test_a_cancelled_visitor_leaves_no_trace(position, rule):
    """A22: whatever he waited for, wherever in the queue, the next is not held up."""
    pace, operation = {
        "concurrency": (Pace.off(concurrency=1), READ),
        "writes": (Pace(probe=False), DELETE),
        "content": (Pace(probe=False, content_per_minute=1), DISPATCH),
        "points": (Pace(probe=False, points_per_minute=5), DELETE),
        "probe": (Pace(), READ),
        "closed": (Pace(probe=False, release=0), READ),
    }[rule]
    async with crowd(pace) as they:
        ticket = await they.limiter.admit(operation, longest_wait=0, deadline=inf)
        if rule == "closed":
            they.limiter.learn(ticket, reply(403, retry_after="60"), "secondary")
        for number in range(5):
            they.come(number, operation, stay=0, answer=allowance(they.clock, 99))
        await turns(9)
        they.tasks[position].cancel()
        await turns(9)
        they.limiter.leave(ticket)
        await they.clock.sleep(1000)
        assert they.order == [number for number in range(5) if number != position]
        async with asyncio.timeout(0):
            await they.limiter.empty()


@in_virtual_time
async def test_an_empty_gate_says_so():
    """A27: closing waits for those inside, and for nobody else."""
    async with crowd(Pace.off(concurrency=2)) as they:
        they.come("a", stay=5)
        they.come("b", stay=9)
        await turns()
        await they.limiter.empty()
        assert they.clock.monotonic() == 9


@in_virtual_time
async def test_what_github_said_last_is_known():
    """What a client shows as its rate limits is what the gate has learnt."""
    async with crowd(Pace()) as they:
        assert they.limiter.known() == {}
        they.come("read", stay=0, answer=allowance(they.clock, 42))
        await turns(9)
        assert they.limiter.known()["core"].remaining == 42
