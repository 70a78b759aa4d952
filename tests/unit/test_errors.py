import copy
import inspect
import pickle
import re
from datetime import UTC, datetime

import pytest

from aioghactions import errors

CLASSES = [
    cls
    for _, cls in inspect.getmembers(errors, inspect.isclass)
    if issubclass(cls, errors.GitHubActionsError)
]
CONTEXT = {
    "status": 403,
    "operation": "get-workflow-run",
    "request_id": "A:B",
    "headers": {"x-accepted-github-permissions": "actions=write"},
}


def made(cls):
    """Return an instance with something in every attribute."""
    if issubclass(cls, errors.RateLimitError):
        return cls("slow", retry_at=datetime(2024, 1, 1, tzinfo=UTC), **CONTEXT)
    if issubclass(cls, errors.ValidationFailedError):
        return cls("no", errors=({"field": "ref", "code": "missing"},), **CONTEXT)
    if issubclass(cls, errors.ResponseError):
        return cls("no", **CONTEXT)
    if issubclass(cls, errors.ResultsCappedError):
        return cls("more", total=1234, yielded=1000)
    if issubclass(cls, errors.AmbiguousRunError):
        return cls("which?", candidates=("one", "two"))
    if issubclass(cls, errors.RunTimeoutError):
        return cls("late", run_ids=(1, 2))
    return cls("oops")


def test_the_documented_tree_is_the_tree():
    """The module's docstring lists every class at its place."""
    lines = re.findall(r"^( *)\* (\w+)$", errors.__doc__, re.MULTILINE)
    parents: list[str] = []
    documented = {}
    for indent, name in lines:
        depth = len(indent) // 2
        documented[name] = parents[depth - 1] if depth else "Exception"
        parents[depth:] = [name]
    assert documented == {cls.__name__: cls.__bases__[0].__name__ for cls in CLASSES}


@pytest.mark.parametrize("cls", CLASSES)
def test_every_error_survives_a_process_border(cls):
    """S5: pickle and deepcopy keep class, message, attributes and notes."""
    error = made(cls)
    error.add_note("gave up after 3 attempts")
    for twin in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):  # noqa: S301 - our own bytes
        assert type(twin) is cls
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)


def test_a_timeout_is_also_the_builtin_one():
    """Code that catches TimeoutError need not know this library."""
    assert issubclass(errors.RequestTimeoutError, TimeoutError)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            made(errors.PermissionDeniedError),
            "get-workflow-run: 403 no; this needs actions=write [request A:B]",
        ),
        (
            errors.PermissionDeniedError(
                "no", status=403, headers={"x-accepted-oauth-scopes": "repo"}
            ),
            "403 no; a classic token needs the scope repo",
        ),
        (
            errors.PermissionDeniedError(
                "no",
                status=403,
                headers={
                    "x-accepted-github-permissions": "actions=read",
                    "x-accepted-oauth-scopes": "repo",
                },
            ),
            "403 no; this needs actions=read; a classic token needs the scope repo",
        ),
        (
            errors.PermissionDeniedError(
                "no",
                status=403,
                headers={
                    "x-accepted-github-permissions": "actions=read",
                    "x-accepted-oauth-scopes": "admin:org, repo",
                    "x-oauth-scopes": "read:user",
                },
            ),
            (
                "403 no; a classic token needs the scope admin:org or repo, "
                "this one has read:user"
            ),
        ),
        (
            errors.PermissionDeniedError(
                "no",
                status=403,
                headers={"x-accepted-oauth-scopes": "repo", "x-oauth-scopes": ""},
            ),
            "403 no; a classic token needs the scope repo, this one has none",
        ),
        (errors.PermissionDeniedError("no", status=403), "403 no"),
        (
            errors.NotFoundError(
                "Not Found", status=404, operation="get-job", request_path="/repos/o/r"
            ),
            (
                "get-job /repos/o/r: 404 Not Found; "
                "it does not exist, or this token may not see it"
            ),
        ),
        (
            errors.NotFoundError("Not Found", status=404, anonymous=True),
            "404 Not Found; it does not exist, or is shown only to those with a token",
        ),
        (
            errors.AuthenticationError("Who?", status=401, anonymous=True),
            "401 Who?; no token was given: make it Client(token)",
        ),
        (
            errors.NotFoundError(
                "Sign in", status=404, headers={"content-type": "text/html"}
            ),
            "404 Sign in; this is no answer of GitHub's API: is base_url right?",
        ),
        (
            errors.ServerError(
                "Unicorn!", status=502, headers={"content-type": "text/html"}
            ),
            "502 Unicorn!",
        ),
        (
            errors.NotFoundError("Not Found", status=404),
            "404 Not Found; it does not exist, or this token may not see it",
        ),
        (
            errors.AuthenticationError("Bad credentials", status=401),
            (
                "401 Bad credentials; the token is wrong, expired, revoked, "
                "or for another host"
            ),
        ),
        (
            errors.ValidationFailedError(
                "Validation Failed",
                status=422,
                errors=({"field": "ref", "code": "missing"}, "plain", {"odd": 1}),
            ),
            "422 Validation Failed; ref missing; plain; {'odd': 1}",
        ),
        (
            made(errors.PrimaryRateLimitError),
            (
                "get-workflow-run: 403 slow; try after 2024-01-01T00:00:00+00:00 "
                "[request A:B]"
            ),
        ),
        (errors.SecondaryRateLimitError("slow", status=429), "429 slow"),
        (
            errors.SecondaryRateLimitError("not sent", status=429, attempts=0),
            "not sent",
        ),
        (
            errors.ConnectionLostError(
                "x.test: the server closed the connection", operation="get-job"
            ),
            "get-job: x.test: the server closed the connection",
        ),
        (errors.ServerError("", status=599), "599"),
        (errors.ServerError("Busy.", status=503), "503 Busy."),
        (
            errors.ServerError("Busy.", status=502, outcome_unknown=True),
            "502 Busy; it may have taken effect all the same",
        ),
        (
            errors.ConnectionLostError(
                "the server closed the connection", outcome_unknown=True
            ),
            "the server closed the connection; it may have taken effect all the same",
        ),
        (errors.RequestTimeoutError("too slow"), "too slow"),
        (
            errors.UnsupportedApiVersionError("old", status=400),
            "400 old; give Client another api_version, or None to send no version",
        ),
    ],
)
def test_a_message_says_what_may_help(error, text):
    """Operation, status, GitHub's sentence, a way forward, the request id."""
    assert str(error) == text
