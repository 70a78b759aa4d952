from typing import Any

import pytest

from aioghactions._policy.decode import decode
from aioghactions._wire.call import Method, Operation, Returns
from aioghactions._wire.exchange import Response
from aioghactions._wire.memo import Memo
from aioghactions.errors import UnexpectedAnswerError
from aioghactions.models import PublicKey

KEY = Returns("PublicKey")
NOTHING = Returns()
BODY = b'{"key_id": "1", "key": "a2V5"}'


def operation(method: Method = "GET", **answers: Returns) -> Operation[Any]:
    """Return an operation; ``_200`` is the answer of status 200."""
    return Operation(
        id="get-key",
        method=method,
        path="/key",
        tag="repo-secrets",
        name="key",
        answers={int(status[1:]): returns for status, returns in answers.items()},
    )


def read(what: Operation[Any], status: int, body: bytes) -> Any:
    """Decode one answer."""
    return decode(what, Response(status=status, headers={}, body=body), Memo())


def test_a_documented_answer_becomes_its_model():
    """A12: what the status promises."""
    key = read(operation(_200=KEY), 200, BODY)
    assert isinstance(key, PublicKey)
    assert (key.key_id, key.key) == ("1", "a2V5")
    assert read(operation(_200=Returns("PublicKey", many=True)), 200, b"[]") == ()


@pytest.mark.parametrize("body", [b"", b"{}", b"<html>", BODY])
def test_where_nothing_is_promised_nothing_is_read(body: bytes):
    """A21: 201, 202, 204 and whatever an older server sends with them."""
    assert read(operation("POST", _201=NOTHING), 201, body) is None


@pytest.mark.parametrize(
    ("answers", "status", "body", "found"),
    [
        ({"_201": KEY}, 200, BODY, True),
        ({"_201": KEY, "_200": KEY}, 203, BODY, True),
        ({"_204": NOTHING}, 200, b"{}", False),
        ({"_200": KEY, "_204": NOTHING}, 202, b"", False),
        ({"_200": KEY, "_204": NOTHING}, 200, BODY, True),
        ({"_200": KEY, "_204": NOTHING}, 204, b"", False),
    ],
    ids=range(6),
)
def test_another_success_is_read_where_it_can_mean_one_thing_only(
    answers: dict[str, Returns], status: int, body: bytes, found: object
):
    """A21: older servers and proxies say 200 for 201."""
    assert (read(operation(**answers), status, body) is not None) is found


@pytest.mark.parametrize(
    ("answers", "status", "body", "message"),
    [
        ({"_200": KEY}, 200, b"", "the body of the answer is empty"),
        ({"_200": KEY}, 200, b"<html>", "the body of the answer is no JSON"),
        ({"_200": KEY}, 200, b"\xff", "the body of the answer is no JSON"),
        ({"_200": KEY, "_204": NOTHING}, 202, BODY, "status 202 is not documented"),
        ({}, 200, BODY, "status 200 is not documented"),
    ],
    ids=range(5),
)
def test_what_is_not_promised_is_an_error(
    answers: dict[str, Returns], status: int, body: bytes, message: str
):
    """A12, A13: neither a KeyError nor a guess."""
    with pytest.raises(UnexpectedAnswerError) as caught:
        read(operation(**answers), status, body)
    error = caught.value
    assert (error.operation, error.path) == ("get-key", "")
    assert error.args == (f"get-key: {message}",)
    assert error.__context__ is None


@pytest.mark.parametrize(
    ("body", "path"), [(b'{"key_id": "1"}', "$.key"), (b"[]", "$"), (b"7", "$")]
)
def test_a_body_that_does_not_fit_is_told_where(body: bytes, path: str):
    """A12: the JSON path of the first member that is wrong."""
    with pytest.raises(UnexpectedAnswerError, match="get-key: ") as caught:
        read(operation(_200=KEY), 200, body)
    assert caught.value.path.startswith(path)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_write_whose_answer_cannot_be_read_was_done(method: Method):
    """S3: nobody can say what it did."""
    with pytest.raises(UnexpectedAnswerError) as caught:
        read(operation(method, _200=KEY), 200, b"")
    assert caught.value.outcome_unknown is (method != "GET")
