"""Decide whether an attempt is retried, and when."""

from math import inf
from typing import Final

from attrs import define

from aioghactions import errors
from aioghactions._core.transient import is_transient
from aioghactions._limits.headers import retry_after
from aioghactions.settings import Patience

# Without POST and PATCH: GitHub has no idempotency keys, so retrying "dispatch this
# workflow" after a lost response may run it twice.
_IDEMPOTENT: Final = frozenset({"GET", "PUT", "DELETE"})
# Transient statuses that say that nothing was done.
_REJECTED: Final = frozenset({425, 429})
_BUDGET: Final = 500
_COST: Final = 5
_TIMEOUT_COST: Final = 10  # it has used a connection for its whole length
_EARNED: Final = 1


def delay_before_retry(
    error: errors.GitHubActionsError,
    *,
    method: str,
    attempt: int,
    patience: Patience,
    jitter: float,
    limit_answers: int = 1,
    limit_wait: float | None = None,
    time_left: float = inf,
) -> float | None:
    """Return how many seconds after a failed attempt to retry it, or None: do not.

    The first attempt is number 1; rate limit responses are not counted in ``attempt``,
    but all of them in ``limit_answers``. ``jitter`` is in [0, 1). A rate limit of which
    it is not known how long it lasts (``limit_wait``, in seconds) ends the call.
    """
    if isinstance(error, errors.RateLimitError):
        # GitHub rejects before acting, so any method may be retried.
        retry = limit_answers <= patience.limit_answers
        wait, delay = limit_wait, 0.0
    else:
        retry = attempt < patience.attempts and may_retry(error, method)
        # A server may send Retry-After with a 503, as during an upgrade.
        headers = error.headers if isinstance(error, errors.ResponseError) else {}
        wait = retry_after(headers) or 0.0
        delay = jitter * ceiling(attempt, patience)
    if not retry or wait is None or wait > patience.longest_limit_wait:
        return None
    delay = max(wait, delay)
    return delay if delay < time_left else None


def ceiling(attempt: int, patience: Patience) -> float:
    """Return the upper bound of the delay after the ``attempt``-th attempt."""
    doublings = min(attempt - 1, 64)
    return min(patience.longest_delay, patience.first_delay * 2.0**doublings)


def may_retry(error: errors.GitHubActionsError, method: str) -> bool:
    """Return whether a retry may succeed and cannot have an effect twice."""
    unsent = isinstance(error, errors.ConnectFailedError)
    return (unsent or method in _IDEMPOTENT) and is_transient(error)


def outcome_unknown(
    error: errors.GitHubActionsError, method: str, *, earlier: bool = False
) -> bool:
    """Return whether a failed call may have taken effect, or did so ``earlier``."""
    if method == "GET":
        return False
    if earlier:
        return True
    match error:
        case (
            errors.ConnectFailedError()
            | errors.RateLimitError()
            | errors.ConflictError()
        ):
            return False
        case errors.TransportError() | errors.UnexpectedAnswerError():
            return True
        case errors.ResponseError(status=status):
            # Below 400 the server rejected nothing; above, failures say nothing.
            rejected = status >= 400  # noqa: PLR2004 - where error statuses begin
            return not rejected or (is_transient(error) and status not in _REJECTED)
        case _:
            return error.outcome_unknown


@define(eq=False, repr=False)
class RetryBudget:
    """A token bucket that retries spend from and successes refill.

    One for each client. In a total outage it allows a hundred retries and then none;
    at one failure in five it never runs dry.
    """

    left: int = _BUDGET

    def take(self, error: errors.GitHubActionsError) -> int:
        """Pay for a retry after ``error``; return the cost, or 0 if too little is left.

        The cost of the last retry of a call is passed to :meth:`succeeded`.
        """
        timed_out = isinstance(error, errors.RequestTimeoutError)
        cost = _TIMEOUT_COST if timed_out else _COST
        if cost > self.left:
            return 0
        self.left -= cost
        return cost

    def succeeded(self, paid: int = 0) -> None:
        """Refund the last retry of a call that succeeded, or earn a little."""
        self.left = min(_BUDGET, self.left + (paid or _EARNED))
