"""Cancel a coroutine at a chosen await."""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from typing import Any

from attrs import define


@define
class _Steps:
    """Awaits a coroutine and cancels the task at the ``at``-th suspension."""

    coroutine: Coroutine[Any, Any, Any]
    at: int
    taken: int = 0

    def __await__(self) -> Generator[Any, None, Any]:
        resume: Callable[[Any], Any] = self.coroutine.send
        value: Any = None
        while True:
            try:
                awaited = resume(value)
            except StopIteration as end:
                return end.value
            self.taken += 1
            if self.taken == self.at:
                task = asyncio.current_task()
                assert task is not None
                task.cancel()
            resume, value = self.coroutine.send, None
            try:
                yield awaited
            except BaseException as error:  # noqa: BLE001 - thrown into the coroutine
                resume, value = self.coroutine.throw, error


async def _run(steps: _Steps) -> object:
    return await steps


async def cancel_at(at: int, coroutine: Coroutine[Any, Any, Any]) -> bool:
    """Run ``coroutine`` and cancel it at its ``at``-th await; it must end as cancelled.

    Returns:
        False if it returned before that await.
    """
    steps = _Steps(coroutine, at)
    task = asyncio.create_task(_run(steps))
    await asyncio.wait({task})
    if steps.taken < at:
        task.result()
        return False
    assert task.cancelled(), f"not cancelled at await {at}: {task}"
    return True
