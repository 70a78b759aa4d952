"""Exit codes, and the code and the message of an error."""

from collections.abc import Sequence
from typing import Final

from aioghactions.errors import (
    AuthenticationError,
    ConnectFailedError,
    GitHubActionsError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TransportError,
)

OK: Final = 0
FAILED: Final = 1
USAGE: Final = 2
PARTLY: Final = 3
DENIED: Final = 4
NETWORK: Final = 5
LIMITED: Final = 6
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141  # as a program that SIGPIPE ends, in a shell

# The first row that matches.
_CODES: Final[Sequence[tuple[int, tuple[type[Exception], ...]]]] = (
    (LIMITED, (RateLimitError,)),
    (DENIED, (AuthenticationError, PermissionDeniedError, NotFoundError)),
    (NETWORK, (TransportError, ServerError)),
    (USAGE, (ValueError, TypeError)),
)


class UsageError(ValueError):
    """The words of the command line are wrong; the message says what to change."""


class NoTokenError(GitHubActionsError):
    """No token was found for the server."""


def code_of(error: Exception) -> int:
    """Return the exit code of a command that ended with ``error``."""
    if isinstance(error, NoTokenError):
        return DENIED
    return next((code for code, kinds in _CODES if isinstance(error, kinds)), FAILED)


def code_of_all(failures: Sequence[Exception], succeeded: int) -> int:
    """Return the exit code of a command about several targets.

    Args:
        failures: The error of each target that failed, in the order of the targets.
        succeeded: The number of the others.
    """
    if not failures:
        return OK
    return PARTLY if succeeded else code_of(failures[0])


def advice(error: Exception) -> str:
    """Return what to do about an error, beyond its message; "" if nothing is known."""
    if isinstance(error, RateLimitError):
        return "--max-wait SECONDS waits for it"
    if isinstance(error, ConnectFailedError):
        return "is the network up, and does GITHUB_API_URL name the right server?"
    return ""
