import pytest

from aioghactions._request.auth_headers import (
    RequestHeaders,
    check_api_version,
    check_token,
    check_user_agent,
    token_digest,
    user_agent_of,
)
from aioghactions.auth import StaticToken

CANARY = "ghp_canary0123456789"
ACCEPT = "application/vnd.github+json"


class Tokens:
    """A provider that returns given tokens."""

    def __init__(self, *tokens):
        self.tokens = list(tokens)

    async def token(self):
        return self.tokens.pop(0)


def headers_of(provider, version="2022-11-28"):
    """Return the headers with tokens of ``provider``."""
    return RequestHeaders(provider=provider, api_version=version, user_agent="ua/1")


async def test_headers_with_a_token():
    """S1: the token is not in any repr."""
    request_headers = headers_of(StaticToken("ghp_one"))
    headers = await request_headers.headers()
    assert headers == {
        "accept": ACCEPT,
        "authorization": "Bearer ghp_one",
        "user-agent": "ua/1",
        "x-github-api-version": "2022-11-28",
    }
    assert "ghp_one" not in repr(headers) + repr(request_headers)


async def test_headers_without_a_token():
    """A8: no Authorization header, and an empty identity in the key."""
    anonymous = headers_of(None, version=None)
    assert await anonymous.headers() == {"accept": ACCEPT, "user-agent": "ua/1"}
    assert anonymous.key("u").identity == anonymous.key("u").api_version == ""


async def test_headers_are_cached_until_the_token_changes():
    """They are not built for each request."""
    request_headers = headers_of(Tokens("a", "a", "b", "a"))
    first, second = await request_headers.headers(), await request_headers.headers()
    assert second is first
    assert request_headers.serial == 1
    third, fourth = await request_headers.headers(), await request_headers.headers()
    assert third["authorization"] == "Bearer b"
    assert fourth == first
    assert request_headers.serial == 3


async def test_key_distinguishes_tokens():
    """A8: without containing them."""
    request_headers = headers_of(Tokens("a", "b", "a"))
    keys = []
    for _ in range(3):
        await request_headers.headers()
        keys.append(request_headers.key("https://api.github.com/x"))
    assert keys[0] == keys[2] != keys[1]
    assert len({key.identity for key in keys}) == 2
    assert not {key.identity for key in keys} & {"a", "b"}


@pytest.mark.parametrize("token", ["", "ghp_a\n", "ghp a", "ghp_ä", None, 7, b"ghp_a"])
async def test_invalid_token_of_a_provider_raises(token):
    """S9: the message does not contain it."""
    request_headers = headers_of(Tokens(token, "ghp_good"))
    with pytest.raises((ValueError, TypeError)) as caught:
        await request_headers.headers()
    assert not token or str(token).strip() not in str(caught.value)
    assert (await request_headers.headers())["authorization"] == "Bearer ghp_good"


async def test_static_token_is_not_renewed():
    """A 401 of a static token is final."""
    assert not await headers_of(StaticToken("ghp_one")).renew(0)
    assert not await headers_of(None).renew(0)


async def test_only_the_token_in_use_is_renewed():
    """A late 401 of an old token does not renew again."""

    class Renewing(Tokens):
        renewed = 0

        async def renew(self):
            self.renewed += 1

    provider = Renewing("a", "b")
    request_headers = headers_of(provider)
    await request_headers.headers()
    first = request_headers.serial
    assert await request_headers.renew(first)
    await request_headers.headers()
    assert await request_headers.renew(first)
    assert provider.renewed == 1
    assert await request_headers.renew(request_headers.serial)
    assert provider.renewed == 2


def test_headers_for_storage():
    """S1: neither token, API version nor GitHub's media type."""
    found = headers_of(StaticToken("ghp_one")).anonymous()
    assert found == {
        "accept": "*/*",
        "accept-encoding": "identity",
        "user-agent": "ua/1",
    }


@pytest.mark.parametrize("application", [None, "", "ci-bot/1.2"])
def test_user_agent_of_the_program_comes_first(application):
    """A11: the user agent is never empty."""
    agent = user_agent_of(application)
    assert agent.startswith(application or "aioghactions/")
    assert "aioghactions/" in agent


@pytest.mark.parametrize(
    "token", [CANARY, "x", "!~", "v1.0a1b/+=", "e" * 8192], ids=lambda t: t[:20]
)
def test_token_of_visible_ascii_is_valid(token: str):
    """S9: every token of GitHub is."""
    assert check_token(token) is token


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
            check_token(f"{CANARY}{character}")
        assert "canary" not in repr(caught.value)


@pytest.mark.parametrize("form", ["\n{}", "{}\n", "{0}\n{0}"])
def test_token_with_a_line_break_raises(form: str):
    """S9: also at the end, as in the content of a file."""
    with pytest.raises(ValueError, match="visible ASCII"):
        check_token(form.format(CANARY))


@pytest.mark.parametrize(
    ("token", "why"), [("", "the token is empty"), ("x" * 8193, "a token is visible")]
)
def test_empty_or_long_token_raises(token: str, why: str):
    """S9: a token has 1 to 8,192 characters."""
    with pytest.raises(ValueError, match=why):
        check_token(token)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "token", "BASIC"])
def test_token_with_a_scheme_raises(scheme: str):
    """S9: as copied from a header; the message does not contain the token."""
    with pytest.raises(ValueError, match="without the word before it") as caught:
        check_token(f"{scheme} {CANARY}")
    assert "canary" not in repr(caught.value)
    assert check_token(f"{scheme}{CANARY}") == f"{scheme}{CANARY}"


@pytest.mark.parametrize("token", [None, CANARY.encode(), 7, [CANARY]])
def test_token_that_is_not_a_string_raises(token: object):
    """S9: the message names the type only."""
    with pytest.raises(TypeError, match=f"not {type(token).__name__}$") as caught:
        check_token(token)
    assert "canary" not in repr(caught.value)


@pytest.mark.parametrize("text", ["ci-bot/1.2", "ci-bot/1.2 (team a; b)", "x" * 256])
def test_user_agent_of_ascii_words_is_valid(text: str):
    """A11: name, version and comment."""
    assert check_user_agent(text) is text


@pytest.mark.parametrize(
    "text",
    ["", " ", " x", "x ", "a  b", "a\tb", "a\r\nX-Evil: 1", "a\x00", "é", "x" * 257],
)
def test_invalid_user_agent_raises(text: str):
    """S9: only single spaces between words; no header injection."""
    with pytest.raises(ValueError, match="user agent"):
        check_user_agent(text)


def test_user_agent_that_is_not_a_string_raises():
    """S9: bytes, for example."""
    with pytest.raises(TypeError, match="not bytes"):
        check_user_agent(b"ci-bot")


@pytest.mark.parametrize("text", ["2022-11-28", "v3", "x" * 64])
def test_api_version_of_visible_ascii_is_valid(text: str):
    """A10: the server decides whether it exists."""
    assert check_api_version(text) is text


@pytest.mark.parametrize("text", ["", "2022 11", "v3\r\nX: 1", "\u0663", "x" * 65])
def test_invalid_api_version_raises(text: str):
    """S9: only visible ASCII; no header injection."""
    with pytest.raises(ValueError, match="an API version is"):
        check_api_version(text)


def test_api_version_that_is_not_a_string_raises():
    """S9: a number, for example."""
    with pytest.raises(TypeError, match="not int"):
        check_api_version(20221128)


def test_token_digest_distinguishes_tokens():
    """A8: the key of a stored response does not contain the token."""
    one, other = (
        token_digest(CANARY),
        token_digest(CANARY + "x"),
    )
    assert one == token_digest(CANARY)
    assert len({one, other, token_digest(None)}) == 3
    assert len(one) == 32
    assert CANARY not in one
    assert token_digest(None) == ""
