import json

import pytest

from aioghactions._http import error_body
from aioghactions._http.error_body import ErrorBody

PAGE = "https://docs.github.com/rest"


def body(**members: object) -> bytes:
    """Return a JSON object."""
    return json.dumps(members).encode()


@pytest.mark.parametrize(
    ("text", "said"),
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
def test_a_body_is_read_as_far_as_it_can_be(text: bytes, said: ErrorBody):
    """A13: wrong types, depth, size, encoding: never an exception."""
    assert error_body.read_error_body(text) == said


@pytest.mark.parametrize(
    ("errors", "read"),
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
def test_objections_name_the_value_and_do_not_show_it(errors: object, read: object):
    """S5, A12: what is refused may be a secret; its name is not."""
    assert error_body.read_error_body(body(message="m", errors=errors)).errors == read


def test_the_largest_body_that_is_read_as_json_has_a_mebibyte():
    """A13: beyond that, the first words must do."""
    text = body(message="m")
    assert error_body.read_error_body(text.ljust(2**20)) == ErrorBody("m")
    assert error_body.read_error_body(text.ljust(2**20 + 1)) == ErrorBody(
        '{"message": "m"}'
    )
