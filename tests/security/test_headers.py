import re
from typing import Any

import pytest

from aioghactions import Client, operations
from tests.support.origins import Origin, Origins, response

DELETE = operations.delete_workflow_run("o", "r", 1)


@pytest.mark.parametrize("setting", ["auth", "user_agent", "api_version"])
@pytest.mark.parametrize("character", ["\r", "\n", "\x00", "\x7f", "\u2028", "é"])
def test_setting_with_a_control_character_is_rejected(setting: str, character: str):
    """S9: also at the end, as in a token read from a file."""
    value = f"CANARY{character}"
    with pytest.raises(ValueError, match=r"\w") as caught:
        Client(**{"auth": "ghp_x", setting: value})
    assert "ARY" not in str(caught.value)


@pytest.mark.parametrize("name", ["user_agent", "api_version"])
@pytest.mark.parametrize("value", [1, 1.5, b"bytes", ["list"], object()], ids=type)
def test_setting_must_be_a_string(name: str, value: Any):
    """S9: nothing else is converted."""
    with pytest.raises(TypeError, match="must be a string"):
        Client("ghp_x", **{name: value})


class Provider:
    """Provides a given value as the token."""

    def __init__(self, token: Any) -> None:
        self.value = token

    async def token(self) -> str:
        return self.value


@pytest.fixture(scope="module")
def api(listening: Origins) -> Origin:
    """Return an API that responds with 204."""
    return listening.listen(lambda _: response(204))


async def test_token_of_a_provider_is_checked(api: Origin):
    """S9: each time; nothing is sent."""
    for value in ("ghp_CANARY\n", "ghp_CANARY\r\nx-injected: 1", "CAN ARY", ""):
        async with Client(Provider(value), base_url=api.url) as client:
            with pytest.raises(ValueError, match="token") as caught:
                await client.send(DELETE)
        assert "CANARY" not in str(caught.value)
    assert not api.requests
    assert not api.unparsed


@pytest.mark.parametrize("value", [b"ghp_x", 7], ids=repr)
async def test_token_of_a_provider_must_be_a_string(api: Origin, value: Any):
    """S9: nothing else is converted."""
    async with Client(Provider(value), base_url=api.url) as client:
        with pytest.raises(TypeError, match="token"):
            await client.send(DELETE)
    assert not api.requests


async def test_settings_are_sent_unchanged(listening: Origins):
    """S9, A11: one header each, with the given value."""
    api = listening.listen(lambda _: response(204))
    async with Client(
        "ghp_x", base_url=api.url, user_agent="ci-bot/1.2 (+mail)", api_version="v-9.1"
    ) as client:
        await client.send(DELETE)
    (seen,) = api.requests
    assert seen.values("authorization") == ["Bearer ghp_x"]
    assert seen.values("x-github-api-version") == ["v-9.1"]
    (agent,) = seen.values("user-agent")
    assert re.fullmatch(
        r"ci-bot/1\.2 \(\+mail\) aioghactions/\S+ python/\S+ aiohttp/\S+", agent
    )
    assert {name for name, _ in seen.headers} == {
        "accept",
        "accept-encoding",
        "authorization",
        "content-length",
        "host",
        "user-agent",
        "x-github-api-version",
    }
