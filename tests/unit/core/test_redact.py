import copy
import pickle
from collections.abc import Callable

import pytest

from aioghactions._core import redact


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Not Found", "Not Found"),
        ("  two\r\n lines\t", "two lines"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("\x9b31mred", "31mred"),
        ("a\x00b\x7fc\x85d", "a b c d"),
        ("abc\u202egnp.exe\u2066x", "abc gnp.exe x"),
        ("zero\u200bwidth\ufeff", "zero width"),
        ("half\ud800pair", "half pair"),
        ("line\u2028sep", "line sep"),
        ("non\u00a0breaking", "non breaking"),
        ("tag\U000e0041s", "tag s"),
        ("naïve 日本 🎉", "naïve 日本 🎉"),
        ("", ""),
        ("\x00\x01", ""),
    ],
)
def test_control_characters_are_replaced(text: str, line: str):
    """S13: nothing that a terminal acts on, and nothing invisible."""
    assert redact.one_line(text) == line
    line.encode()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("token ghp_canary0123456789 is bad", "token *** is bad"),
        ("ghs_canary ghu_canary gho_canary ghr_canary", "*** *** *** ***"),
        ("github_pat_11A_canary", "***"),
        ("Authorization: Bearer canary!", "Authorization: Bearer ***"),
        ("jwt eyJhbGci.eyJpc3M-x.canary_sig,", "jwt ***,"),
        ("authorization: token 0123456789abcdefcanary", "authorization: token ***"),
        ("Basic dXNlcjpjYW5hcnk=", "Basic ***"),
        ("Basic authentication is gone", "Basic authentication is gone"),
        ("no token given", "no token given"),
        ("see https://h/x?sig=canary&b=1 now", "see https://h/x?*** now"),
        ("https://h/?canary", "https://h/?***"),
        ("Really? Yes", "Really? Yes"),
        ("bearer\u200bcanary", "bearer ***"),
    ],
)
def test_secrets_are_masked(text: str, line: str):
    """S5: also in an error page that repeats the request."""
    assert redact.one_line(text) == line


def test_length_is_bounded():
    """A13: truncated text ends with an ellipsis."""
    assert redact.one_line("x" * 300) == "x" * 300
    assert redact.one_line("x" * 301) == "x" * 299 + "…"
    assert redact.one_line("abc def", max_length=5) == "abc…"
    assert redact.one_line("x" * 10**6, max_length=10**6) == "x" * 4096


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b"", ""),
        (b"upstream connect error", "upstream connect error"),
        (b"<html><head><TITLE>502\n Bad Gateway</TITLE>", "502 Bad Gateway"),
        (b"<h1>Oh no</h1><title lang=en>502</title><p>much else", "502"),
        (b"<html><h1>Whoa there!</h1><p>Slow down</p>", "Whoa there! Slow down"),
        (b"<title></title><b>x</b>", "x"),
        (b"\xff\xfe\x00", "\ufffd\ufffd"),
        (b"a < b <i>c</i>", "a < b c"),
        (b"<" * 5000, "<" * 199 + "…"),
        (b"x" * 5000 + b"<title>late</title>", "x" * 199 + "…"),
        (b'{"deep": ' * 9, '{"deep":' + ' {"deep":' * 8),
    ],
)
def test_body_excerpt_is_the_title_or_the_first_words(body: bytes, shown: str):
    """A13: of an HTML page or plain text."""
    assert redact.body_excerpt(body) == shown


@pytest.mark.parametrize("write", [pickle.dumps, copy.copy, copy.deepcopy])
def test_unpicklable_is_neither_pickled_nor_copied(write: Callable[[object], object]):
    """S5: in no subclass."""

    class Secret(redact.Unpicklable):
        pass

    with pytest.raises(TypeError, match="cannot be pickled or copied"):
        write(Secret())


def test_only_the_last_secrets_are_remembered():
    """S5: a client that renews its token for months does not grow."""
    known = redact.KnownSecrets()
    secrets = [f"{number:040x}" for number in range(17)]
    for secret in secrets:
        known.add(secret)
    assert known.mask(secrets[0]) == secrets[0]
    assert [known.mask(secret) for secret in secrets[1:]] == ["***"] * 16
