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
    """Return an instance with a value for every attribute."""
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


def test_module_docstring_shows_the_class_tree():
    """Every class, below its base."""
    lines = re.findall(r"^( *)\* (\w+)$", errors.__doc__, re.MULTILINE)
    parents: list[str] = []
    documented = {}
    for indent, name in lines:
        depth = len(indent) // 2
        documented[name] = parents[depth - 1] if depth else "Exception"
        parents[depth:] = [name]
    assert documented == {cls.__name__: cls.__bases__[0].__name__ for cls in CLASSES}


@pytest.mark.parametrize("cls", CLASSES)
def test_errors_can_be_pickled_and_copied(cls):
    """S5: with class, message, attributes and notes."""
    error = made(cls)
    error.add_note("gave up after 3 attempts")
    for twin in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):  # noqa: S301 - our own bytes
        assert type(twin) is cls
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)


def test_request_timeout_is_a_builtin_timeout_error():
    """``except TimeoutError`` works without this library's name."""
    assert issubclass(errors.RequestTimeoutError, TimeoutError)


def denied(permissions=None, scopes=None, granted=None):
    """Return a PermissionDeniedError with what is required and what is granted."""
    headers = {
        "x-accepted-github-permissions": permissions,
        "x-accepted-oauth-scopes": scopes,
        "x-oauth-scopes": granted,
    }
    given = {name: value for name, value in headers.items() if value is not None}
    return errors.PermissionDeniedError(
        "Must have admin rights", status=403, headers=given
    )


HTML = {"content-type": "text/html"}
MESSAGES = [
    (
        made(errors.PermissionDeniedError),
        ("get-workflow-run: 403 no [request A:B]",),
    ),
    (denied(scopes="repo"), ("403 Must have admin rights",)),
    (
        denied("actions=read", "repo"),
        ("403 Must have admin rights; this needs actions=read",),
    ),
    (
        denied("actions=read", "admin:org, repo", "read:user"),
        ("403 Must have admin rights; ", "scope admin:org or repo; ", "has read:user"),
    ),
    (
        denied(scopes="repo", granted=""),
        ("403 Must have admin rights; ", "scope repo; ", "has none"),
    ),
    (denied(), ("403 Must have admin rights",)),
    (
        errors.NotFoundError(
            "Not Found", status=404, operation="get-job", request_path="/repos/o/r"
        ),
        ("get-job /repos/o/r: 404 Not Found; ", "this token may not see it"),
    ),
    (
        errors.NotFoundError("Not Found", status=404, anonymous=True),
        ("404 Not Found; ", "requires a token"),
    ),
    (
        errors.AuthenticationError("Who?", status=401, anonymous=True),
        ("401 Who?; ", "use Client(token)"),
    ),
    (
        errors.AuthenticationError("Bad credentials", status=401),
        ("401 Bad credentials; ", "expired", "another host"),
    ),
    (
        errors.NotFoundError("Sign in", status=404, headers=HTML),
        ("404 Sign in; ", "check base_url"),
    ),
    (errors.ServerError("Unicorn!", status=502, headers=HTML), ("502 Unicorn!",)),
    (
        errors.ValidationFailedError(
            "Validation Failed",
            status=422,
            errors=({"field": "ref", "code": "missing"}, "plain", {"odd": 1}),
        ),
        ("422 Validation Failed; ref missing; plain; {'odd': 1}",),
    ),
    (
        made(errors.PrimaryRateLimitError),
        ("get-workflow-run: 403 slow; ", "2024-01-01T00:00:00+00:00", " [request A:B]"),
    ),
    (errors.SecondaryRateLimitError("slow", status=429), ("429 slow",)),
    (
        errors.SecondaryRateLimitError("not sent", status=429, attempts=0),
        ("not sent",),
    ),
    (
        errors.ConnectionLostError("x.test: closed", operation="get-job"),
        ("get-job: x.test: closed",),
    ),
    (errors.ServerError("", status=599), ("599",)),
    (errors.ServerError("Busy.", status=503), ("503 Busy.",)),
    (
        errors.ServerError("Busy.", status=502, outcome_unknown=True),
        ("502 Busy; ", "may still have been processed"),
    ),
    (
        errors.ConnectionLostError("closed", outcome_unknown=True),
        ("closed; ", "may still have been processed"),
    ),
    (errors.RequestTimeoutError("too slow"), ("too slow",)),
    (
        errors.UnsupportedApiVersionError("old", status=400),
        ("400 old; ", "api_version", "to send none"),
    ),
]


@pytest.mark.parametrize(("error", "parts"), MESSAGES)
def test_message_has_operation_status_hint_and_request_id(error, parts):
    """It begins with the first part, ends with the last, and has the rest between."""
    between = ".*".join(map(re.escape, parts))
    assert re.fullmatch(between, str(error))
