import pytest

from aioghactions._request import auth_headers

CANARY = "ghp_canary0123456789"


@pytest.mark.parametrize(
    "token", [CANARY, "x", "!~", "v1.0a1b/+=", "e" * 8192], ids=lambda t: t[:20]
)
def test_token_of_visible_ascii_is_valid(token: str):
    """S9: every token of GitHub is."""
    assert auth_headers.check_token(token) is token


INVALID = [
    *(chr(code) for code in [*range(0x21), *range(0x7F, 0xA1)]),
    "\u2028",
    "\u2029",
    "\u200b",
    "\ufeff",
    "é",
    "\ud800",
    "\U0001f600",
]


def test_token_with_other_characters_raises():
    """S9: the message does not contain the token."""
    for character in INVALID:
        with pytest.raises(ValueError, match="visible ASCII") as caught:
            auth_headers.check_token(f"{CANARY}{character}")
        assert "canary" not in repr(caught.value)


@pytest.mark.parametrize("form", ["\n{}", "{}\n", "{0}\n{0}"])
def test_token_with_a_line_break_raises(form: str):
    """S9: also at the end, as in the content of a file."""
    with pytest.raises(ValueError, match="visible ASCII"):
        auth_headers.check_token(form.format(CANARY))


@pytest.mark.parametrize(
    ("token", "why"), [("", "the token is empty"), ("x" * 8193, "a token is visible")]
)
def test_empty_or_long_token_raises(token: str, why: str):
    """S9: a token has 1 to 8,192 characters."""
    with pytest.raises(ValueError, match=why):
        auth_headers.check_token(token)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "token", "BASIC"])
def test_token_with_a_scheme_raises(scheme: str):
    """S9: as copied from a header; the message does not contain the token."""
    with pytest.raises(ValueError, match="without the word before it") as caught:
        auth_headers.check_token(f"{scheme} {CANARY}")
    assert "canary" not in repr(caught.value)
    assert auth_headers.check_token(f"{scheme}{CANARY}") == f"{scheme}{CANARY}"


@pytest.mark.parametrize("token", [None, CANARY.encode(), 7, [CANARY]])
def test_token_that_is_not_a_string_raises(token: object):
    """S9: the message names the type only."""
    with pytest.raises(TypeError, match=f"not {type(token).__name__}$") as caught:
        auth_headers.check_token(token)
    assert "canary" not in repr(caught.value)


@pytest.mark.parametrize("text", ["ci-bot/1.2", "ci-bot/1.2 (team a; b)", "x" * 256])
def test_user_agent_of_ascii_words_is_valid(text: str):
    """A11: name, version and comment."""
    assert auth_headers.check_user_agent(text) is text


@pytest.mark.parametrize(
    "text",
    ["", " ", " x", "x ", "a  b", "a\tb", "a\r\nX-Evil: 1", "a\x00", "é", "x" * 257],
)
def test_invalid_user_agent_raises(text: str):
    """S9: only single spaces between words; no header injection."""
    with pytest.raises(ValueError, match="user agent"):
        auth_headers.check_user_agent(text)


def test_user_agent_that_is_not_a_string_raises():
    """S9: bytes, for example."""
    with pytest.raises(TypeError, match="not bytes"):
        auth_headers.check_user_agent(b"ci-bot")


@pytest.mark.parametrize("text", ["2022-11-28", "v3", "x" * 64])
def test_api_version_of_visible_ascii_is_valid(text: str):
    """A10: the server decides whether it exists."""
    assert auth_headers.check_api_version(text) is text


@pytest.mark.parametrize("text", ["", "2022 11", "v3\r\nX: 1", "\u0663", "x" * 65])
def test_invalid_api_version_raises(text: str):
    """S9: only visible ASCII; no header injection."""
    with pytest.raises(ValueError, match="an API version is"):
        auth_headers.check_api_version(text)


def test_api_version_that_is_not_a_string_raises():
    """S9: a number, for example."""
    with pytest.raises(TypeError, match="not int"):
        auth_headers.check_api_version(20221128)


def test_token_digest_distinguishes_tokens():
    """A8: the key of a stored response does not contain the token."""
    one, other = (
        auth_headers.token_digest(CANARY),
        auth_headers.token_digest(CANARY + "x"),
    )
    assert one == auth_headers.token_digest(CANARY)
    assert len({one, other, auth_headers.token_digest(None)}) == 3
    assert len(one) == 32
    assert CANARY not in one
    assert auth_headers.token_digest(None) == ""
