"""How often to look at runs that somebody waits for."""

from collections.abc import Iterator
from typing import Final

from aioghactions import errors

# Of the time since the last change: who waited ten minutes will wait one more.
_SHARE: Final = 0.1
_SHORTEST: Final = 2.0
_LONGEST: Final = 20.0
# A run that waits for a person, and a server that is down, take their time.
_PATIENT: Final = 60.0
# Looks a second at all runs together: a third of what GitHub allows an endpoint.
_RATE: Final = 5.0
_REQUEST_TIMEOUT: Final = 408


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


def is_passing(error: Exception) -> bool:
    """Return whether looking again later can help."""
    match error:
        case errors.TransportError() | errors.ServerError() | errors.RateLimitError():
            return True
        case errors.ResponseError(status=status):
            return status == _REQUEST_TIMEOUT
        case _:
            return False
