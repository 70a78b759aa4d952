import pytest

from aioghactions import errors, operations
from aioghactions._json.model_support import SharedObjects
from aioghactions._request.decode import decode
from tests.support.scripted import reply

GET = operations.get_repo_secret("o", "r", "S").operation
DISPATCH = operations.create_workflow_dispatch("o", "r", 1, ref="main").operation
DELETE = operations.delete_workflow_run("o", "r", 1).operation
RERUN = operations.re_run_workflow("o", "r", 1).operation
APPLICATIONS = operations.list_runner_applications_for_repo("o", "r").operation
TIMES = {"created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z"}
SECRET = {"name": "S", **TIMES}
RUN = {"workflow_run_id": 7, "run_url": "u", "html_url": "h"}


def read(operation, response):
    """Return the decoded value of ``response``."""
    return decode(operation, response, SharedObjects())


def test_body_becomes_the_documented_type():
    """A12: a model, a tuple of models, or None."""
    assert read(GET, reply(200, SECRET)).name == "S"
    assert read(APPLICATIONS, reply(200, [])) == ()
    assert read(DELETE, reply(204)) is None


@pytest.mark.parametrize("body", [b"", b"{}", b"<html>", b"null"])
def test_response_without_a_documented_body_is_none(body):
    """A21: a 201 or 202 may have an empty object, or no body."""
    assert read(RERUN, reply(201, body)) is None


def test_each_status_has_its_own_type():
    """A21: a dispatch returns its run with 200, and None with 204."""
    assert read(DISPATCH, reply(200, RUN)).workflow_run_id == 7
    assert read(DISPATCH, reply(204)) is None


def test_undocumented_success_has_the_only_documented_type():
    """A13: a proxy may change a 200 to 203."""
    assert read(GET, reply(203, SECRET)).name == "S"
    assert read(DELETE, reply(200, b"{}")) is None


def test_undocumented_success_without_a_body_is_none():
    """A21: an older server may return 202 instead of 204."""
    assert read(DISPATCH, reply(202)) is None


def test_undocumented_success_with_a_body_raises():
    """A12: if several types are documented."""
    with pytest.raises(errors.UnexpectedAnswerError, match="status 202") as caught:
        read(DISPATCH, reply(202, RUN))
    assert caught.value.outcome_unknown


BODIES = {
    "empty": (b"", "is empty", ""),
    "web page": (b"<html>", "is a web page, not JSON; check base_url", ""),
    "truncated": (b'{"name": "S"', "is not JSON", ""),
    "byte order mark": (b'\xef\xbb\xbf{"name": "S"}', "is not JSON", ""),
    "not a number": (b'{"name": NaN}', "is not JSON", ""),
    "too deep": (b"[" * 100_000 + b"]" * 100_000, "is not JSON", ""),
    "array": (b"[]", r"\$: ", "$"),
    "missing member": (b'{"name": "S"}', "created_at", "$.created_at"),
    "invalid date": (b'{"name": "S", "created_at": ""}', "created_at", "$.created_at"),
}


@pytest.mark.parametrize("name", BODIES)
def test_invalid_body_raises(name):
    """A13: one error class, with the path of the invalid member."""
    body, text, path = BODIES[name]
    with pytest.raises(errors.UnexpectedAnswerError, match=text) as caught:
        read(GET, reply(200, body))
    error = caught.value
    assert (error.operation, error.path) == ("get-repo-secret", path)
    assert not error.outcome_unknown
    assert error.__context__ is None


def test_write_with_an_invalid_body_has_an_unknown_outcome():
    """S3: it may have taken effect."""
    with pytest.raises(errors.UnexpectedAnswerError) as caught:
        read(DISPATCH, reply(200, b"<html>"))
    assert caught.value.outcome_unknown
