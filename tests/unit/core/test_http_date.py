import pytest

from aioghactions._core.messages import parse_http_date

NOON = 1_777_982_400.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Tue, 05 May 2026 12:00:00 GMT", NOON),
        ("Tuesday, 05-May-26 12:00:00 GMT", NOON),
        ("Tue May  5 12:00:00 2026", NOON),
        ("Tue, 05 May 2026 12:00:00 -0000", NOON),
        ("Tue, 05 May 2026 12:00:00", NOON),
        ("Tue, 05 May 2026 14:00:00 +0200", NOON),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("60", None),
        ("Tue, 99 May 2026 12:00:00 GMT", None),
        ("Tue, 05 May 99999 12:00:00 GMT", None),
        ("Tue, 05 May 2026 12:00:00 GMT".ljust(64), NOON),
        ("Tue, 05 May 2026 12:00:00 GMT".ljust(65), None),
        ("\u0665 May 2026", None),
    ],
)
def test_http_dates(text: str, seconds: float | None):
    """A7, A13: three formats, GMT by default; an invalid date is None."""
    assert parse_http_date(text) == seconds
