import pytest

from aioghactions._request import auth_headers

CANARY = "ghp_canary0123456789"


@pytest.mark.parametrize(
    "token", [CANARY, "x", "!~", "v1.0a1b/+=", "e" * 8192], ids=lambda t: t[:20]
)
def test_a_token_of_visible_ascii_is_returned(token: str):
    """S9: every token that GitHub ever issued passes."""
    assert auth_headers.check_token(token) is token


BAD = [
    *(chr(code) for code in [*range(0x21), *range(0x7F, 0xA1)]),
    "\u2028",
    "\u2029",
    "\u200b",
    "\ufeff",
    "é",
    "\ud800",
    "\U0001f600",
]


def test_a_token_with_anything_else_is_refused_unseen():
    """S9: no header injection, and no token in the message."""
    for character in BAD:
        with pytest.raises(ValueError, match="visible ASCII") as caught:
            auth_headers.check_token(f"{CANARY}{character}")
        assert "canary" not in repr(caught.value)


@pytest.mark.parametrize("form", ["\n{}", "{}\n", "{0}\n{0}"])
def test_a_line_break_is_refused_at_either_end_too(form: str):
    """S9: a file's last line break is part of what was read from it."""
    with pytest.raises(ValueError, match="visible ASCII"):
        auth_headers.check_token(form.format(CANARY))


@pytest.mark.parametrize(
    ("token", "why"), [("", "the token is empty"), ("x" * 8193, "a token is visible")]
)
def test_an_empty_or_endless_token_is_refused(token: str, why: str):
    """S9: a token has between 1 and 8,192 characters."""
    with pytest.raises(ValueError, match=why):
        auth_headers.check_token(token)


@pytest.mark.parametrize("word", ["Bearer", "bearer", "token", "BASIC"])
def test_a_token_stands_alone(word: str):
    """S9: whoever copies a whole header is told so, and not what was in it."""
    with pytest.raises(ValueError, match="without the word before it") as caught:
        auth_headers.check_token(f"{word} {CANARY}")
    assert "canary" not in repr(caught.value)
    assert auth_headers.check_token(f"{word}{CANARY}") == f"{word}{CANARY}"


@pytest.mark.parametrize("token", [None, CANARY.encode(), 7, [CANARY]])
def test_a_token_that_is_no_string_is_refused_unseen(token: object):
    """S9: the message names the type only."""
    with pytest.raises(TypeError, match=f"not {type(token).__name__}$") as caught:
        auth_headers.check_token(token)
    assert "canary" not in repr(caught.value)


@pytest.mark.parametrize("text", ["ci-bot/1.2", "ci-bot/1.2 (team a; b)", "x" * 256])
def test_a_user_agent_is_words_of_ascii(text: str):
    """A11: name, version and a comment."""
    assert auth_headers.check_user_agent(text) is text


@pytest.mark.parametrize(
    "text",
    ["", " ", " x", "x ", "a  b", "a\tb", "a\r\nX-Evil: 1", "a\x00", "é", "x" * 257],
)
def test_a_user_agent_cannot_carry_another_header(text: str):
    """S9: anything but single spaces between words is refused."""
    with pytest.raises(ValueError, match="user agent"):
        auth_headers.check_user_agent(text)


def test_a_user_agent_that_is_no_string_is_refused():
    """S9: bytes are a frequent mistake."""
    with pytest.raises(TypeError, match="not bytes"):
        auth_headers.check_user_agent(b"ci-bot")


@pytest.mark.parametrize("text", ["2022-11-28", "v3", "x" * 64])
def test_an_api_version_is_for_the_server_to_know(text: str):
    """A10: whatever can stand in a header is asked for."""
    assert auth_headers.check_api_version(text) is text


@pytest.mark.parametrize("text", ["", "2022 11", "v3\r\nX: 1", "\u0663", "x" * 65])
def test_an_api_version_cannot_carry_another_header(text: str):
    """S9: nothing but visible ASCII."""
    with pytest.raises(ValueError, match="an API version is"):
        auth_headers.check_api_version(text)


def test_an_api_version_that_is_no_string_is_refused():
    """S9: a number or a date is a frequent mistake."""
    with pytest.raises(TypeError, match="not int"):
        auth_headers.check_api_version(20221128)


def test_an_identity_tells_tokens_apart_and_hides_them():
    """A8: the key of the memory is no token."""
    one, other = (
        auth_headers.token_digest(CANARY),
        auth_headers.token_digest(CANARY + "x"),
    )
    assert one == auth_headers.token_digest(CANARY)
    assert len({one, other, auth_headers.token_digest(None)}) == 3
    assert len(one) == 32
    assert CANARY not in one
    assert auth_headers.token_digest(None) == ""
