from datetime import UTC, datetime

import pytest

from aioghactions import errors
from aioghactions._core.messages import Response
from aioghactions._limits import detect
from tests.support import responses
from tests.support.responses import json_response, text_response

SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes."
PRIMARY = "API rate limit exceeded for installation ID 7."
ABUSE = "You have triggered an abuse detection mechanism."
FORBIDDEN = "Resource not accessible by integration"
DOCS = "https://docs.github.com/rest/"


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        # the quota is exhausted
        (json_response(403, PRIMARY, x_ratelimit_remaining="0"), "primary"),
        (json_response(429, PRIMARY, x_ratelimit_remaining="0"), "primary"),
        (json_response(403, PRIMARY), "primary"),
        (json_response(429, PRIMARY), "primary"),
        (json_response(403, "api rate limit EXCEEDED for 1.2.3.4."), "primary"),
        (json_response(403, x_ratelimit_remaining="0"), "primary"),
        (json_response(403, x_ratelimit_remaining=" 0 "), "primary"),
        (json_response(429, x_ratelimit_remaining="0"), "primary"),
        (json_response(403, PRIMARY, retry_after="60"), "primary"),
        (json_response(403, FORBIDDEN, x_ratelimit_remaining="0"), "primary"),
        (text_response(403, b"<html>", x_ratelimit_remaining="0"), "primary"),
        # secondary limits
        (json_response(403, SECONDARY, retry_after="60"), "secondary"),
        (json_response(403, SECONDARY), "secondary"),
        (json_response(403, SECONDARY, x_ratelimit_remaining="14"), "secondary"),
        (json_response(403, SECONDARY, x_ratelimit_remaining="0"), "secondary"),
        (json_response(429, SECONDARY), "secondary"),
        (json_response(403, ABUSE), "secondary"),
        (
            json_response(403, "blocked from content creation", retry_after=""),
            "secondary",
        ),
        (json_response(403, retry_after="  "), "secondary"),
        (json_response(403, retry_after="soon"), "secondary"),
        (json_response(403, gh_limited_by="search-elapsed-time"), "secondary"),
        (json_response(403, "slow", f"{DOCS}x#secondary-rate-limits"), "secondary"),
        (
            json_response(403, "slow", f"{DOCS}x#about-secondary-rate-limits"),
            "secondary",
        ),
        (json_response(403, "slow", f"{DOCS}x#abuse-rate-limits"), "secondary"),
        (json_response(429), "secondary"),
        (json_response(429, "Too Many Requests"), "secondary"),
        (text_response(429, b"<html><title>Too many</title>"), "secondary"),
        (text_response(403, f"<html><p>{SECONDARY}</p>".encode()), "secondary"),
        (text_response(403, b"<title>Secondary rate limit</title>"), "secondary"),
        (json_response(429, FORBIDDEN), "secondary"),
        # not a limit
        (json_response(403), None),
        (json_response(403, FORBIDDEN), None),
        (json_response(403, FORBIDDEN, x_ratelimit_remaining="1"), None),
        (json_response(403, FORBIDDEN, x_ratelimit_remaining=""), None),
        (json_response(403, "Must have admin rights to Repository."), None),
        (json_response(403, "Repository was archived so is read-only."), None),
        (json_response(403, "Sorry. Your account was suspended."), None),
        (
            json_response(
                403, "x", f"{DOCS}using-the-rest-api/rate-limits-for-the-rest-api"
            ),
            None,
        ),
        (json_response(403, "x", f"{DOCS}secondary-rate-limits-of-old"), None),
        (text_response(403, b"Request forbidden by administrative rules."), None),
        (text_response(403, b"<Error><Code>AuthenticationFailed</Code></Error>"), None),
        (
            json_response(401, SECONDARY, retry_after="1", x_ratelimit_remaining="0"),
            None,
        ),
        (json_response(404, SECONDARY, x_ratelimit_remaining="0"), None),
        (json_response(451, SECONDARY, retry_after="1"), None),
        (json_response(422, PRIMARY), None),
        (json_response(503, SECONDARY, retry_after="5"), None),
        (json_response(200, SECONDARY, x_ratelimit_remaining="0"), None),
        (text_response(403, b"[" * 100_000), None),
        (json_response(403, {"message": SECONDARY}), None),
    ],
)
def test_limit_is_recognized_by_any_of_its_signs(response: Response, kind: object):
    """A1: each sign is enough, and a plain 403 is not a limit."""
    assert responses.limit_kind(response) == kind


@pytest.mark.parametrize(
    ("kind", "expected", "why"),
    [
        ("primary", errors.PrimaryRateLimitError, "the rate limit is used up"),
        ("secondary", errors.SecondaryRateLimitError, "GitHub asked for a pause"),
    ],
)
def test_limit_error_of_a_call_that_was_not_sent(kind, expected: type, why: str):
    """A2, A3: it has the time to retry."""
    retry_at = datetime(2026, 5, 5, tzinfo=UTC)
    error = detect.limit_error(kind, operation="get-artifact", retry_at=retry_at)
    assert type(error) is expected
    assert error.retry_at == retry_at
    assert (error.status, error.operation, error.attempts) == (429, "get-artifact", 0)
    assert str(error) == (
        f"get-artifact: not sent: {why}; try after 2026-05-05T00:00:00+00:00"
    )
