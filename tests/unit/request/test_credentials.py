import pytest

from aioghactions._request import auth_headers

CANARY = "ghp_canary0123456789"


@pytest.mark.parametrize(
    "token", [CANARY, "x", "!~", "v1.0a1b/+=", "e" * 8192], ids=lambda t: t[:20]
)
def test_token_of_visible_ascii_is_valid(token: str):
    """S9: as every kind of token is that GitHub has issued."""
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


def test_token_with_another_character_raises():
    """S9: no header injection, and no token in the message."""
    for character in BAD:
        with pytest.raises(ValueError, match="visible ASCII") as caught:
            auth_headers.check_token(f"{CANARY}{character}")
        assert "canary" not in repr(caught.value)


@pytest.mark.parametrize("form", ["\n{}", "{}\n", "{0}\n{0}"])
def test_token_with_a_line_break_raises(form: str):
    """S9: at the start, at the end (as read from a file), in the middle."""
    with pytest.raises(ValueError, match="visible ASCII"):
        auth_headers.check_token(form.format(CANARY))


@pytest.mark.parametrize(
    ("token", "why"),
    [("", "the token is empty.*Client.anonymous"), ("x" * 8193, "visible ASCII")],
)
def test_token_has_1_to_8192_characters(token: str, why: str):
    """S9: an empty variable and a whole file are frequent mistakes."""
    with pytest.raises(ValueError, match=why):
        auth_headers.check_token(token)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "token", "BASIC"])
def test_token_with_an_authentication_scheme_raises(scheme: str):
    """S9: the message names the prefix and does not contain the token."""
    with pytest.raises(ValueError, match=r"without a .* prefix") as caught:
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
def test_user_agent_is_words_of_ascii(text: str):
    """A11: name, version and a comment."""
    assert auth_headers.check_user_agent(text) is text


@pytest.mark.parametrize(
    "text",
    ["", " x", "x ", "a  b", "a\tb", "\na", "a\r\nX-Evil: 1", "a\n", "é", "x" * 257],
)
def test_invalid_user_agent_raises(text: str):
    """S9: anything but single spaces between words is rejected."""
    with pytest.raises(ValueError, match="user_agent must be"):
        auth_headers.check_user_agent(text)


def test_user_agent_that_is_not_a_string_raises():
    """S9: bytes are a frequent mistake."""
    with pytest.raises(TypeError, match="not bytes"):
        auth_headers.check_user_agent(b"ci-bot")


@pytest.mark.parametrize("text", ["2022-11-28", "v3", "x" * 64])
def test_any_visible_api_version_is_valid(text: str):
    """A10: the server rejects unknown versions."""
    assert auth_headers.check_api_version(text) is text


@pytest.mark.parametrize(
    "text", ["", "2022 11", "\nv3", "v3\r\nX: 1", "v3\n", "\u0663", "x" * 65]
)
def test_invalid_api_version_raises(text: str):
    """S9: no header injection."""
    with pytest.raises(ValueError, match="api_version must be"):
        auth_headers.check_api_version(text)


def test_api_version_that_is_not_a_string_raises():
    """S9: a number or a date is a frequent mistake."""
    with pytest.raises(TypeError, match="not int"):
        auth_headers.check_api_version(20221128)
