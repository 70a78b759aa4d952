"""A fan-out whose workers and consumer act in any order."""

import asyncio

from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from aioghactions.fanout import Failed, fan_out
from tests.support.turns import turns


class Machine(RuleBasedStateMachine):
    """Drives an event loop by hand: workers end when the machine decides."""

    @initialize(
        count=st.integers(0, 30),
        limit=st.integers(1, 6),
        ordered=st.booleans(),
        fail_fast=st.booleans(),
        is_async=st.booleans(),
    )
    def begin(self, count, limit, ordered, fail_fast, is_async):
        self.loop = asyncio.new_event_loop()
        self.start(count, limit, ordered, fail_fast, is_async)

    def start(self, count, limit, ordered, fail_fast, is_async):
        self.count, self.limit, self.ordered = count, limit, ordered
        self.fail_fast = fail_fast
        self.pulled = self.ended = 0
        self.failed = None
        self.running = {}
        self.yielded = []
        self.next = None
        self.finished = self.left = False
        source = self.async_source() if is_async else self.source()
        self.fan = fan_out(
            self.work, source, limit=limit, ordered=ordered, fail_fast=fail_fast
        )
        self.loop.run_until_complete(self.fan.__aenter__())
        self.settle()

    @precondition(lambda self: self.left)
    @rule(
        count=st.integers(0, 30),
        limit=st.integers(1, 6),
        ordered=st.booleans(),
        fail_fast=st.booleans(),
    )
    def start_another(self, count, limit, ordered, fail_fast):
        """After a fan-out was left, start a new one."""
        self.start(count, limit, ordered, fail_fast, is_async=False)

    def source(self):
        for item in range(self.count):
            self.pulled += 1
            yield item

    async def async_source(self):
        for item in self.source():
            await turns()
            yield item

    async def work(self, item):
        end = self.running[item] = asyncio.get_running_loop().create_future()
        try:
            return await end
        finally:
            self.running.pop(item, None)

    def settle(self):
        self.loop.run_until_complete(turns(30))
        if self.next is not None and self.next.done():
            task, self.next = self.next, None
            try:
                self.yielded.append(task.result())
            except StopAsyncIteration:
                self.finished = True
            except (KeyError, RuntimeError):
                assert self.failed is not None
                self.finished = True

    @precondition(lambda self: self.running)
    @rule(
        choice=st.integers(0, 10),
        how=st.sampled_from(["returns", "raises", "cancelled"]),
    )
    def end(self, choice, how):
        """One worker returns, raises, or what it awaits is cancelled."""
        item = sorted(self.running)[choice % len(self.running)]
        if how == "raises":
            self.running[item].set_exception(KeyError(item))
        elif how == "returns":
            self.running[item].set_result(-item)
        else:
            self.running[item].cancel()
        if self.fail_fast and how != "returns" and self.failed is None:
            self.failed = item
        self.ended += 1
        self.settle()

    @precondition(lambda self: not self.left and self.next is None)
    @rule()
    def request(self):
        """The consumer awaits the next outcome."""

        async def begin():
            self.next = asyncio.ensure_future(anext(self.fan))

        self.loop.run_until_complete(begin())
        self.settle()

    @precondition(lambda self: self.next is not None)
    @rule()
    def cancel_request(self):
        """The consumer is cancelled; the outcome is not lost."""
        self.next.cancel()
        self.loop.run_until_complete(asyncio.wait([self.next]))
        self.next = None

    @precondition(lambda self: not self.left and (self.ended > 3 or self.finished))
    @rule()
    def leave(self):
        """The consumer leaves the block."""
        self.close()

    def close(self):
        async def close():
            if self.next is not None:
                self.next.cancel()
                await asyncio.wait([self.next])
                self.next = None
            await self.fan.__aexit__(None, None, None)

        self.loop.run_until_complete(close())
        self.left = True

    @invariant()
    def the_limit_is_kept(self):
        """A24: at most ``limit`` workers run at once."""
        assert len(self.running) <= self.limit

    @invariant()
    def memory_is_bounded(self):
        """A24: at most twice the limit were pulled and not yielded."""
        assert self.pulled - len(self.yielded) <= 2 * self.limit

    @invariant()
    def each_outcome_is_yielded_once(self):
        """A25: done or failed, and in order if ``ordered``."""
        items = [outcome.item for outcome in self.yielded]
        assert len(items) == len(set(items))
        if self.ordered:
            assert items == list(range(len(items)))
        for outcome in self.yielded:
            if isinstance(outcome, Failed):
                assert not self.fail_fast
                if isinstance(outcome.error, RuntimeError):
                    assert type(outcome.error.__cause__) is asyncio.CancelledError
                else:
                    assert outcome.error.args == (outcome.item,)
            else:
                assert outcome.result == -outcome.item

    @invariant()
    def workers_are_not_idle(self):
        """A worker runs while there are items and free slots."""
        if not self.left and self.failed is None and len(self.running) < self.limit:
            full = self.pulled - len(self.yielded) >= 2 * self.limit
            assert full or self.pulled == self.count

    @invariant()
    def no_worker_outlives_the_block(self):
        """A24: after the block no worker runs."""
        if self.left:
            assert not self.running

    @invariant()
    def the_loop_ends_after_the_last_item(self):
        """Not before every item has an outcome."""
        if self.finished and self.failed is None:
            assert len(self.yielded) == self.count

    def teardown(self):
        if not self.left:
            self.close()
        self.loop.close()


TestFanOut = Machine.TestCase
TestFanOut.settings = settings(stateful_step_count=40, max_examples=100, deadline=None)
