"""Who waits at the gate, in the order of their coming."""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Any, Final

from attrs import define, field

from aioghactions._core.call import Operation
from aioghactions._limits.admission import Blocked, Permit

_DECLARED: Final = frozenset({"primary", "secondary"})


@define(eq=False, kw_only=True)
class Waiter:
    """A request that waits.

    Attributes:
        operation: What it will ask for.
        longest_wait: Seconds for which it may wait for a limit that GitHub declared.
        deadline: Monotonic instant at which its call ends.
        number: Its place in the order of coming.
        leads: It is the first of its queue, and keeps the time for all behind it.
        wait: What holds it back; None if that is not known yet.
        ticket: Its right to enter, once it has it.
        bell: Rings when there is news.
    """

    operation: Operation[Any]
    longest_wait: float
    deadline: float
    number: int = 0
    is_head: bool = False
    wait: Blocked | None = None
    ticket: Permit | None = None
    wakeup: asyncio.Event = field(factory=asyncio.Event, repr=False)


class WaitQueues:
    """A queue for each operation.

    All requests of an operation are under the same rules, so the first of them waits
    for all. Requests of another operation are held back only by rules that they
    share, and then the earlier one goes first.
    """

    def __init__(self) -> None:
        # Not a dict, whose front is slow to find where much was taken from it.
        self._queues: defaultdict[str, OrderedDict[int, Waiter]] = defaultdict(
            OrderedDict
        )
        self._numbers = count()

    @property
    def are_empty(self) -> bool:
        """Whether nobody waits."""
        return not self._queues

    def join(self, waiter: Waiter) -> bool:
        """Let ``visitor`` queue; return whether it is the first."""
        queue = self._queues[waiter.operation.id]
        waiter.number = next(self._numbers)
        if queue:
            waiter.wait = _first(queue).wait
        queue[waiter.number] = waiter
        return len(queue) == 1

    def quit(self, waiter: Waiter) -> None:
        """Let ``visitor`` go."""
        name = waiter.operation.id
        del self._queues[name][waiter.number]
        if not self._queues[name]:
            del self._queues[name]

    def serve(self, ask: Callable[[Operation[Any]], Permit | Blocked]) -> None:
        """Give tickets, in the order of coming, to whoever gets one.

        Args:
            ask: Returns a ticket for an operation, or what holds it back.
        """
        heads = [(next(iter(queue)), name) for name, queue in self._queues.items()]
        heapify(heads)
        while heads:
            _, name = heappop(heads)
            queue = self._queues[name]
            first, outcome = _first(queue), ask(_first(queue).operation)
            if isinstance(outcome, Blocked):
                _tell(queue, outcome)
                continue
            self.quit(first)
            first.ticket = outcome
            first.wakeup.set()
            if queue:
                heappush(heads, (next(iter(queue)), name))


def _first(queue: OrderedDict[int, Waiter]) -> Waiter:
    return next(iter(queue.values()))


def _tell(queue: OrderedDict[int, Waiter], wait: Blocked) -> None:
    first = _first(queue)
    is_news = first.wait != wait
    if is_news or not first.is_head:
        first.is_head, first.wait = True, wait
        first.wakeup.set()
    if is_news and wait.reason in _DECLARED:
        # It may outlast the patience of anybody here.
        for waiter in queue.values():
            waiter.wait = wait
            waiter.wakeup.set()
