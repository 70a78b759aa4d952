import json
import pickle
from datetime import UTC, datetime

import pytest

from aioghactions import errors
from aioghactions._hints import missing_on_server
from aioghactions._request import response_errors
from aioghactions._request.backoff import outcome_unknown
from tests.support import responses
from tests.support.responses import json_response, text_response

SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes."
PRIMARY = "API rate limit exceeded for installation ID 7."
FORBIDDEN = "Resource not accessible by integration"
DOCS = "https://docs.github.com/rest/"


VERSION = (
    'The version you specified in the "X-GitHub-API-Version" request header, "v3", '
    "is not a supported version."
)


@pytest.mark.parametrize(
    ("status", "message", "named"),
    [
        (400, "Problems parsing JSON", errors.BadRequestError),
        (400, VERSION, errors.UnsupportedApiVersionError),
        (410, VERSION, errors.UnsupportedApiVersionError),
        (410, "This API version has been retired", errors.UnsupportedApiVersionError),
        (400, "API version 2030 is not supported.", errors.UnsupportedApiVersionError),
        (410, "X-GitHub-Api-Version: it is gone.", errors.UnsupportedApiVersionError),
        (400, "Version 2021 is no longer supported", errors.UnsupportedApiVersionError),
        (400, "Bad X-GitHub-Api-Version header", errors.UnsupportedApiVersionError),
        (404, VERSION, errors.NotFoundError),
        (410, "Gone", errors.GoneError),
        (410, "Artifact has expired", errors.GoneError),
        (401, "Bad credentials", errors.AuthenticationError),
        (402, "x", errors.ResponseError),
        (403, FORBIDDEN, errors.PermissionDeniedError),
        (404, "Not Found", errors.NotFoundError),
        (409, "Cannot cancel", errors.ConflictError),
        (422, "Validation Failed", errors.ValidationFailedError),
        (451, "Blocked", errors.UnavailableForLegalReasonsError),
        (403, PRIMARY, errors.PrimaryRateLimitError),
        (429, "Slow down", errors.SecondaryRateLimitError),
        (500, "Server Error", errors.ServerError),
        (502, "x", errors.ServerError),
        (503, "x", errors.ServerError),
        (504, "x", errors.ServerError),
        (599, "x", errors.ServerError),
        (999, "x", errors.ServerError),
        (408, "x", errors.ResponseError),
        (418, "x", errors.ResponseError),
        (499, "x", errors.ResponseError),
        (302, "x", errors.ResponseError),
        (304, "x", errors.ResponseError),
        (100, "x", errors.ResponseError),
    ],
)
def test_each_status_has_one_error(status: int, message: str, named: type[Exception]):
    """A10, A12: also statuses that HTTP does not define."""
    error = responses.error_for(json_response(status, message))
    assert type(error) is named
    assert (error.status, error.message) == (status, message)


def test_error_has_the_details_of_the_response():
    """A12: status, operation, message, request id, documentation, headers, attempts."""
    retry_at = datetime(2026, 5, 5, tzinfo=UTC)
    response = json_response(
        429,
        SECONDARY,
        DOCS,
        x_github_request_id="AB:CD",
        retry_after="60",
        set_cookie="canary",
    )
    error = responses.error_for(
        response,
        operation="get-workflow-run",
        path="/repos/o/r/actions/runs/1",
        anonymous=True,
        requests=3,
        retry_at=retry_at,
    )
    assert isinstance(error, errors.SecondaryRateLimitError)
    assert error.__dict__ == {
        "message": SECONDARY,
        "status": 429,
        "operation": "get-workflow-run",
        "request_path": "/repos/o/r/actions/runs/1",
        "anonymous": True,
        "request_id": "AB:CD",
        "documentation_url": DOCS,
        "headers": {"x-github-request-id": "AB:CD", "retry-after": "60"},
        "attempts": 3,
        "outcome_unknown": False,
        "retry_at": retry_at,
    }
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert again.__dict__ == error.__dict__


def test_unknown_details_are_empty():
    """A12: empty, never missing."""
    error = responses.error_for(json_response(404, "Not Found"))
    assert error.__dict__ == {
        "message": "Not Found",
        "status": 404,
        "operation": "",
        "request_path": "",
        "anonymous": False,
        "request_id": "",
        "documentation_url": "",
        "headers": {},
        "attempts": 1,
        "outcome_unknown": False,
    }


def test_validation_error_lists_rejected_values():
    """A12: as a 422 lists them."""
    body = {"message": "Validation Failed", "errors": ["a", {"field": "b", "x": "y"}]}
    error = responses.error_for(text_response(422, json.dumps(body).encode()))
    assert isinstance(error, errors.ValidationFailedError)
    assert error.errors == ("a", {"field": "b"})


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (404, b"", "Not Found"),
        (502, b"", "Bad Gateway"),
        (599, b"", ""),
        (418, b"{}", "I'm a Teapot"),
        (502, b"<title>Unicorn!</title>", "Unicorn!"),
        (500, b"[" * 100_000, "[" * 199 + "…"),
    ],
    ids=range(6),
)
def test_message_is_that_of_the_body_or_the_status(
    status: int, body: bytes, message: str
):
    """A13: a body without a message leaves the reason phrase."""
    assert responses.error_for(text_response(status, body)).message == message


@pytest.mark.parametrize(
    "name",
    [
        "set-cookie",
        "cookie",
        "Set-Cookie2",
        "location",
        "content-location",
        "authorization",
        "proxy-authorization",
        "www-authenticate",
        "proxy-authenticate",
        "x-secret",
        "x-signature",
        "x-password",
        "token",
        "x-amz-security-token",
        "x-api-key",
        "apikey",
    ],
)
def test_header_that_may_contain_a_secret_is_dropped(name: str):
    """S5: cookies, credentials and signed URLs are not kept."""
    assert response_errors.safe_headers({name: "canary", "date": "today"}) == {
        "date": "today"
    }


def test_other_headers_are_kept_unchanged():
    """A12, A18: permissions, scopes, expiry, and the links to other pages."""
    headers = {
        "link": f'<https://api.github.com/x?page=2&q={"a" * 2000}>; rel="next"',
        "x-accepted-github-permissions": "actions=write",
        "x-oauth-scopes": "repo",
        "github-authentication-token-expiration": "2026-05-05 10:00:00 UTC",
        "x-github-request-id": "AB:CD",
        "etag": 'W/"x"',
    }
    kept = response_errors.safe_headers(headers)
    assert kept == headers
    assert "AB:CD" not in repr(kept)


def test_at_most_100_headers_are_kept():
    """A13: an error of bounded size."""
    headers = {f"x-{number}": "" for number in range(1000)}
    assert len(response_errors.safe_headers(headers)) == 100


@pytest.mark.parametrize(
    "message",
    [
        "This workflow run is already running",
        "The workflow run containing this job is already running",
        "Unable to retry this workflow run because it was created over a month ago",
        "Could not delete the workflow run",
        "Repository was archived so is read-only.",
        "This workflow run cannot be retried",
        "Actions has been disabled for this repository.",
        "This run is not waiting for approval",
        "This workflow run has not been completed",
        "Workflow runs must be completed before they are deleted",
        "Cannot re-run this job: the run is in progress",
        "The run is locked",
        "The logs of this run have expired",
        "Unable to cancel the run",
        "This workflow run has no failed jobs.",
    ],
)
def test_403_about_state_is_a_conflict_without_permission_hints(message: str):
    """F17: no permission changes the state of a run or a repository."""
    error = responses.error_for(
        json_response(
            403,
            message,
            x_accepted_github_permissions="actions=write",
            x_accepted_oauth_scopes="repo",
            x_oauth_scopes="gist",
        )
    )
    assert type(error) is errors.ConflictError
    assert not any(word in str(error) for word in ("actions=write", "scope", "gist"))


RIGHTS = "Must have admin rights to Repository."
ALLOW_LIST = (
    "Although you appear to have the correct authorization credentials, the"
    " organization has an IP allow list enabled, and access is already denied."
)
LACKS_RIGHTS = "user lacks the rights"


@pytest.mark.parametrize(
    ("message", "wanted", "granted", "hint"),
    [
        (FORBIDDEN, None, None, "this needs actions=write"),
        (RIGHTS, "repo", "gist", "needs the scope repo; this one has gist"),
        (RIGHTS, "repo, admin:org", "", "scope repo or admin:org; this one has none"),
        (RIGHTS, "repo", "repo, workflow", LACKS_RIGHTS),
        (RIGHTS, "public_repo", "repo", LACKS_RIGHTS),
        (RIGHTS, "repo:status", "repo", LACKS_RIGHTS),
        (RIGHTS, "repo", "public_repo", "needs the scope repo"),
        (RIGHTS, "read:org", "admin:org", LACKS_RIGHTS),
        (RIGHTS, "admin:org", "read:org", "needs the scope admin:org"),
        (RIGHTS, "admin:org", "admin:enterprise", "needs the scope admin:org"),
        (RIGHTS, "", "gist", LACKS_RIGHTS),
        (RIGHTS, None, "gist", ""),
        ("Resource protected by organization SAML enforcement.", "repo", "gist", ""),
        ("Your IP address is not on the IP allow list.", None, None, ""),
        (ALLOW_LIST, "repo", "gist", ""),
        ("Blocked by a policy of the enterprise", "repo", "gist", ""),
        ("You must enable two-factor authentication", "repo", "gist", ""),
        ("You must be an owner", "admin:org", "repo", "needs the scope admin:org"),
        ("Your token has not been granted the scopes", "repo", "gist", "scope repo"),
        ("No.", "repo", "gist", ""),
    ],
)  # fmt: skip
def test_403_about_access_names_only_what_is_missing(
    message: str, wanted: str | None, granted: str | None, hint: str
):
    """F17: a scope that the token has is not named as missing."""
    headers = {"x_accepted_oauth_scopes": wanted, "x_oauth_scopes": granted}
    known = {name: value for name, value in headers.items() if value is not None}
    error = responses.error_for(
        json_response(
            403, message, x_accepted_github_permissions="actions=write", **known
        )
    )
    assert type(error) is errors.PermissionDeniedError
    if hint:
        assert hint in str(error)
    else:
        assert ";" not in str(error)
    if granted is not None:
        assert "actions=write" not in str(error)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/repos/o/r/actions/workflows/ci.yml", True),
        ("/repos/o/r/actions/workflows/ci.yml/dispatches", True),
        ("/repos/o/r/actions/workflows/ci.yml/runs", True),
        ("/repos/o/r/actions/runs/1", False),
    ],
)
def test_404_of_a_workflow_names_the_default_branch(path: str, named: bool):  # noqa: FBT001
    """F18: GitHub knows workflows by file name, and of the default branch."""
    text_ = str(responses.error_for(json_response(404, "Not Found"), path=path))
    assert ("default branch" in text_) is ("not its title" in text_) is named


def test_server_error_reports_how_often_the_call_was_sent():
    """A12: the message alone shows that retries were made."""
    assert "sent 5 times" in str(
        responses.error_for(json_response(502, "x"), requests=5)
    )
    assert "sent" not in str(responses.error_for(json_response(502, "x")))


@pytest.mark.parametrize(
    ("since", "release", "expected"),
    [
        ("ghes-3.9", "3.8.12", "3.8.12; since 3.9"),
        ("ghes-3.10", "3.9.0", "3.9.0; since 3.10"),
        ("ghes-3.9", "enterprise-server@3.4", "3.4; since 3.9"),
        ("ghes-3.4", "2.22.1", "2.22.1; since 3.4"),
        ("github.com", "3.19.0", "3.19.0; only on github.com"),
        ("github.com", "3.20.0", ""),
        ("ghes-3.9", "3.9.0", ""),
        ("ghes-3.9", "3.10.1", ""),
        ("ghes-2.22", "2.21.0", "2.21.0; since 2.22"),
        ("ghes-3.9", "", ""),
        ("ghes-3.9", "unknown", ""),
        ("", "3.8.0", ""),
    ],
)
def test_server_older_than_an_operation_is_named(since, release, expected):
    """Not for a release that is newer than those whose operations are known."""
    found = missing_on_server(since, {"x-github-enterprise-version": release})
    server = f"not on this server (GitHub Enterprise Server {expected})"
    assert found == (server if expected else "")
    assert missing_on_server(since, {}) == ""


def test_documented_303_is_a_conflict():
    """What was to be created exists; the outcome is known."""
    error = responses.error_for(json_response(303, "See Other"))
    assert isinstance(error, errors.ConflictError)
    assert "303 See Other; it exists already" in str(error)
    assert not outcome_unknown(error, "POST")
