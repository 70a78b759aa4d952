"""Decide whether an attempt is repeated, and when."""

from collections.abc import Iterator
from math import inf
from typing import Any, Final

from attrs import define, frozen

from aioghactions import errors
from aioghactions._core.call import Operation
from aioghactions._limits.headers import retry_after
from aioghactions.errors import GitHubActionsError, RequestTimeoutError
from aioghactions.settings import Patience

_FULL: Final = 500
_COST: Final = 5
# A timeout has held a connection for its whole length.
_TIMEOUT_COST: Final = 10
_EARNED: Final = 1


@define
class RetryBudget:
    """Tokens that repetitions cost and successes give back.

    One for each token and host. In a total outage it allows a hundred repetitions
    and then none; at one failure in five it never runs dry.
    """

    left: int = _FULL

    def take(self, error: GitHubActionsError) -> int | None:
        """Pay for repeating after ``error``.

        Returns:
            What it cost, to be given to :meth:`succeeded`; None if there is not
            enough left, and the call must fail.
        """
        timed_out = isinstance(error, RequestTimeoutError)
        price = _TIMEOUT_COST if timed_out else _COST
        if price > self.left:
            return None
        self.left -= price
        return price

    def succeeded(self, paid: int = 0) -> None:
        """Refund the last repetition of a call that succeeded, or earn a little.

        Args:
            paid: What the last repetition of this call cost; 0 if there was none.
        """
        self.left = min(_FULL, self.left + (paid or _EARNED))


# POST and PATCH are missing: GitHub has no idempotency keys, so repeating "dispatch
# this workflow" after a lost answer may run it twice.
_IDEMPOTENT: Final = frozenset({"GET", "PUT", "DELETE"})
_REQUEST_TIMEOUT: Final = 408
# The server will not learn between two attempts.
_LASTING: Final = frozenset({501, 505})


@frozen
class Retry:
    """Try again after ``delay`` seconds."""

    delay: float


@frozen
class GiveUp:
    """Raise the error."""


def decide(
    error: errors.GitHubActionsError,
    *,
    method: str,
    attempt: int,
    patience: Patience,
    jitter: float,
    limit_answers: int = 1,
    limit_wait: float | None = None,
    time_left: float = inf,
) -> Retry | GiveUp:
    """Judge one failed attempt.

    Args:
        error: What went wrong.
        method: HTTP method of the call.
        attempt: 1 for the first; refusals by a rate limit are not counted.
        patience: The client's patience.
        jitter: A number in [0, 1).
        limit_answers: Rate limited answers to this call, this one included.
        limit_wait: Seconds that a rate limited answer asks for, as
            ``RateLimiter.observe`` returned; None if nobody knows, and then the
            call ends. Of no account for other errors.
        time_left: Seconds to the deadline of the call.
    """
    if isinstance(error, errors.RateLimitError):
        # GitHub refused before acting, so any method may be repeated.
        repeat = limit_answers <= patience.limit_answers
        asked, delay = limit_wait, 0.0
    else:
        repeat = attempt < patience.attempts and is_repeatable(error, method)
        asked, delay = _asked(error), jitter * ceiling(attempt, patience)
    if not repeat or asked is None or asked > patience.longest_limit_wait:
        return GiveUp()
    delay = max(asked, delay)
    return Retry(delay) if delay < time_left else GiveUp()


def ceiling(attempt: int, patience: Patience) -> float:
    """Return the upper bound of the pause after the ``attempt``-th attempt."""
    doublings = min(attempt - 1, 64)
    return min(patience.longest_delay, patience.first_delay * 2.0**doublings)


def is_repeatable(error: errors.GitHubActionsError, method: str) -> bool:
    """Return whether repeating can help and cannot do anything twice."""
    if isinstance(error, errors.ConnectFailedError):
        return not error.lasting
    return method in _IDEMPOTENT and _is_passing(error)


def outcome_unknown(
    error: errors.GitHubActionsError, method: str, *, earlier: bool = False
) -> bool:
    """Return whether the call may have taken effect although it failed.

    Args:
        error: The failure of this attempt.
        method: HTTP method of the call.
        earlier: An earlier attempt of the same call ended unknown: what was not
            known then is not known now.
    """
    if method == "GET":
        return False
    if earlier:
        return True
    match error:
        case errors.ConnectFailedError() | errors.RateLimitError():
            return False
        case errors.TransportError() | errors.UnexpectedAnswerError():
            return True
        case errors.ResponseError(status=status):
            # Below 400 nothing was refused; above, only these say nothing.
            refused = status >= 400  # noqa: PLR2004 - where refusals begin
            return not refused or _is_passing(error)
        case _:
            return error.outcome_unknown


def notes(
    error: errors.GitHubActionsError, operation: Operation[Any], *, requests: int
) -> Iterator[str]:
    """Yield what the caller should know of a failed call beside its ``error``.

    Args:
        error: With what the call ends.
        operation: The documented endpoint.
        requests: How many requests the call made.
    """
    if requests > 1:
        yield f"gave up after {requests} requests"
        if operation.items is not None and isinstance(error, errors.ServerError):
            # https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
            yield "GitHub ends what takes 10 seconds: ask for a smaller per_page"


def _asked(error: errors.GitHubActionsError) -> float:
    """Return what a failing server wants, such as during an upgrade."""
    headers = error.headers if isinstance(error, errors.ResponseError) else {}
    return retry_after(headers) or 0.0


def _is_passing(error: errors.GitHubActionsError) -> bool:
    match error:
        case errors.TransportError():
            return True
        case errors.ResponseError(status=status):
            failed = isinstance(error, errors.ServerError) and status not in _LASTING
            return failed or status == _REQUEST_TIMEOUT
        case _:
            return False
