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
    """Return what ``response`` is decoded to."""
    return decode(operation, response, SharedObjects())


def test_a_body_becomes_what_is_promised():
    """A12: a model, several, or nothing."""
    assert read(GET, reply(200, SECRET)).name == "S"
    assert read(APPLICATIONS, reply(200, [])) == ()
    assert read(DELETE, reply(204)) is None


@pytest.mark.parametrize("body", [b"", b"{}", b"<html>", b"null"])
def test_nothing_promised_is_nothing_read(body):
    """A21: a 201 or 202 may carry an empty object, or nothing."""
    assert read(RERUN, reply(201, body)) is None


def test_each_status_promises_its_own():
    """A21: a dispatch answers 200 with its run, or 204."""
    assert read(DISPATCH, reply(200, RUN)).workflow_run_id == 7
    assert read(DISPATCH, reply(204)) is None


def test_where_one_thing_is_promised_any_success_brings_it():
    """A13: a proxy may say 200 for 203."""
    assert read(GET, reply(203, SECRET)).name == "S"
    assert read(DELETE, reply(200, b"{}")) is None


def test_where_nothing_may_come_an_empty_answer_is_nothing():
    """A21: an older server may say 202 to what is 204 elsewhere."""
    assert read(DISPATCH, reply(202)) is None


def test_a_status_that_promises_nothing_known_is_named():
    """A12: here it could be either."""
    with pytest.raises(errors.UnexpectedAnswerError, match="status 202") as caught:
        read(DISPATCH, reply(202, RUN))
    assert caught.value.outcome_unknown


BODIES = {
    "empty": (b"", "is empty", ""),
    "a page": (b"<html>", "is a web page, not JSON; check base_url", ""),
    "cut": (b'{"name": "S"', "is not JSON", ""),
    "a byte order mark": (b'\xef\xbb\xbf{"name": "S"}', "is not JSON", ""),
    "not a number": (b'{"name": NaN}', "is not JSON", ""),
    "too deep": (b"[" * 100_000 + b"]" * 100_000, "is not JSON", ""),
    "another shape": (b"[]", r"\$: ", "$"),
    "a member missing": (b'{"name": "S"}', "created_at", "$.created_at"),
    "no date": (b'{"name": "S", "created_at": ""}', "created_at", "$.created_at"),
}


@pytest.mark.parametrize("name", BODIES)
def test_an_answer_that_cannot_be_read_is_named(name):
    """A13: whatever it is, by one error, with the place where it does not fit."""
    body, text, path = BODIES[name]
    with pytest.raises(errors.UnexpectedAnswerError, match=text) as caught:
        read(GET, reply(200, body))
    error = caught.value
    assert (error.operation, error.path) == ("get-repo-secret", path)
    assert not error.outcome_unknown
    assert error.__context__ is None


def test_a_write_that_cannot_be_read_was_done():
    """S3: so it says that it may have taken effect."""
    with pytest.raises(errors.UnexpectedAnswerError) as caught:
        read(DISPATCH, reply(200, b"<html>"))
    assert caught.value.outcome_unknown
