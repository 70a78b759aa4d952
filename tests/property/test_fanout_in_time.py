"""A fan-out of any shape, left in any way, in virtual time."""

import asyncio
from contextlib import suppress

from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st

from aioghactions.fanout import Done, Failed, fan_out
from tests.support import virtual

MOMENTS = st.integers(0, 6)


@define(kw_only=True)
class Scene:
    """Items that take their time, and a consumer that takes its own.

    Args:
        works: How long the worker takes for each item, and whether it fails.
        limit: How many at once.
        ordered: In the order of the items.
        fail_fast: End with the first failure.
        is_async: Whether the source is asynchronous.
        pull: How long an asynchronous source takes for an item.
        breaks: Where the source fails; None if it does not.
        takes: How long the consumer takes for an outcome.
        stop: After how many outcomes the consumer leaves; None for never.
        throws: Whether it leaves by an exception.
        cancelled_at: When it is cancelled; None for never.
        deadline: Of the fan-out.
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
    begun: list[int] = field(factory=list)
    ended: list[int] = field(factory=list)
    told: list = field(factory=list)
    is_open: bool = False
    left_open: bool = False
    raised: BaseException | None = None
    seconds: float = 0.0

    def items(self):
        for item in range(len(self.works)):
            if item == self.breaks:
                raise OSError("the source")
            self.pulled += 1
            self.most_held = max(self.most_held, self.pulled - len(self.told))
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
        self.begun.append(item)
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
                self.told.append(outcome)
                if len(self.told) == self.stop:
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
def test_a_fan_out_keeps_its_promises_however_it_ends(scene):
    """A24, A25: bounded, lazy, each item once, nothing left; and it ends as it must."""
    task = virtual.run(scene.play())

    # Bounded: so many at once, and so many pulled and not told.
    assert scene.most <= scene.limit
    assert scene.most_held <= 2 * scene.limit
    # Each once, of what was pulled, and nothing runs any more.
    assert scene.begun == sorted(set(scene.begun))
    assert sorted(scene.ended) == scene.begun
    assert len(scene.begun) <= scene.pulled
    items = [outcome.item for outcome in scene.told]
    assert len(items) == len(set(items))
    assert set(items) <= set(scene.begun)
    if scene.ordered:
        assert items == list(range(len(items)))
    for outcome in scene.told:
        if scene.works[outcome.item][1]:
            assert isinstance(outcome, Failed)
            assert not scene.fail_fast
            assert outcome.error.args == (outcome.item,)
        else:
            assert outcome == Done(outcome.item, -outcome.item)
    assert not scene.left_open
    # It ends in time, and for its reason.
    assert scene.deadline is None or scene.seconds <= scene.deadline
    if task.cancelled():
        assert scene.seconds == scene.cancelled_at
    elif scene.raised is None:
        judge_an_end_without_error(scene)
    else:
        judge_an_error(scene)


def judge_an_end_without_error(scene):
    """The consumer left, or saw the outcome of every item."""
    if len(scene.told) == scene.stop:
        assert not scene.throws
        return
    assert len(scene.told) == len(scene.works)
    assert scene.breaks is None or scene.breaks >= len(scene.works)


def judge_an_error(scene):
    """It is the one that was to come."""
    match scene.raised:
        case LookupError(args=("the body",)):
            assert scene.throws
            assert len(scene.told) == scene.stop
        case TimeoutError():
            assert scene.seconds == scene.deadline
        case OSError(args=("the source",)):
            assert scene.breaks is not None
            if not scene.fail_fast:
                assert len(scene.told) == scene.breaks
        case KeyError(args=(item,)):
            assert scene.fail_fast
            assert scene.works[item][1]
        case _:
            raise AssertionError(scene.raised)
