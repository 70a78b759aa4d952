"""Poll workflow runs until they have completed, and yield their changes.

Runs are polled with conditional requests: polling an unchanged run costs no quota.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Final, Literal

from attrs import define, field, frozen

from aioghactions._core.call import Call
from aioghactions._core.clock import Deadline
from aioghactions._core.stepped import SteppedIterator
from aioghactions._core.transient import is_transient
from aioghactions._request.pipeline import Pipeline
from aioghactions._resources.polling import Poll, Settling, shortlist
from aioghactions._resources.run_matcher import with_id
from aioghactions.errors import ConflictError, RunTimeoutError
from aioghactions.fanout import Done, Failed, fan_out

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun

What = Literal["status", "run_attempt", "conclusion"]

_WATCHED: Final[tuple[What, ...]] = ("status", "run_attempt", "conclusion")
_CONCURRENCY: Final = 16
_COALESCE: Final = 0.5  # seconds: runs due within it are polled together


@frozen
class Change:
    """A change of a workflow run.

    Attributes:
        run: The run after the change.
        previous: The run as it was yielded before; None the first time.
    """

    run: "WorkflowRun"
    previous: "WorkflowRun | None" = None

    @property
    def what(self) -> tuple[What, ...]:
        """The names of the attributes that differ from ``previous``.

        They are ``status``, ``run_attempt`` and ``conclusion``; all three if
        ``previous`` is None.
        """
        if self.previous is None:
            return _WATCHED
        was, now = self.previous, self.run
        return tuple(it for it in _WATCHED if getattr(was, it) != getattr(now, it))


@define(eq=False)
class _WatchedRun:
    run_id: int
    call: "Call[WorkflowRun]"
    poll: Poll
    run: "WorkflowRun | None" = None
    settling: Settling = field(factory=Settling)

    @property
    def status(self) -> str:
        """Its last known state, for a message."""
        if self.settling.has_begun:
            return "completed without a conclusion"
        return str(self.run.status) if self.run else "not yet known"


class Watch(SteppedIterator[Change]):
    """The changes of some workflow runs, until all have completed.

    Returned by ``repo.runs.watch``. A watch is an iterator: iterate over it once. No
    request is in flight while the body of the loop runs.

    The loop raises:

    * ``RunTimeoutError`` if not all runs have completed within the timeout.
    * ``NotFoundError`` if a run does not exist or is hidden from the token, and other
      errors that a retry does not help. Changes found at the same time are yielded
      first; iterating again continues with the other runs.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        calls: "Iterable[tuple[int, Call[WorkflowRun]]]",
        *,
        timeout: float | None,
        cancel: Callable[[int], Awaitable[None]] | None,
    ) -> None:
        super().__init__()
        deadline = Deadline(pipeline.context.clock, timeout)
        self._pipeline = pipeline.until(deadline.end)
        self._clock = pipeline.context.clock
        self._deadline = deadline
        self._cancel = cancel
        self._watched = {
            run_id: _WatchedRun(run_id, call, Poll(self._clock))
            for run_id, call in calls
        }

    def __repr__(self) -> str:
        return f"<Watch: {self._incomplete() or 'all completed'}>"

    async def _step(self) -> None:
        """Wait until runs are due, and poll them."""
        if not self._watched:
            raise StopAsyncIteration
        soonest = min(watched.poll.due for watched in self._watched.values())
        await self._deadline.sleep(soonest - self._clock.monotonic())
        if self._deadline.has_passed:
            raise await self._timeout_error()
        now = self._clock.monotonic()
        due = [it for it in self._watched.values() if it.poll.due <= now + _COALESCE]
        await self._deadline.bound(lambda: self._poll(due))

    async def _poll(self, due: list[_WatchedRun]) -> None:
        async def get(watched: _WatchedRun) -> "WorkflowRun":
            run = await self._pipeline.send(watched.call, conditional=True)
            return with_id(run, watched.run_id)

        async with fan_out(get, due, limit=min(len(due), _CONCURRENCY)) as outcomes:
            async for outcome in outcomes:
                if isinstance(outcome, Failed):
                    self._handle_error(outcome.item, outcome.error)
                else:
                    self._handle_run(outcome.item, outcome.result)

    def _handle_run(self, watched: _WatchedRun, run: "WorkflowRun") -> None:
        change = Change(run, watched.run)
        is_settling = watched.settling.continues(run, now=self._clock.monotonic())
        if change.what and not is_settling:
            watched.run = run
            self._ready.append(change)
            if run.status == "completed":
                del self._watched[watched.run_id]
        watched.poll.succeeded(changed=bool(change.what))
        self._schedule(watched)

    def _handle_error(self, watched: _WatchedRun, error: Exception) -> None:
        if not is_transient(error):
            error.add_note(f"while watching run {watched.run_id}")
            self._failures.append(error)
            del self._watched[watched.run_id]
            return
        watched.poll.failed(error)
        self._schedule(watched)

    def _schedule(self, watched: _WatchedRun) -> None:
        status = str(watched.run.status or "") if watched.run else ""
        watched.poll.schedule(status=status, watched=len(self._watched))

    async def _timeout_error(self) -> RunTimeoutError:
        """Return the error of the incomplete runs, which are cancelled if requested."""
        unseen = [
            it.poll.error for it in self._watched.values() if it.poll.error is not None
        ]
        error = RunTimeoutError(
            f"not completed within {self._deadline.seconds} s: {self._incomplete()}"
            + (f"; the last request failed: {unseen[-1]}" if unseen else ""),
            run_ids=tuple(self._watched),
        )
        error.__cause__ = unseen[-1] if unseen else None
        if self._cancel is not None:
            ids = error.run_ids
            async with fan_out(self._cancel, ids, limit=_CONCURRENCY) as outcomes:
                async for outcome in outcomes:
                    error.add_note(_cancellation(outcome))
        return error

    def _incomplete(self) -> str:
        """Return which runs have not completed, as far as a message can name them."""
        return shortlist(
            [f"run {it.run_id} is {it.status}" for it in self._watched.values()]
        )


def _cancellation(outcome: Done[int, None] | Failed[int]) -> str:
    if not isinstance(outcome, Failed):
        return f"cancellation of run {outcome.item} was requested"
    if isinstance(outcome.error, ConflictError):
        return f"run {outcome.item} could not be cancelled; it may just have completed"
    return f"cancellation of run {outcome.item} failed: {outcome.error}"
