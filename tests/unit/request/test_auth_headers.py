import pytest

from aioghactions._request.auth_headers import RequestHeaders, user_agent_of
from aioghactions.auth import StaticToken

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
