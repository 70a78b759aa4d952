import importlib.util
import sys

import pytest


@pytest.fixture(params=["orjson", "stdlib"])
def codec(request, monkeypatch):
    """Return the module as it is with orjson, and without."""
    if request.param == "stdlib":
        monkeypatch.setitem(sys.modules, "orjson", None)
    spec = importlib.util.find_spec("aioghactions._json.codec")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


UNREADABLE = {
    "empty": b"",
    "blank": b"  ",
    "cut_short": b'{"a": [1, 2',
    "two_values": b"{} {}",
    "html": b"<html><body>502</body></html>",
    "byte_order_mark": b"\xef\xbb\xbf{}",
    "utf_16": '{"a": 1}'.encode("utf-16"),
    "not_utf_8": b'{"a": "\xff"}',
    "nan": b"[NaN]",
    "infinity": b"[Infinity]",
    "minus_infinity": b"[-Infinity]",
    "number_beyond_floats": b"[1e999]",
    "number_of_5000_digits": b"1" * 5000,
    "nested_100000_deep": b"[" * 100_000,
    "nested_and_closed": b"[" * 100_000 + b"]" * 100_000,
    "single_quotes": b"{'a': 1}",
    "trailing_comma": b"[1,]",
    "control_character": b'"\x01"',
}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE)
def test_invalid_json_raises_value_error(codec, raw):
    """A13: no body raises anything else."""
    with pytest.raises(ValueError, match=r".") as caught:
        codec.loads(raw)
    assert type(caught.value) is ValueError


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b'{"a": [1, 2.5, true, null, "\xc3\xa9"]}', {"a": [1, 2.5, True, None, "é"]}),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b" [] ", []),
        (b"18446744073709551615", 2**64 - 1),
        (b'"\\ud83d\\ude00"', "\N{GRINNING FACE}"),
    ],
)
def test_both_libraries_read_the_same_values(codec, raw, value):
    """The extra `fast` changes only the speed."""
    assert codec.loads(raw) == value


def test_error_does_not_contain_the_body(codec):
    """S5: the body of a token response may be truncated after the token."""
    for raw in (b'{"token": "ghs_canary", ', b'{"token": "ghs_canary\xff'):
        with pytest.raises(ValueError, match=r".") as caught:
            codec.loads(raw)
        error = caught.value
        assert "canary" not in repr((error, error.__dict__, error.__cause__))


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        ({"a": [1, None, True, "é"]}, '{"a":[1,null,true,"é"]}'),
        ([], "[]"),
        ({"n": 2**53}, '{"n":9007199254740992}'),
    ],
)
def test_json_is_compact_utf_8(codec, value, raw):
    """Both libraries write the same bytes."""
    assert codec.dumps(value) == raw.encode()


@pytest.mark.parametrize(
    "value", [object(), {"a": {1, 2}}, "\ud800", b"bytes"], ids=type
)
def test_value_without_json_form_raises_value_error(codec, value):
    """Nothing else is sent in place of it."""
    with pytest.raises(ValueError, match=r".") as caught:
        codec.dumps(value)
    assert type(caught.value) is ValueError


def test_recursive_value_raises_value_error(codec):
    """Its JSON would be infinite."""
    value: list[object] = []
    value.append(value)
    with pytest.raises(ValueError, match=r"."):
        codec.dumps(value)
