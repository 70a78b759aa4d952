"""How long a refused client must stay silent."""

from collections.abc import Mapping


def seconds(
    headers: Mapping[str, str], *, now: float, strikes: int = 1
) -> float:
    """Return the seconds to wait after a rate limited answer, 0 or more.

    Args:
        headers: Headers of the answer.
        now: Wall clock at its arrival, used only where the answer has no ``Date``.
        strikes: How many times in a row the server refused, this one included.
    """
    ...


def asked(headers: Mapping[str, str], *, now: float) -> float | None:
    """Return what ``Retry-After`` asks for in seconds, or None if it says nothing."""
    ...


def until_reset(headers: Mapping[str, str], *, now: float) -> float | None:
    """Return the seconds to ``x-ratelimit-reset``, by the server's own clock.

    Not below 0 and not above the longest window; None without a readable reset.
    """
    ...
