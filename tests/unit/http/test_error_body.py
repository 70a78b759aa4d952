import json

import pytest

from aioghactions._http import error_body
from aioghactions._http.error_body import Refusal

PAGE = "https://docs.github.com/rest"


def body(**members: object) -> bytes:
    """Return a JSON object."""
    return json.dumps(members).encode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (body(message="Not Found", documentation_url=PAGE), Refusal("Not Found", PAGE)),
        (b"\xef\xbb\xbf" + body(message="BOM"), Refusal("BOM")),
        (body(message="x").decode().encode("utf-16"), Refusal("x")),
        (b'{"message": "first", "message": "second"}', Refusal("second")),
        (body(message="a\x1b[31m\nb"), Refusal("a [31m b")),
        (b'{"message": "\\ud800 half"}', Refusal("half")),
        (body(message=None, documentation_url=7), Refusal()),
        (body(message=["a"], documentation_url={}), Refusal()),
        (body(), Refusal()),
        (b"[]", Refusal()),
        (b'["message"]', Refusal()),
        (b'"message"', Refusal()),
        (b"null", Refusal()),
        (b"NaN", Refusal()),
        (b"", Refusal()),
        (b"{", Refusal("{")),
        (b"\xff\xfe", Refusal("\ufffd\ufffd")),
        (b"<html><title>502 Bad Gateway</title>", Refusal("502 Bad Gateway")),
        (b"[" * 100_000, Refusal("[" * 199 + "…")),
        (b'{"a":' * 100_000, Refusal(('{"a":' * 40)[:199] + "…")),
        (b"1" * 5000, Refusal("1" * 199 + "…")),
        (b'{"message": 1e999}', Refusal()),
    ],
    ids=range(22),
)
def test_a_body_is_read_as_far_as_it_can_be(text: bytes, said: Refusal):
    """A13: wrong types, depth, size, encoding: never an exception."""
    assert error_body.read(text) == said


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
    assert error_body.read(body(message="m", errors=errors)).errors == read


def test_the_largest_body_that_is_read_as_json_has_a_mebibyte():
    """A13: beyond that, the first words must do."""
    text = body(message="m")
    assert error_body.read(text.ljust(2**20)) == Refusal("m")
    assert error_body.read(text.ljust(2**20 + 1)) == Refusal('{"message": "m"}')
