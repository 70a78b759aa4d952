"""Parse HTTP dates (RFC 9110, 5.6.7)."""

from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

_MAX_LENGTH: Final = 64


# All responses of one second have the same date: 0.1 µs instead of 6.
@lru_cache(maxsize=16)
def timestamp(text: str) -> float | None:
    """Return an HTTP date in seconds since the epoch, or None if it is invalid.

    A date without a time zone is read as GMT.
    """
    if not text or len(text) > _MAX_LENGTH:
        return None
    try:
        when = parsedate_to_datetime(text)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
