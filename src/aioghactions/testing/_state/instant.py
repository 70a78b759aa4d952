"""Convert instants between seconds since the epoch and GitHub's formats."""

from datetime import UTC, datetime, timedelta, timezone

Instant = float | str | datetime

# Older editions give some instants in Pacific time.
_PACIFIC = timezone(timedelta(hours=-8))


def epoch(instant: Instant) -> float:
    """Return seconds since the epoch; an instant without time zone is UTC."""
    if isinstance(instant, str):
        instant = datetime.fromisoformat(instant)
    if isinstance(instant, datetime):
        zoned = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        return zoned.timestamp()
    return instant


def iso(seconds: float) -> str:
    """Return ``2026-01-01T00:00:00Z``, the format of most members."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def local(seconds: float) -> str:
    """Return ``2026-01-01T00:00:00.000-08:00``, with milliseconds and an offset."""
    return datetime.fromtimestamp(seconds, _PACIFIC).isoformat(timespec="milliseconds")
