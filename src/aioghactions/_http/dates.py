"""Read the dates of HTTP (RFC 9110, 5.6.7)."""

from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

_LONGEST: Final = 64


# All answers of one second have the same date: 0.1 µs instead of 6.
@lru_cache(maxsize=16)
def timestamp(text: str) -> float | None:
    """Return the seconds since the epoch that ``text`` names, or None; never raises.

    HTTP dates are GMT, also where a server forgets to say so.
    """
    if not text or len(text) > _LONGEST:
        return None
    try:
        when = parsedate_to_datetime(text)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
