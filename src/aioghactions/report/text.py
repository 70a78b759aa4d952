"""Figures as text, for tables."""

from typing import Final

_MANY_HOURS: Final = 100


def percent(rate: float | None) -> str:
    """Return a rate between 0 and 1 as text.

    Only what is exactly 100 % or 0 % is called so.
    """
    if rate is None:
        return "-"
    shown = f"{rate:.0%}"
    if (shown == "100%") != (rate == 1) or (shown == "0%") != (rate == 0):
        return f"{rate:.1%}" if 0.001 <= rate <= 0.999 else _nearly(rate)  # noqa: PLR2004
    return shown


def duration(seconds: float | None) -> str:
    """Return seconds as ``min:s``, as ``h:min:s``, or from 100 hours on as ``h h``."""
    if seconds is None:
        return "-"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= _MANY_HOURS:
        return f"{hours:,} h"
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def number(value: float | None) -> str:
    """Return a number without decimals, with separators."""
    return "-" if value is None else f"{value:,.0f}"


def _nearly(rate: float) -> str:
    return "<0.1%" if rate < 0.5 else ">99.9%"  # noqa: PLR2004 - which end
