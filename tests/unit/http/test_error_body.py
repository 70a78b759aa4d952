import json

import pytest

from aioghactions._http import error_body
from aioghactions._http.error_body import ErrorBody

PAGE = "https://docs.github.com/rest"


def body(**members: object) -> bytes:
    """Return a JSON object."""
    return json.dumps(members).encode()


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        (
            body(message="Not Found", documentation_url=PAGE),
            ErrorBody("Not Found", PAGE),
        ),
        (b"\xef\xbb\xbf" + body(message="BOM"), ErrorBody("BOM")),
        (body(message="x").decode().encode("utf-16"), ErrorBody("x")),
        (b'{"message": "first", "message": "second"}', ErrorBody("second")),
        (body(message="a\x1b[31m\nb"), ErrorBody("a [31m b")),
        (b'{"message": "\\ud800 half"}', ErrorBody("half")),
        (body(message=None, documentation_url=7), ErrorBody()),
        (body(message=["a"], documentation_url={}), ErrorBody()),
        (body(), ErrorBody()),
        (b"[]", ErrorBody()),
        (b'["message"]', ErrorBody()),
        (b'"message"', ErrorBody()),
        (b"null", ErrorBody()),
        (b"NaN", ErrorBody()),
        (b"", ErrorBody()),
        (b"{", ErrorBody("{")),
        (b"\xff\xfe", ErrorBody("\ufffd\ufffd")),
        (b"<html><title>502 Bad Gateway</title>", ErrorBody("502 Bad Gateway")),
        (b"[" * 100_000, ErrorBody("[" * 199 + "…")),
        (b'{"a":' * 100_000, ErrorBody(('{"a":' * 40)[:199] + "…")),
        (b"1" * 5000, ErrorBody("1" * 199 + "…")),
        (b'{"message": 1e999}', ErrorBody()),
    ],
    ids=range(22),
)
def test_malformed_error_bodies(text: bytes, parsed: ErrorBody):
    """A13: wrong types, depth, size or encoding never raise."""
    assert error_body.parse_error_body(text) == parsed


@pytest.mark.parametrize(
    ("errors", "parsed"),
    [
        (["Name is bad", "a\x00b"], ("Name is bad", "a b")),
        ("only one", ("only one",)),
        (
            [{"resource": "Secret", "field": "name", "code": "invalid"}],
            ({"resource": "Secret", "field": "name", "code": "invalid"},),
        ),
        (
            {"field": "x", "message": "no", "value": "canary"},
            ({"field": "x", "message": "no"},),
        ),
        ([{"field": 7, "code": None}, {}, [], None, 3, ""], ()),
        ([["a"], "b"], ("b",)),
        (None, ()),
        ([], ()),
        (["x"] * 1000, ("x",) * 20),
    ],
    ids=range(9),
)
def test_validation_errors_omit_the_rejected_value(errors: object, parsed: object):
    """S5, A12: the field is named; its value may be a secret."""
    text = body(message="m", errors=errors)
    assert error_body.parse_error_body(text).errors == parsed


def test_body_above_one_mebibyte_is_not_parsed_as_json():
    """A13: the message is then an excerpt."""
    text = body(message="m")
    assert error_body.parse_error_body(text.ljust(2**20)) == ErrorBody("m")
    assert error_body.parse_error_body(text.ljust(2**20 + 1)) == ErrorBody(
        '{"message": "m"}'
    )
