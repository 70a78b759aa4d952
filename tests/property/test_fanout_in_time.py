"""Fan-outs with any arguments, left in any way, in virtual time."""

import asyncio
from contextlib import suppress

from attrs import define, field
from hypothesis import given, settings, strategies as st

from aioghactions.fanout import Done, Failed, fan_out
from tests.support import virtual

MOMENTS = st.integers(0, 6)


@define(kw_only=True)
class Scene:
    """Workers, a source and a consumer that each take some time.

    Args:
        works: Seconds that the worker takes for each item, and whether it raises.
        limit: Passed to ``fan_out``.
        ordered: The same.
        fail_fast: The same.
        is_async: Whether the source is asynchronous.
        pull: Seconds that an asynchronous source takes for an item.
        breaks: The item instead of which the source raises; None for none.
        takes: Seconds that the consumer takes for an outcome.
        stop: After how many outcomes the consumer leaves; None for never.
        throws: Whether it leaves by an exception.
        cancelled_at: When the consumer is cancelled, in seconds; None for never.
        deadline: Passed to ``fan_out``.
    """

    works: list[tuple[int, bool]]
    limit: int
    ordered: bool
    fail_fast: bool
    is_async: bool
    pull: int
    breaks: int | None
    takes: int
    stop: int | None
    throws: bool
    cancelled_at: int | None
    deadline: int | None

    pulled: int = 0
    running: int = 0
    most: int = 0
    most_held: int = 0
    started: list[int] = field(factory=list)
    ended: list[int] = field(factory=list)
    yielded: list = field(factory=list)
    is_open: bool = False
    left_open: bool = False
    raised: BaseException | None = None
    seconds: float = 0.0

    def items(self):
        for item in range(len(self.works)):
            if item == self.breaks:
                raise OSError("the source")
            self.pulled += 1
            self.most_held = max(self.most_held, self.pulled - len(self.yielded))
            yield item

    async def items_in_time(self):
        self.is_open = True
        try:
            for item in self.items():
                await asyncio.sleep(self.pull)  # noqa: TID251 - virtual time
                yield item
        finally:
            self.is_open = False

    async def work(self, item):
        self.started.append(item)
        self.running += 1
        self.most = max(self.most, self.running)
        seconds, fails = self.works[item]
        try:
            await asyncio.sleep(seconds)  # noqa: TID251 - virtual time
            if fails:
                raise KeyError(item)
            return -item
        finally:
            self.running -= 1
            self.ended.append(item)

    async def consume(self):
        async with fan_out(
            self.work,
            self.items_in_time() if self.is_async else self.items(),
            limit=self.limit,
            ordered=self.ordered,
            fail_fast=self.fail_fast,
            deadline=self.deadline,
        ) as outcomes:
            async for outcome in outcomes:
                self.yielded.append(outcome)
                if len(self.yielded) == self.stop:
                    if self.throws:
                        raise LookupError("the body")
                    return
                await asyncio.sleep(self.takes)  # noqa: TID251 - virtual time

    async def play(self):
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(self.consume())
        if self.cancelled_at is not None:
            loop.call_later(self.cancelled_at, task.cancel)
        with suppress(BaseException):
            await task
        self.raised = task.exception() if not task.cancelled() else None
        self.seconds = loop.time()
        self.left_open = self.is_open
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return task


SCENES = st.builds(
    Scene,
    works=st.lists(st.tuples(MOMENTS, st.booleans()), max_size=25),
    limit=st.integers(1, 6),
    ordered=st.booleans(),
    fail_fast=st.booleans(),
    is_async=st.booleans(),
    pull=st.integers(0, 2),
    breaks=st.none() | st.integers(0, 25),
    takes=st.integers(0, 2),
    stop=st.none() | st.integers(1, 8),
    throws=st.booleans(),
    cancelled_at=st.none() | st.integers(0, 20),
    deadline=st.none() | st.integers(0, 40),
)


@settings(max_examples=300, deadline=None)
@given(scene=SCENES)
def test_a_fan_out_is_bounded_and_complete_however_it_ends(scene):
    """A24, A25: bounded, lazy, each item once, nothing left running."""
    task = virtual.run(scene.play())

    # Bounded: workers at once, and items pulled and not yielded.
    assert scene.most <= scene.limit
    assert scene.most_held <= 2 * scene.limit
    # Each pulled item once, and no worker runs any more.
    assert scene.started == sorted(set(scene.started))
    assert sorted(scene.ended) == scene.started
    assert len(scene.started) <= scene.pulled
    items = [outcome.item for outcome in scene.yielded]
    assert len(items) == len(set(items))
    assert set(items) <= set(scene.started)
    if scene.ordered:
        assert items == list(range(len(items)))
    for outcome in scene.yielded:
        if scene.works[outcome.item][1]:
            assert isinstance(outcome, Failed)
            assert not scene.fail_fast
            assert outcome.error.args == (outcome.item,)
        else:
            assert outcome == Done(outcome.item, -outcome.item)
    assert not scene.left_open
    # It ends in time, and for a reason.
    assert scene.deadline is None or scene.seconds <= scene.deadline
    if task.cancelled():
        assert scene.seconds == scene.cancelled_at
    elif scene.raised is None:
        check_end_without_error(scene)
    else:
        check_error(scene)


def check_end_without_error(scene):
    """The consumer left, or received the outcome of every item."""
    if len(scene.yielded) == scene.stop:
        assert not scene.throws
        return
    assert len(scene.yielded) == len(scene.works)
    assert scene.breaks is None or scene.breaks >= len(scene.works)


def check_error(scene):
    """The error is one that the scene causes."""
    match scene.raised:
        case LookupError(args=("the body",)):
            assert scene.throws
            assert len(scene.yielded) == scene.stop
        case TimeoutError():
            assert scene.seconds == scene.deadline
        case OSError(args=("the source",)):
            assert scene.breaks is not None
            if not scene.fail_fast:
                assert len(scene.yielded) == scene.breaks
        case KeyError(args=(item,)):
            assert scene.fail_fast
            assert scene.works[item][1]
        case _:
            raise AssertionError(scene.raised)
