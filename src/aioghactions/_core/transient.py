"""Decide whether a failed request may succeed later: the only such table."""

from typing import Final

from aioghactions import errors

_SERVER_ERRORS: Final = range(500, 600)
# A server does not learn a method or a protocol version between two attempts.
_LASTING: Final = frozenset({501, 505})
# Timed out, too early, too many: said of this attempt, not of the request.
_TRANSIENT: Final = frozenset({408, 425, 429})


def is_transient(error: Exception) -> bool:
    """Return whether the same request may succeed later."""
    match error:
        case errors.ConnectFailedError():
            return not error.lasting
        case errors.TransportError() | errors.RateLimitError():
            return True
        case errors.ResponseError():
            return is_transient_status(error.status)
        case _:
            return False


def is_transient_status(status: int) -> bool:
    """Return whether a response with this status, of a server or proxy, may pass."""
    failed = status in _SERVER_ERRORS and status not in _LASTING
    return failed or status in _TRANSIENT
