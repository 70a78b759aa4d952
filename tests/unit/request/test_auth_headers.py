import pytest

from aioghactions._request.auth_headers import RequestHeaders, user_agent_of
from aioghactions.auth import StaticToken

ACCEPT = "application/vnd.github+json"


class Tokens:
    """A provider of given tokens, one a request."""

    def __init__(self, *tokens):
        self.tokens = list(tokens)

    async def token(self):
        return self.tokens.pop(0)


def headers_of(provider, version="2022-11-28"):
    """Return request headers with the tokens of ``provider``."""
    return RequestHeaders(provider, version, "ua/1")


async def test_token_appears_in_the_headers_only():
    """S1: there, and in no repr."""
    request_headers = headers_of(StaticToken("ghp_one"))
    headers = await request_headers.headers()
    assert headers == {
        "accept": ACCEPT,
        "authorization": "Bearer ghp_one",
        "user-agent": "ua/1",
        "x-github-api-version": "2022-11-28",
    }
    assert "ghp_one" not in repr(headers) + repr(request_headers)


async def test_no_token_and_no_version_send_no_header():
    """A8: nor does the cache then need one."""
    anonymous = headers_of(None, version=None)
    assert await anonymous.headers() == {"accept": ACCEPT, "user-agent": "ua/1"}
    assert anonymous.key("u") == headers_of(None, version=None).key("u")


async def test_unchanged_token_is_checked_once():
    """Headers are built when the token changes, not for each request."""
    request_headers = headers_of(Tokens("a", "a", "b", "a"))
    first, second = await request_headers.headers(), await request_headers.headers()
    assert second is first
    assert request_headers.serial == 1
    third, fourth = await request_headers.headers(), await request_headers.headers()
    assert third["authorization"] == "Bearer b"
    assert fourth == first
    assert request_headers.serial == 3


async def test_cache_keys_differ_by_token_and_do_not_contain_it():
    """A8, S5: the key is a digest, which also hides the URL."""
    request_headers = headers_of(Tokens("a", "b", "a"))
    keys = []
    for _ in range(3):
        await request_headers.headers()
        keys.append(request_headers.key("https://api.github.com/x"))
    assert keys[0] == keys[2] != keys[1]
    assert [len(key) for key in keys] == [32, 32, 32]


def test_cache_keys_differ_by_url_and_version():
    """A8: what GitHub returns depends on both."""
    keys = {
        headers_of(None, version=version).key(url)
        for url in ("https://h/a", "https://h/b", "https://h/a?b=c")
        for version in (None, "2022-11-28", "2026-03-10")
    }
    assert len(keys) == 9


@pytest.mark.parametrize("token", ["", "ghp_a\n", "ghp a", "ghp_ä", None, 7, b"ghp_a"])
async def test_invalid_token_raises(token):
    """S9: before it is in any header; the message does not contain it."""
    request_headers = headers_of(Tokens(token, "ghp_good"))
    with pytest.raises((ValueError, TypeError)) as caught:
        await request_headers.headers()
    assert not token or str(token).strip() not in str(caught.value)
    assert (await request_headers.headers())["authorization"] == "Bearer ghp_good"


async def test_fixed_token_is_not_renewed():
    """A 401 is final for it."""
    assert not await headers_of(StaticToken("ghp_one")).renew(0)
    assert not await headers_of(None).renew(0)


async def test_only_the_token_in_use_is_renewed():
    """A late 401 of an old token renews nothing."""

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


def test_storage_gets_nothing_of_the_api():
    """S1: neither the token nor the version nor GitHub's media types."""
    assert headers_of(StaticToken("ghp_one")).anonymous == {
        "accept": "*/*",
        "accept-encoding": "identity",
        "user-agent": "ua/1",
    }


@pytest.mark.parametrize("application", [None, "", "ci-bot/1.2"])
def test_user_agent_begins_with_the_application(application):
    """A11: never empty."""
    agent = user_agent_of(application)
    assert agent.startswith(application or "aioghactions/")
    assert "aioghactions/" in agent
