"""When to poll next: often after a change, less often later and after failures."""

from collections.abc import Collection
from itertools import islice
from math import inf
from typing import TYPE_CHECKING, Final

from attrs import define, field

from aioghactions._core.clock import Clock
from aioghactions.errors import RateLimitError

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun

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
_MAX_NAMED: Final = 5


@define(eq=False)
class Poll:
    """When something was polled, and when to poll it again.

    Attributes:
        changed_at: When a change was last seen; at first, when it was made.
        due: When to poll next; at first, now.
        failures: How many requests have failed since the last success.
        error: The error of the last request, if it failed.
    """

    _clock: Clock
    changed_at: float = field(init=False)
    due: float = field(init=False)
    failures: int = field(default=0, init=False)
    error: Exception | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        self.changed_at = self.due = self._clock.monotonic()

    def succeeded(self, *, changed: bool) -> None:
        """Count a response."""
        self.failures, self.error = 0, None
        if changed:
            self.changed_at = self._clock.monotonic()

    def failed(self, error: Exception) -> None:
        """Count an error that may be transient."""
        self.failures += 1
        self.error = error

    def schedule(self, *, status: str, watched: int) -> None:
        """Set when to poll next; the parameters are those of :func:`poll_interval`."""
        now = self._clock.monotonic()
        self.due = now + poll_interval(
            unchanged=now - self.changed_at,
            status=status,
            watched=watched,
            failures=self.failures,
            jitter=self._clock.jitter(),
        )
        error = self.error
        if isinstance(error, RateLimitError) and error.retry_at is not None:
            wait = error.retry_at.timestamp() - self._clock.now()
            self.due = max(self.due, now + wait)


@define(eq=False)
class Settling:
    """The bounded time in which a completed run may still get its conclusion."""

    _by: float = inf

    @property
    def has_begun(self) -> bool:
        """Whether the run is completed without a conclusion."""
        return self._by != inf

    def continues(self, run: "WorkflowRun", *, now: float) -> bool:
        """Return whether to wait for the conclusion of ``run``."""
        if run.status != "completed" or run.conclusion is not None:
            self._by = inf
            return False
        self._by = min(self._by, now + _SETTLING)
        return now < self._by


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


def shortlist(names: Collection[str]) -> str:
    """Return the first names, as many as a message can have."""
    more = len(names) - _MAX_NAMED
    shown = ", ".join(islice(names, _MAX_NAMED))
    return f"{shown} and {more} more" if more > 0 else shown
