"""Fan-outs by example; tests/property has bounds, order and any way to leave."""

import asyncio

import pytest

import aioghactions as gha
from aioghactions.fanout import Done, Failed, fan_out
from tests.chaos.server import Server
from tests.support import virtual
from tests.support.turns import turns
from tests.support.virtual import VirtualClock, in_virtual_time


async def double(n):
    """Return twice ``n``."""
    return 2 * n


async def outcomes_of(worker, items, limit):
    """Run a fan-out to its end."""
    async with fan_out(worker, items, limit=limit) as outcomes:
        return [outcome async for outcome in outcomes]


async def test_every_item_has_one_outcome():
    """A25: done or failed, each item exactly once."""

    async def picky(n):
        if n % 3 == 0:
            raise ValueError(n)
        return 2 * n

    found = await outcomes_of(picky, range(100), limit=7)
    assert sorted(o.item for o in found) == list(range(100))
    for outcome in found:
        match outcome:
            case Done(item, result):
                assert (item % 3 != 0, result) == (True, 2 * item)
            case Failed(item, error):
                assert (item % 3, error.args) == (0, (item,))


async def test_leaving_the_block_cancels_the_workers():
    """A24: no worker runs after the block."""
    cancelled = []

    async def worker(n):
        if n == 0:
            return n
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(n)
            raise

    async with fan_out(worker, range(1000), limit=4) as outcomes:
        assert await anext(outcomes) == Done(0, 0)
        await turns()
    assert len(cancelled) == 4


async def test_an_exception_of_the_body_is_not_wrapped():
    """It is raised as it is, not in an ExceptionGroup."""
    with pytest.raises(KeyError, match="body"):
        async with fan_out(double, range(3), limit=2):
            raise KeyError("body")


async def test_a_base_exception_of_a_worker_is_not_an_outcome():
    """A25: it ends the fan-out in an ExceptionGroup."""

    class Exit(BaseException):
        pass

    started = []

    async def worker(n):
        started.append(n)
        if n == 2:
            raise Exit
        await asyncio.Event().wait()

    with pytest.raises(BaseExceptionGroup) as caught:
        await outcomes_of(worker, range(30), limit=3)
    assert caught.group_contains(Exit)
    assert started == [0, 1, 2]


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("ordered", [False, True])
def test_an_interrupt_ends_the_program_after_cleanup(end, ordered):
    """A25, A30: it is not wrapped; the other workers and the source were closed."""
    started, ended, closed = [], [], []

    async def source():
        try:
            for n in range(100):
                yield n
        finally:
            closed.append(True)

    async def worker(n):
        started.append(n)
        try:
            if n == 3:
                raise end
            await asyncio.Event().wait()
        finally:
            ended.append(n)

    async def main():
        async with fan_out(worker, source(), limit=5, ordered=ordered) as outcomes:
            async for _ in outcomes:
                pass

    with pytest.raises(end):
        asyncio.run(main())
    assert sorted(started) == sorted(ended)
    assert len(started) <= 5
    assert closed == [True]


async def test_an_item_fails_if_what_its_worker_awaits_is_cancelled():
    """A25: the other items are processed."""

    async def worker(n):
        if n == 2:
            async with asyncio.TaskGroup() as group:
                inner = group.create_task(asyncio.Event().wait())
                inner.cancel()
                await inner
        return n

    async with fan_out(worker, range(20), limit=3, ordered=True) as outcomes:
        found = [outcome async for outcome in outcomes]
    assert [outcome.item for outcome in found] == list(range(20))
    [failed] = [outcome for outcome in found if isinstance(outcome, Failed)]
    assert failed.item == 2
    assert isinstance(failed.error, RuntimeError)
    assert isinstance(failed.error.__cause__, asyncio.CancelledError)


async def test_a_worker_that_suppresses_cancellation_starts_no_new_item():
    """A24: leaving the block waits for the current items only."""
    started = []

    async def worker(n):
        started.append(n)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            await turns(3)

    async with fan_out(worker, range(1000), limit=4):
        await turns(3)
    assert started == [0, 1, 2, 3]


# --- arguments and state ----------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"limit": 0}, "limit must be at least 1, got 0"),
        ({"limit": "8"}, "limit must be an integer, not str"),
        ({"limit": 2.5}, "limit must be an integer, not float"),
        ({"limit": True}, "limit must be an integer, not bool"),
        ({"deadline": "1"}, "deadline must be a number of seconds, not str"),
        ({"items": 5}, "not iterable"),
        ({"items": "octo-org/hello"}, r"items must be a list, not str; use \[\.\.\.\]"),
        ({"items": b"x"}, "items must be a list, not bytes"),
        ({"worker": None}, "worker must be an async function, not NoneType"),
    ],
)
async def test_an_invalid_argument_is_rejected(given, message):
    """By the call, not when the first item is pulled."""
    error = ValueError if given == {"limit": 0} else TypeError
    with pytest.raises(error, match=message):
        fan_out(**{"worker": double, "items": [], "limit": 1} | given)


@pytest.mark.parametrize("fail_fast", [True, False])
@pytest.mark.parametrize("ordered", [True, False])
async def test_a_worker_that_is_not_async_is_rejected(fail_fast, ordered):
    """By the loop, at once: it is not an outcome of the items."""
    called = []
    message = "worker must be an async function; it returned NoneType, which cannot"
    options = {"limit": 2, "fail_fast": fail_fast, "ordered": ordered}
    async with fan_out(called.append, range(100), **options) as outcomes:
        with pytest.raises(TypeError, match=message):
            await anext(outcomes)
        with pytest.raises(TypeError, match=message):
            await anext(outcomes)
    assert len(called) <= 4


async def test_a_worker_may_return_any_awaitable():
    """A function that returns one is as good as a coroutine function."""
    outcomes = await outcomes_of(lambda n: asyncio.ensure_future(double(n)), [1], 1)
    assert outcomes == [Done(1, 2)]


def test_it_can_be_created_without_a_running_loop():
    """A28: entering it needs a loop, and starts the deadline."""
    made = fan_out(double, range(3), limit=2, deadline=5)

    async def main():
        await asyncio.sleep(10)  # noqa: TID251 - takes no time in this loop
        async with made as outcomes:
            return [outcome.result async for outcome in outcomes]

    assert virtual.run(main()) == [0, 2, 4]


async def test_iterating_outside_the_block_is_an_error():
    """Outside, it must not look like a fan-out without outcomes."""
    fan = fan_out(double, range(5), limit=2)
    with pytest.raises(RuntimeError, match="not entered>: iterate within `async with"):
        await anext(fan)
    async with fan as outcomes:
        await anext(outcomes)
    with pytest.raises(RuntimeError, match="left>: iterate within"):
        await anext(fan)
    with pytest.raises(RuntimeError, match="can be entered once"):
        await fan.__aenter__()


async def test_the_repr_shows_progress_and_no_item():
    """S5: items and results may contain secrets."""
    fan = fan_out(double, ["ghs_CANARY"], limit=3)
    assert repr(fan) == "<FanOut limit=3, 0 yielded, not entered>"
    async with fan as outcomes:
        await anext(outcomes)
        assert repr(fan) == "<FanOut limit=3, 1 yielded, running>"
    assert repr(fan) == "<FanOut limit=3, 1 yielded, left>"


async def test_a_slow_item_does_not_delay_the_others():
    """A26: it occupies one worker; the other worker continues."""
    release = asyncio.Event()

    async def worker(n):
        if n == 0:
            await release.wait()
        return n

    async with fan_out(worker, range(500), limit=2) as outcomes:
        items = [(await anext(outcomes)).item for _ in range(499)]
        release.set()
        items.append((await anext(outcomes)).item)
    assert items == [*range(1, 500), 0]


# --- errors of the source, and failing fast -----------------------------------------


@pytest.mark.parametrize("ordered", [False, True])
async def test_the_error_of_the_source_is_raised_last(ordered):
    """A25: after the outcome of each item that was pulled, however slow it is."""

    def source():
        yield from range(4)
        raise OSError("disk")

    async def worker(n):
        await turns(20 * n)
        return n

    items = []

    async def use():
        async with fan_out(worker, source(), limit=5, ordered=ordered) as outcomes:
            async for outcome in outcomes:
                items.append(outcome.item)  # noqa: PERF401 - an error follows

    with pytest.raises(OSError, match="disk"):
        await use()
    assert items == [0, 1, 2, 3]


async def test_fail_fast_raises_the_error_of_the_source_at_once():
    """A25: it does not wait for running workers."""

    def source():
        yield 1
        raise OSError("disk")

    async def worker(_):
        await asyncio.Event().wait()

    async def use():
        async with fan_out(worker, source(), limit=5, fail_fast=True) as outcomes:
            await anext(outcomes)

    with pytest.raises(OSError, match="disk"):
        await use()


async def test_stop_async_iteration_in_a_worker_does_not_end_the_loop():
    """A25: ``anext`` of an empty list raises it; here it becomes a RuntimeError."""

    async def worker(_):
        raise StopAsyncIteration

    async def use():
        async with fan_out(worker, [1], limit=1, fail_fast=True) as outcomes:
            async for _ in outcomes:
                pass

    with pytest.raises(RuntimeError, match="a worker raised StopAsyncIteration"):
        await use()


@pytest.mark.parametrize("ordered", [False, True])
async def test_fail_fast_raises_the_first_exception(ordered):
    """A25: it is raised unchanged, and the other workers are cancelled."""
    started, cancelled = [], []

    async def worker(n):
        started.append(n)
        if n == 2:
            raise KeyError("two")
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(n)
            raise

    async def use():
        async with fan_out(
            worker, range(100), limit=4, ordered=ordered, fail_fast=True
        ) as outcomes:
            async for _ in outcomes:
                pass

    with pytest.raises(KeyError, match="two"):
        await use()
    assert sorted([*cancelled, 2]) == sorted(started)


async def test_fail_fast_starts_no_item_after_the_first_failure():
    """Not even while the consumer processes an earlier outcome."""
    started, taken = [], asyncio.Event()

    async def worker(n):
        started.append(n)
        if n == 1:
            await taken.wait()
            raise KeyError(n)
        return n

    async with fan_out(worker, range(100), limit=1, fail_fast=True) as outcomes:
        assert await anext(outcomes) == Done(0, 0)
        taken.set()
        await turns(50)
        with pytest.raises(KeyError):
            await anext(outcomes)
    assert started == [0, 1]


# --- a deadline -----------------------------------------------------------------------


@in_virtual_time
async def test_the_deadline_cancels_workers_and_body():
    """The block raises TimeoutError."""
    cancelled = 0

    async def worker(_):
        nonlocal cancelled
        try:
            await asyncio.Event().wait()
        finally:
            cancelled += 1

    async def use():
        async with fan_out(worker, range(9), limit=3, deadline=10) as outcomes:
            async for _ in outcomes:
                pass

    with pytest.raises(TimeoutError, match=r"did not end within 10 s"):
        await use()
    assert cancelled == 3


async def test_a_timeout_error_of_the_body_is_raised_unchanged():
    """It is not mistaken for the deadline."""
    with pytest.raises(TimeoutError, match="body") as caught:
        async with fan_out(double, range(3), limit=2, deadline=60):
            raise TimeoutError("body")
    assert caught.value.__cause__ is None


async def test_a_timeout_error_of_the_closing_source_is_raised_unchanged():
    """It is not mistaken for the deadline."""

    async def source():
        try:
            yield 1
            yield 2
        finally:
            raise TimeoutError("closing")

    with pytest.raises(TimeoutError, match="closing"):
        async with fan_out(double, source(), limit=1, deadline=60) as outcomes:
            await anext(outcomes)


async def test_a_timeout_error_of_a_worker_is_an_outcome():
    """It is not mistaken for the deadline."""

    async def worker(_):
        raise TimeoutError

    [failed] = await outcomes_of(worker, [1], limit=1)
    assert isinstance(failed.error, TimeoutError)


# --- sources ----------------------------------------------------------------------


async def test_an_iterator_without_aclose_is_a_source():
    """Such as the iterator of a pager."""

    class Three:
        def __init__(self):
            self.left = [3, 2, 1]

        def __aiter__(self):
            return self

        async def __anext__(self):
            if not self.left:
                raise StopAsyncIteration
            return self.left.pop()

    found = await outcomes_of(double, Three(), limit=2)
    assert sorted(outcome.item for outcome in found) == [1, 2, 3]


async def test_iterating_after_the_end_yields_nothing():
    """The end is final."""
    async with fan_out(double, [1], limit=2) as outcomes:
        assert len([outcome async for outcome in outcomes]) == 1
        assert [outcome async for outcome in outcomes] == []


# --- fairness ---------------------------------------------------------------------


def waits_of_small_callers(*, bulk):
    """Return the durations of 200 single calls of ten callers, sorted."""
    server = Server(clock=VirtualClock(), limit=None, latency=0.1)
    waits = []

    async def main():
        async with gha.Client(
            "token", transport=server, clock=server.clock, pace=gha.Pace.off()
        ) as client:
            secrets = client.repo("octo-org/hello").secrets

            async def call(n):
                for _ in range(20):
                    start = server.clock.monotonic()
                    await secrets.get(f"SMALL_{n}")
                    waits.append(server.clock.monotonic() - start)
                    await server.clock.sleep(0.3)

            async def read_all():
                async with fan_out(
                    secrets.get, names(), limit=max(bulk, 1)
                ) as outcomes:
                    async for _ in outcomes:
                        pass

            async with asyncio.TaskGroup() as group:
                beside = group.create_task(read_all())
                callers = [group.create_task(call(n)) for n in range(10)]
                await asyncio.wait(callers)
                assert beside.done() == (not bulk)
                beside.cancel()

    def names():
        return (f"BULK_{n}" for n in range(10_000 if bulk else 0))

    virtual.run(main())
    return sorted(waits)


@pytest.mark.slow
@pytest.mark.parametrize("limit", [8, 100])
def test_a_large_fan_out_does_not_starve_other_callers(limit):
    """A26: 99 of 100 single calls take at most twice as long as alone.

    Provided that the limit is at most twice the client's concurrency, as waiters are
    served first in, first out.
    """
    alone, beside = waits_of_small_callers(bulk=0), waits_of_small_callers(bulk=limit)
    assert beside[197] <= 2 * alone[197]


@pytest.mark.parametrize("ordered", [False, True])
async def test_cancellation_within_the_source_is_its_error(ordered):
    """A25: the loop would otherwise seem to have ended."""

    async def source():
        yield 1
        yield 2
        helper = asyncio.create_task(asyncio.Event().wait())
        helper.cancel()
        await helper
        yield 3

    async with fan_out(double, source(), limit=2, ordered=ordered) as outcomes:
        found = {(await anext(outcomes)).item, (await anext(outcomes)).item}
        assert found == {1, 2}
        with pytest.raises(RuntimeError, match="the source awaited was cancelled"):
            await anext(outcomes)


async def test_cancelled_task_of_a_worker_ends_the_loop_with_an_error():
    """A22, A25: its item would get no outcome, and the loop would seem to be whole."""

    async def cancels(n):
        task = asyncio.current_task()
        assert task is not None
        if n == 3:
            task.cancel()
        await turns(1)
        return n

    with pytest.raises(RuntimeError, match="was cancelled by other code"):
        await outcomes_of(cancels, range(8), limit=2)


@pytest.mark.parametrize("ordered", [False, True])
async def test_no_item_starts_after_all_tasks_are_cancelled(ordered):
    """A22: as a server does that shuts down; the workers may see it first."""
    started = []

    async def waits(n):
        started.append(n)
        await asyncio.Event().wait()

    async def consume():
        async with fan_out(waits, range(20), limit=3, ordered=ordered) as outcomes:
            async for _ in outcomes:
                pass

    consumer = asyncio.create_task(consume())
    await turns(10)
    others = asyncio.all_tasks() - {asyncio.current_task(), consumer}
    for task in (*others, consumer):
        task.cancel()
    await asyncio.wait([consumer])
    assert consumer.cancelled()
    assert started == [0, 1, 2]
