import pytest

from aioghactions._request import events

GONE = "GitHub has deprecated get-artifact"


@pytest.mark.parametrize(
    ("headers", "notice"),
    [
        ({}, None),
        ({"date": "Tue, 05 May 2026 12:00:00 GMT"}, None),
        ({"deprecation": "true"}, GONE),
        ({"deprecation": ""}, GONE),
        (
            {"deprecation": "@1777982400"},
            f"{GONE} since 2026-05-05",
        ),
        (
            {"deprecation": " Tue, 05 May 2026 12:00:00 GMT "},
            f"{GONE} since 2026-05-05",
        ),
        (
            {"sunset": "Wed, 10 Mar 2027 00:00:00 GMT"},
            f"{GONE}; it works until 2027-03-10",
        ),
        (
            {"deprecation": "@0", "sunset": "Wed, 10 Mar 2027 00:00:00 GMT"},
            f"{GONE} since 1970-01-01; it works until 2027-03-10",
        ),
        ({"sunset": "\x1b[31m"}, GONE),
        ({"deprecation": "@99999999999"}, GONE),
        (
            {"deprecation": "@9999999999"},
            f"{GONE} since 2286-11-20",
        ),
    ],
    ids=range(11),
)
def test_deprecation_headers_become_one_sentence(
    headers: dict[str, str], notice: str | None
):
    """A10: with dates only, and nothing else that a server may send."""
    assert events.deprecation_notice("get-artifact", headers) == notice
