"""The ``created`` filter: an instant, a day, or a range of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from aioghactions.testing._handlers.response import invalid

Range = tuple[float, float]
_EVER = (float("-inf"), float("inf"))
_DAY, _SECOND = 86_400.0, 1.0


def date_filter(text: str) -> Callable[[float], bool]:
    """Return a predicate: is an instant in the range that ``text`` describes?

    A date is the whole day in UTC, an instant its whole second.

    Raises:
        HTTPError: 422: the text is not a range of dates.
    """
    first, beyond = _range(text)
    return lambda instant: first <= instant < beyond


def _range(text: str) -> Range:
    if ".." in text:
        low, _, high = text.partition("..")
        return _bound(low)[0], _bound(high)[1]
    if text.startswith(">="):
        return _span(text[2:])[0], _EVER[1]
    if text.startswith("<="):
        return _EVER[0], _span(text[2:])[1]
    if text.startswith(">"):
        return _span(text[1:])[1], _EVER[1]
    if text.startswith("<"):
        return _EVER[0], _span(text[1:])[0]
    return _span(text)


def _bound(text: str) -> Range:
    return _EVER if text == "*" else _span(text)


def _span(text: str) -> Range:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise invalid(f"created: {text!r} is not a date") from None
    start = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()
    return start, start + (_DAY if _is_day(text) else _SECOND)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
