"""A fan-out whose workers end, and whose consumer comes and goes, in any order."""

import asyncio

from hypothesis import settings
from hypothesis import strategies as st
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
    """Drives a loop by hand: workers end when the machine says so."""

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
        self.told = []
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
    def begin_anew(self, count, limit, ordered, fail_fast):
        """There is always another one."""
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
                self.told.append(task.result())
            except StopAsyncIteration:
                self.finished = True
            except (KeyError, RuntimeError):
                assert self.failed is not None
                self.finished = True

    @precondition(lambda self: self.running)
    @rule(choice=st.integers(0, 10), how=st.sampled_from(["done", "fails", "cut off"]))
    def end(self, choice, how):
        """One of the workers ends: well, badly, or because what it awaits is gone."""
        item = sorted(self.running)[choice % len(self.running)]
        if how == "fails":
            self.running[item].set_exception(KeyError(item))
        elif how == "done":
            self.running[item].set_result(-item)
        else:
            self.running[item].cancel()
        if self.fail_fast and how != "done" and self.failed is None:
            self.failed = item
        self.ended += 1
        self.settle()

    @precondition(lambda self: not self.left and self.next is None)
    @rule()
    def ask(self):
        """The consumer asks for the next outcome, and waits for it."""

        async def begin():
            self.next = asyncio.ensure_future(anext(self.fan))

        self.loop.run_until_complete(begin())
        self.settle()

    @precondition(lambda self: self.next is not None)
    @rule()
    def ask_no_longer(self):
        """The consumer gives up waiting; what comes later is not lost."""
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
        """A24: so many workers at once, and no more."""
        assert len(self.running) <= self.limit

    @invariant()
    def memory_is_bounded(self):
        """A24: what was pulled and not told is at most twice the limit."""
        assert self.pulled - len(self.told) <= 2 * self.limit

    @invariant()
    def each_outcome_is_told_once(self):
        """A25: done or failed, in order if wanted."""
        items = [outcome.item for outcome in self.told]
        assert len(items) == len(set(items))
        if self.ordered:
            assert items == list(range(len(items)))
        for outcome in self.told:
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
        """There is room and there are items: then somebody works."""
        if not self.left and self.failed is None and len(self.running) < self.limit:
            full = self.pulled - len(self.told) >= 2 * self.limit
            assert full or self.pulled == self.count

    @invariant()
    def nothing_outlives_the_block(self):
        """A24: when it is left, no worker runs."""
        if self.left:
            assert not self.running

    @invariant()
    def the_end_is_the_end(self):
        """It comes when every item has been told, and not before."""
        if self.finished and self.failed is None:
            assert len(self.told) == self.count

    def teardown(self):
        if not self.left:
            self.close()
        self.loop.close()


TestFanOut = Machine.TestCase
TestFanOut.settings = settings(stateful_step_count=40, max_examples=100, deadline=None)
