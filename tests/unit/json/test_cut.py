"""JSON that ends early, and JSON that is malformed."""

import json

import pytest

from aioghactions._json import codec

WHOLE = json.dumps(
    [
        {"a": 'é " \\ 日 🎉', "b": [1, -2.5e-7, True, False, None, {}, []]},
        {"c": {"d": ["x"]}},
    ],
    ensure_ascii=False,
).encode()


@pytest.mark.parametrize(
    "whole", [WHOLE, json.dumps({"d": json.loads(WHOLE)}).encode()]
)
def test_each_beginning_of_a_document_is_cut(whole):
    """F20: wherever it ends, also within a character."""
    codec.loads(whole)
    assert all(codec.is_cut(whole[:length]) for length in range(1, len(whole)))


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b" ", b"{}", b"[]", WHOLE, b"<html>", b"text", b'"text', b"12"),
        *(b"{]", b'{"a": x}', b'{"a" "b"}', b"[1,,2]", b"[1]]", b'{"a": 1} trailing {'),
        *(b'{"a": "\xff"}', b'{"a": "\xff', b"[" * 200_000),
    ],
)  # fmt: skip
def test_other_bodies_are_not_cut(body):
    """F20: another attempt would get the same."""
    assert not codec.is_cut(body)


def test_number_with_too_many_digits_is_not_cut():
    """Python refuses to convert it, with an error of its own."""
    assert not codec.is_cut(b'{"id": ' + b"1" * 5_000 + b"}")
