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


def test_body_becomes_the_documented_value():
    """A12: a model, a tuple of models, or None."""
    assert read(GET, reply(200, SECRET)).name == "S"
    assert read(APPLICATIONS, reply(200, [])) == ()
    assert read(DELETE, reply(204)) is None


@pytest.mark.parametrize("body", [b"", b"{}", b"<html>", b"null"])
def test_undocumented_content_is_none(body):
    """A21: a 201 or 202 may have an empty object or an empty body."""
    assert read(RERUN, reply(201, body)) is None


def test_each_status_has_its_own_content():
    """A21: a dispatch returns 200 with its run, or 204."""
    assert read(DISPATCH, reply(200, RUN)).workflow_run_id == 7
    assert read(DISPATCH, reply(204)) is None


def test_any_success_has_the_only_documented_content():
    """A13: a proxy may send 200 for 203."""
    assert read(GET, reply(203, SECRET)).name == "S"
    assert read(DELETE, reply(200, b"{}")) is None


def test_empty_body_of_an_undocumented_success_is_none():
    """A21: an older server may send 202 for 204."""
    assert read(DISPATCH, reply(202)) is None


def test_ambiguous_undocumented_success_raises():
    """A12: it could have either content."""
    with pytest.raises(errors.UnexpectedAnswerError, match="status 202") as caught:
        read(DISPATCH, reply(202, RUN))
    assert caught.value.outcome_unknown


BODIES = {
    "empty": (b"", "is empty", ""),
    "a page": (b"<html>", "is a web page; check base_url", ""),
    "text": (b"Sign in to the Wi-Fi", "is not JSON: 'Sign in to the Wi-Fi'; ", ""),
    "malformed": (b'{"name": "S"]', "is not JSON$", ""),
    "a byte order mark": (b'\xef\xbb\xbf{"name": "S"}', "is not JSON", ""),
    "not a number": (b'{"name": NaN}', "is not JSON", ""),
    "too deep": (b"[" * 100_000 + b"]" * 100_000, "is not JSON", ""),
    "another shape": (b"[]", r"\$: ", "$"),
    "a member missing": (b'{"created_at": null}', "name", "$.name"),
    "no date": (b'{"name": "S", "created_at": ""}', "created_at", "$.created_at"),
}


@pytest.mark.parametrize("name", BODIES)
def test_unreadable_response_raises_one_error(name):
    """A13: with the path of the member that does not match."""
    body, text, path = BODIES[name]
    with pytest.raises(errors.UnexpectedAnswerError, match=text) as caught:
        read(GET, reply(200, body))
    error = caught.value
    assert (error.operation, error.path) == ("get-repo-secret", path)
    assert not error.outcome_unknown
    assert error.__context__ is None


@pytest.mark.parametrize("body", [b"<title>Sign in", b"Sign in", b"{]", b""])
@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "", None])
def test_message_has_status_and_content_type(body, kind):
    """F20: a captive portal or a proxy can be recognized by them."""
    headers = {} if kind is None else {"content_type": kind}
    with pytest.raises(errors.UnexpectedAnswerError) as caught:
        read(GET, reply(200, body, **headers))
    assert f"(status 200, {kind or 'no content type'})" in str(caught.value)
    assert ("Sign in" in str(caught.value)) == (b"Sign in" in body)


@pytest.mark.parametrize("call", [GET, DISPATCH])
def test_cut_json_is_a_lost_connection(call):
    """F20: for a write, the outcome is unknown."""
    with pytest.raises(errors.ConnectionLostError, match="cut short") as caught:
        read(call, reply(200, b'{"name": "S"'))
    assert caught.value.operation == call.id
    assert caught.value.outcome_unknown is (call is DISPATCH)


def test_unreadable_response_to_a_write_has_unknown_outcome():
    """S3: it may have taken effect."""
    with pytest.raises(errors.UnexpectedAnswerError) as caught:
        read(DISPATCH, reply(200, b"<html>"))
    assert caught.value.outcome_unknown
