"""Decide whether an attempt is repeated, and when."""

from math import inf

from attrs import frozen

from aioghactions import errors

from .patience import Patience


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
    limit_answers: int = 0,
    limit_wait: float = 0.0,
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
        limit_wait: Seconds that a rate limited answer asks for.
        time_left: Seconds to the deadline of the call.
    """
    ...


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
    ...
