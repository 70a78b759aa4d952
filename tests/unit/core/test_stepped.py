import asyncio

import pytest

from aioghactions._core.stepped import SteppedIterator
from tests.support.turns import turns


class Script(SteppedIterator):
    """Each step appends a list of items; an exception in the list is raised."""

    def __init__(self, *steps):
        super().__init__()
        self.steps = list(steps)
        self.running = 0
        self.resume = asyncio.Event()
        self.resume.set()

    async def _step(self):
        self.running += 1
        try:
            assert self.running == 1
            if not self.steps:
                raise StopAsyncIteration
            await self.resume.wait()
            for item in self.steps.pop(0):
                if isinstance(item, Exception):
                    raise item
                self._ready.append(item)
        finally:
            self.running -= 1


async def drain(iterator, items):
    """Append every item of ``iterator`` to ``items``."""
    async for item in iterator:
        items.append(item)


async def test_items_come_in_the_order_of_the_steps():
    """Steps that produce nothing are skipped, falsy items are not."""
    script = Script([1, 2], [], [], [0, None], [3])
    assert aiter(script) is script
    assert [item async for item in script] == [1, 2, 0, None, 3]


async def test_the_end_is_final():
    """Further calls raise StopAsyncIteration again."""
    script = Script([1])
    assert [item async for item in script] == [1]
    for _ in range(3):
        with pytest.raises(StopAsyncIteration):
            await anext(script)


async def test_a_step_may_produce_items_and_end():
    """The items come before StopAsyncIteration."""
    script, items = Script([1, 2, StopAsyncIteration()]), []
    await drain(script, items)
    assert items == [1, 2]


async def test_no_step_runs_while_items_are_ready():
    """The next step begins when an item is requested and none is left."""
    script = Script([1, 2], [3])
    assert [await anext(script), await anext(script)] == [1, 2]
    assert script.steps == [[3]]
    assert await anext(script) == 3


async def test_a_failure_is_raised_after_the_items_before_it():
    """It is raised once and unchanged; the next call runs the next step."""
    failure, items = KeyError("lost"), []
    script = Script([1, 2, failure], [3])
    with pytest.raises(KeyError) as caught:
        await drain(script, items)
    assert caught.value is failure
    assert items == [1, 2]
    await drain(script, items)
    assert items == [1, 2, 3]


async def test_several_failures_of_a_step_are_raised_one_by_one():
    """A step may append failures instead of raising them, and continue."""

    class Several(Script):
        async def _step(self):
            if self.steps:
                self._failures += [KeyError("a"), KeyError("b")]
            await super()._step()

    script, seen = Several([1]), []
    for _ in range(3):
        try:
            seen.append(await anext(script))
        except KeyError as error:
            seen.append(error.args[0])
    assert seen == [1, "a", "b"]
    with pytest.raises(StopAsyncIteration):
        await anext(script)


async def test_tasks_that_share_an_iterator_share_its_items():
    """Each item goes to one task, one step runs at a time, and all tasks end."""
    script, items = Script(range(5), [], range(5, 12), [12]), []
    script.resume.clear()
    async with asyncio.TaskGroup() as group:
        for _ in range(4):
            group.create_task(drain(script, items))
        await turns()
        script.resume.set()
    assert sorted(items) == list(range(13))


async def test_a_failure_is_raised_in_one_of_the_tasks_that_share_an_iterator():
    """The other tasks continue."""
    failure, items = KeyError("lost"), []
    script = Script([1, failure], [2, 3])
    errors = []

    async def consume():
        try:
            await drain(script, items)
        except KeyError as error:
            errors.append(error)

    async with asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(consume())
    assert errors == [failure]
    assert sorted(items) == [1, 2, 3]


async def test_cancellation_during_a_step_loses_no_item():
    """What the step had produced comes next, and the iterator can be used again."""

    class Interrupted(Script):
        async def _step(self):
            if len(self.steps) == 2:
                self._ready.extend(self.steps.pop(0))
                await asyncio.Event().wait()
            await super()._step()

    script, items = Interrupted([1, 2], [3]), []
    task = asyncio.ensure_future(drain(script, items))
    await turns()
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    assert items == []
    await drain(script, items)
    assert items == [1, 2, 3]


async def test_cancellation_passes_the_step_to_a_waiting_task():
    """A task that waits for the lock runs the step that was cancelled."""
    script, items = Script([1], [2]), []
    script.resume.clear()
    first = asyncio.ensure_future(drain(script, items))
    await turns()
    second = asyncio.ensure_future(drain(script, items))
    await turns()
    first.cancel()
    await asyncio.wait([first])
    script.resume.set()
    await second
    assert first.cancelled()
    assert items == [1, 2]


async def test_cancellation_of_a_waiting_task_loses_no_item():
    """The task that runs the step returns its items."""
    script, items = Script([1], [2]), []
    script.resume.clear()
    first = asyncio.ensure_future(drain(script, items))
    await turns()
    second = asyncio.ensure_future(drain(script, []))
    await turns()
    second.cancel()
    await asyncio.wait([second])
    script.resume.set()
    await first
    assert items == [1, 2]
