import pytest

from aioghactions._request.auth_headers import RequestHeaders, user_agent_of
from aioghactions.auth import StaticToken

ACCEPT = "application/vnd.github+json"


class Vault:
    """A provider that gives what it is told to."""

    def __init__(self, *tokens):
        self.tokens = list(tokens)

    async def token(self):
        return self.tokens.pop(0)


def identity(provider, version="2022-11-28"):
    """Return an identity that asks ``provider``."""
    return RequestHeaders(provider=provider, api_version=version, user_agent="ua/1")


async def test_a_token_stands_in_the_headers():
    """S1: there, and in no repr."""
    one = identity(StaticToken("ghp_one"))
    headers = await one.headers()
    assert headers == {
        "accept": ACCEPT,
        "authorization": "Bearer ghp_one",
        "user-agent": "ua/1",
        "x-github-api-version": "2022-11-28",
    }
    assert "ghp_one" not in repr(headers) + repr(one)


async def test_nobody_says_nothing_of_himself():
    """A8: no token, no header, and an identity of its own."""
    nobody = identity(None, version=None)
    assert await nobody.headers() == {"accept": ACCEPT, "user-agent": "ua/1"}
    assert nobody.key("u").identity == nobody.key("u").api_version == ""


async def test_a_token_that_stays_is_looked_at_once():
    """Headers are built when the token changes, and not for each request."""
    one = identity(Vault("a", "a", "b", "a"))
    first, second = await one.headers(), await one.headers()
    assert second is first
    assert one.serial == 1
    third, fourth = await one.headers(), await one.headers()
    assert third["authorization"] == "Bearer b"
    assert fourth == first
    assert one.serial == 3


async def test_each_token_remembers_for_itself():
    """A8: the key tells tokens apart without giving them away."""
    one = identity(Vault("a", "b", "a"))
    keys = []
    for _ in range(3):
        await one.headers()
        keys.append(one.key("https://api.github.com/x"))
    assert keys[0] == keys[2] != keys[1]
    assert len({key.identity for key in keys}) == 2
    assert not {key.identity for key in keys} & {"a", "b"}


@pytest.mark.parametrize("token", ["", "ghp_a\n", "ghp a", "ghp_ä", None, 7, b"ghp_a"])
async def test_what_is_no_token_is_refused(token):
    """S9: before it stands in any header, and without being repeated."""
    one = identity(Vault(token, "ghp_good"))
    with pytest.raises((ValueError, TypeError)) as caught:
        await one.headers()
    assert not token or str(token).strip() not in str(caught.value)
    assert (await one.headers())["authorization"] == "Bearer ghp_good"


async def test_a_token_is_renewed_if_it_can_be():
    """A 401 is final for a token that stays as it is."""
    assert not await identity(StaticToken("ghp_one")).renew(0)
    assert not await identity(None).renew(0)


async def test_only_the_token_in_use_is_renewed():
    """A late 401 of an old token asks for nothing."""

    class Renewing(Vault):
        renewed = 0

        async def renew(self):
            self.renewed += 1

    vault = Renewing("a", "b")
    one = identity(vault)
    await one.headers()
    first = one.serial
    assert await one.renew(first)
    await one.headers()
    assert await one.renew(first)
    assert vault.renewed == 1
    assert await one.renew(one.serial)
    assert vault.renewed == 2


def test_storage_learns_nothing():
    """S1: neither token nor version nor what GitHub calls its media types."""
    told = identity(StaticToken("ghp_one")).anonymous()
    assert told == {
        "accept": "*/*",
        "accept-encoding": "identity",
        "user-agent": "ua/1",
    }


@pytest.mark.parametrize("application", [None, "", "ci-bot/1.2"])
def test_a_program_stands_before_the_library(application):
    """A11: never empty."""
    agent = user_agent_of(application)
    assert agent.startswith(application or "aioghactions/")
    assert "aioghactions/" in agent
