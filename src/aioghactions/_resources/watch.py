"""Wait until runs have ended, and tell what happens to them meanwhile.

Runs are looked at by their ETag: a look at one that has not changed costs nothing of
the rate limit. Nothing runs between two steps of the loop.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, Self

from attrs import define, frozen

from aioghactions._core.call import Call
from aioghactions._core.clock import Deadline
from aioghactions._core.transient import is_transient
from aioghactions._request.pipeline import Pipeline
from aioghactions.errors import ConflictError, RateLimitError, RunTimeoutError
from aioghactions.fanout import Done, Failed, fan_out

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun

# Of the time since the last change: who waited ten minutes will wait one more.
_SHARE: Final = 0.1
_SHORTEST: Final = 2.0
_LONGEST: Final = 20.0
# A run that waits for a person, and a server that is down, take their time.
_PATIENT: Final = 60.0
# Looks a second at all runs together: a third of what GitHub allows an endpoint.
_RATE: Final = 5.0


def poll_interval(
    *,
    unchanged: float,
    status: str,
    watched: int,
    failures: int,
    jitter: float,
) -> float:
    """Return the seconds until the next look at a run.

    Args:
        unchanged: Seconds for which it has been as it is.
        status: The status that it has; "" if it was never seen.
        watched: How many runs are being watched.
        failures: How many looks at it have failed since the last that did not.
        jitter: A number in [0, 1): spreads looks that began together.
    """
    longest = (
        _PATIENT if failures or status in {"waiting", "action_required"} else _LONGEST
    )
    seconds = min(max(unchanged * _SHARE, _SHORTEST) * 2.0 ** min(failures, 6), longest)
    return max(seconds, watched / _RATE) * (0.9 + 0.2 * jitter)


def search_delays() -> Iterator[float]:
    """Yield the seconds between looks for a run that is about to appear."""
    yield from (1.0, 1.0, 2.0, 3.0)
    while True:
        yield 5.0


What = Literal["status", "run_attempt", "conclusion"]

_AT_ONCE: Final = 16
_COMPLETED: Final = "completed"
_TOGETHER: Final = 0.5  # seconds by which a look may be early, to be made with others
_SHOWN: Final = 5  # runs in a message


@frozen
class Change:
    """A run that is not as it was.

    Attributes:
        run: As it is now.
        previous: As it was when it was told last; None the first time.
    """

    run: "WorkflowRun"
    previous: "WorkflowRun | None" = None

    @property
    def what(self) -> tuple[What, ...]:
        """What has changed, which is all of it the first time."""
        names: tuple[What, ...] = ("status", "run_attempt", "conclusion")
        if self.previous is None:
            return names
        was, now = self.previous, self.run
        return tuple(name for name in names if getattr(was, name) != getattr(now, name))


@define(eq=False)
class _Watched:
    """One run that is being watched."""

    run_id: int
    call: "Call[WorkflowRun]"
    changed_at: float
    due: float
    run: "WorkflowRun | None" = None
    failures: int = 0


class Watch:
    """What happens to some runs, until all have ended. Iterate over it once."""

    def __init__(
        self,
        pipeline: Pipeline,
        calls: "Iterable[tuple[int, Call[WorkflowRun]]]",
        *,
        timeout: float | None,
        cancel: Callable[[int], Awaitable[None]] | None,
    ) -> None:
        """Begin to watch; nothing is sent yet, but the time runs.

        Args:
            pipeline: Sends the calls.
            calls: The runs, by id, and how to look at them.
            timeout: Seconds for all of it; None for no bound.
            cancel: Cancels a run that has not ended in time; None to let it be.
        """
        self._pipeline = pipeline
        self._clock = pipeline.context.clock
        self._deadline = Deadline(self._clock, timeout)
        self._cancel = cancel
        now = self._clock.monotonic()
        self._watched = {
            run_id: _Watched(run_id, call, changed_at=now, due=now)
            for run_id, call in calls
        }
        self._ready: deque[Change] = deque()
        self._failures: deque[Exception] = deque()
        # Several tasks may share a loop; one of them looks.
        self._turn = asyncio.Lock()

    def __repr__(self) -> str:
        return f"<Watch: {self._left() or 'all have ended'}>"

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Change:
        """Return the next change, each one once.

        Raises:
            RunTimeoutError: The time is over, and not every run has ended.
            NotFoundError: There is no such run, or the token may not see it.
        """
        async with self._turn:
            while not self._ready:
                if self._failures:
                    raise self._failures.popleft()
                if not self._watched:
                    raise StopAsyncIteration
                await self._look()
        return self._ready.popleft()

    async def _look(self) -> None:
        """Look at the runs that are due next."""
        soonest = min(watched.due for watched in self._watched.values())
        await self._deadline.sleep(soonest - self._clock.monotonic())
        if self._deadline.has_passed:
            raise await self._late()
        now = self._clock.monotonic()
        due = [it for it in self._watched.values() if it.due <= now + _TOGETHER]
        await self._deadline.bound(lambda: self._poll(due))

    async def _poll(self, due: list[_Watched]) -> None:
        async with fan_out(self._ask, due, limit=min(len(due), _AT_ONCE)) as outcomes:
            async for outcome in outcomes:
                if isinstance(outcome, Failed):
                    self._fail(outcome.item, outcome.error)
                else:
                    self._note(outcome.item, outcome.result)

    async def _ask(self, watched: _Watched) -> "WorkflowRun":
        return await self._pipeline.send(watched.call, conditional=True)

    def _note(self, watched: _Watched, run: "WorkflowRun") -> None:
        change = Change(run, watched.run)
        watched.failures = 0
        if change.what:
            watched.run = run
            watched.changed_at = self._clock.monotonic()
            self._ready.append(change)
        if run.status == _COMPLETED:
            del self._watched[watched.run_id]
        self._schedule(watched)

    def _fail(self, watched: _Watched, error: Exception) -> None:
        if not is_transient(error):
            error.add_note(f"while watching run {watched.run_id}")
            self._failures.append(error)
            del self._watched[watched.run_id]
            return
        watched.failures += 1
        self._schedule(watched)
        if isinstance(error, RateLimitError) and error.retry_at is not None:
            wait = error.retry_at.timestamp() - self._clock.now()
            watched.due = max(watched.due, self._clock.monotonic() + wait)

    def _schedule(self, watched: _Watched) -> None:
        now = self._clock.monotonic()
        watched.due = now + poll_interval(
            unchanged=now - watched.changed_at,
            status=str(watched.run.status or "") if watched.run else "",
            watched=len(self._watched),
            failures=watched.failures,
            jitter=self._clock.jitter(),
        )

    async def _late(self) -> RunTimeoutError:
        """Return the error of the runs that have not ended; cancel them if wanted."""
        late = RunTimeoutError(
            f"not completed within {self._deadline.seconds} s: {self._left()}",
            run_ids=tuple(self._watched),
        )
        if self._cancel is not None:
            ids = late.run_ids
            async with fan_out(self._cancel, ids, limit=_AT_ONCE) as outcomes:
                async for outcome in outcomes:
                    late.add_note(_told(outcome))
        return late

    def _left(self) -> str:
        """Return which runs have not ended, as far as a message can hold them."""
        shown = ", ".join(
            f"run {it.run_id} is {it.run.status if it.run else 'unseen'}"
            for it in islice(self._watched.values(), _SHOWN)
        )
        more = len(self._watched) - _SHOWN
        return f"{shown} and {more} more" if more > 0 else shown


def _told(outcome: Done[int, None] | Failed[int]) -> str:
    """Return what came of cancelling a run."""
    if not isinstance(outcome, Failed):
        return f"run {outcome.item} was told to stop"
    if isinstance(outcome.error, ConflictError):
        return f"run {outcome.item} could not be cancelled: it may have ended just now"
    return f"run {outcome.item} was not cancelled: {outcome.error}"
