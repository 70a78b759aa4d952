"""Poll workflow runs until they have completed, and yield their changes.

Runs are polled with conditional requests: polling an unchanged run costs no quota.
"""

from collections.abc import Awaitable, Callable, Iterable
from itertools import islice
from math import inf
from typing import TYPE_CHECKING, Final, Literal

from attrs import define, frozen

from aioghactions._core.call import Call
from aioghactions._core.clock import Deadline
from aioghactions._core.stepped import SteppedIterator
from aioghactions._core.transient import is_transient
from aioghactions._request.pipeline import Pipeline
from aioghactions._resources.run_matcher import with_id
from aioghactions.errors import ConflictError, RateLimitError, RunTimeoutError
from aioghactions.fanout import Done, Failed, fan_out

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun

What = Literal["status", "run_attempt", "conclusion"]

_WATCHED: Final[tuple[What, ...]] = ("status", "run_attempt", "conclusion")
_CONCURRENCY: Final = 16
_COALESCE: Final = 0.5  # seconds: runs due within it are polled together
_MAX_NAMED: Final = 5  # runs in a message

# The interval as a part of the time since the last change, between two bounds.
_SHARE: Final = 0.1
_MIN_INTERVAL: Final = 2.0
_MAX_INTERVAL: Final = 20.0
# While a run waits for a person, or requests fail.
_MAX_INTERVAL_BLOCKED: Final = 60.0
# Seconds to wait for the conclusion of a run that is completed without one. GitHub's
# replicas show it a moment later.
_SETTLING: Final = 30.0
# Polls a second of all runs together: a third of what GitHub allows an endpoint.
_RATE: Final = 5.0


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
    changed_at: float
    due: float
    run: "WorkflowRun | None" = None
    failures: int = 0
    error: Exception | None = None  # of the last request, if it failed
    settles_by: float = inf  # once it is completed without a conclusion

    @property
    def status(self) -> str:
        """Its last known state, for a message."""
        if self.settles_by != inf:
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
        now = self._clock.monotonic()
        self._watched = {
            run_id: _WatchedRun(run_id, call, changed_at=now, due=now)
            for run_id, call in calls
        }

    def __repr__(self) -> str:
        return f"<Watch: {self._incomplete() or 'all completed'}>"

    async def _step(self) -> None:
        """Wait until runs are due, and poll them."""
        if not self._watched:
            raise StopAsyncIteration
        soonest = min(watched.due for watched in self._watched.values())
        await self._deadline.sleep(soonest - self._clock.monotonic())
        if self._deadline.has_passed:
            raise await self._timeout_error()
        now = self._clock.monotonic()
        due = [it for it in self._watched.values() if it.due <= now + _COALESCE]
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
        watched.failures, watched.error = 0, None
        if self._is_settling(watched, run):
            watched.due = self._clock.monotonic() + _MIN_INTERVAL
            return
        if change.what:
            watched.run = run
            watched.changed_at = self._clock.monotonic()
            self._ready.append(change)
        if run.status == "completed":
            del self._watched[watched.run_id]
        self._schedule(watched)

    def _is_settling(self, watched: _WatchedRun, run: "WorkflowRun") -> bool:
        """Return whether a completed run may still get its conclusion."""
        if run.status != "completed" or run.conclusion is not None:
            watched.settles_by = inf
            return False
        now = self._clock.monotonic()
        watched.settles_by = min(watched.settles_by, now + _SETTLING)
        return now < watched.settles_by

    def _handle_error(self, watched: _WatchedRun, error: Exception) -> None:
        if not is_transient(error):
            error.add_note(f"while watching run {watched.run_id}")
            self._failures.append(error)
            del self._watched[watched.run_id]
            return
        watched.failures += 1
        watched.error = error
        self._schedule(watched)
        if isinstance(error, RateLimitError) and error.retry_at is not None:
            wait = error.retry_at.timestamp() - self._clock.now()
            watched.due = max(watched.due, self._clock.monotonic() + wait)

    def _schedule(self, watched: _WatchedRun) -> None:
        now = self._clock.monotonic()
        watched.due = now + poll_interval(
            unchanged=now - watched.changed_at,
            status=str(watched.run.status or "") if watched.run else "",
            watched=len(self._watched),
            failures=watched.failures,
            jitter=self._clock.jitter(),
        )

    async def _timeout_error(self) -> RunTimeoutError:
        """Return the error of the incomplete runs, which are cancelled if requested."""
        unseen = [it.error for it in self._watched.values() if it.error is not None]
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
        named = ", ".join(
            f"run {it.run_id} is {it.status}"
            for it in islice(self._watched.values(), _MAX_NAMED)
        )
        more = len(self._watched) - _MAX_NAMED
        return f"{named} and {more} more" if more > 0 else named


def _cancellation(outcome: Done[int, None] | Failed[int]) -> str:
    if not isinstance(outcome, Failed):
        return f"cancellation of run {outcome.item} was requested"
    if isinstance(outcome.error, ConflictError):
        return f"run {outcome.item} could not be cancelled; it may just have completed"
    return f"cancellation of run {outcome.item} failed: {outcome.error}"


def poll_interval(
    *, unchanged: float, status: str, watched: int, failures: int, jitter: float
) -> float:
    """Return the seconds until a run is polled again.

    ``unchanged`` is in seconds, ``watched`` the number of all runs, ``failures`` that
    of the requests since the last success; ``jitter`` in [0, 1) spreads the polls.
    """
    blocked = failures or status in {"waiting", "action_required"}
    longest = _MAX_INTERVAL_BLOCKED if blocked else _MAX_INTERVAL
    backoff = 2.0 ** min(failures, 6)
    seconds = min(max(unchanged * _SHARE, _MIN_INTERVAL) * backoff, longest)
    return max(seconds, watched / _RATE) * (0.9 + 0.2 * jitter)
