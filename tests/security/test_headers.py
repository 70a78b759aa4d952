import re
from collections.abc import Iterable
from typing import Any

import pytest

from aioghactions import Client, operations
from tests.support.origins import Origin, Origins, response

DELETE = operations.delete_workflow_run("o", "r", 1)

# C0 with DEL, C1, and what Unicode or some program takes for an end of line, a
# space or nothing at all.
CONTROLS = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))]
UNICODE = list(
    "\u00a0\u00ad\u1680\u2000\u200b\u2028\u2029\u202e\u3000\ufeff\ud800é中😀"
)
TABLE = [*CONTROLS, *UNICODE]
IDS = [f"{ord(character):04x}" for character in TABLE]


def spoilt(character: str) -> Iterable[str]:
    """Return a value with ``character`` before, within and after it."""
    yield f"{character}CANARY"
    yield f"CAN{character}ARY"
    yield f"CANARY{character}"
    yield f"CANARY{character}x-injected: 1"


def refuses(value: str, **settings: Any) -> None:
    """Check that a client is not made, and that the message shows nothing."""
    with pytest.raises(ValueError, match=r"\w") as caught:
        Client(settings.pop("auth", "ghp_x"), **settings)
    assert value not in str(caught.value)
    assert "CANARY" not in str(caught.value)
    assert "ARY" not in str(caught.value)


@pytest.mark.parametrize("character", [*TABLE, " "], ids=[*IDS, "0020"])
def test_a_token_holds_no_character_that_could_end_a_header(character: str):
    """S9: at either end too, where a file's last line break stands."""
    for value in spoilt(character):
        refuses(value, auth=value)


@pytest.mark.parametrize("character", TABLE, ids=IDS)
def test_a_user_agent_holds_no_character_that_could_end_a_header(character: str):
    """S9: words with single spaces, of visible ASCII."""
    for value in spoilt(character):
        refuses(value, user_agent=value)


@pytest.mark.parametrize("character", [*TABLE, " "], ids=[*IDS, "0020"])
def test_a_version_holds_no_character_that_could_end_a_header(character: str):
    """S9: what stands in X-GitHub-Api-Version is visible ASCII."""
    for value in spoilt(character):
        refuses(value, api_version=value)


@pytest.mark.parametrize("name", ["user_agent", "api_version"])
@pytest.mark.parametrize("value", [1, 1.5, b"bytes", ["list"], object()], ids=type)
def test_what_stands_in_a_header_is_text(name: str, value: Any):
    """S9: nothing is made a string by accident."""
    with pytest.raises(TypeError, match="is a string"):
        Client("ghp_x", **{name: value})


@pytest.mark.parametrize("value", ["", "x" * 300])
def test_a_version_has_a_length(value: str):
    """S9: neither nothing nor a novel."""
    with pytest.raises(ValueError, match="API version"):
        Client("ghp_x", api_version=value)


class Provider:
    """Gives out whatever it was told."""

    def __init__(self, token: Any) -> None:
        self.value = token

    async def token(self) -> str:
        return self.value


@pytest.fixture(scope="module")
def api(listening: Origins) -> Origin:
    """Return an API that is content with everything."""
    return listening.listen(lambda _: response(204))


@pytest.mark.parametrize("character", [*TABLE, " "], ids=[*IDS, "0020"])
async def test_a_token_of_a_provider_is_checked_as_well(api: Origin, character: str):
    """S9: each time it gives one; nothing is sent."""
    for value in spoilt(character):
        async with Client(Provider(value), base_url=api.url) as client:
            with pytest.raises(ValueError, match="token") as caught:
                await client.send(DELETE)
        assert "CANARY" not in str(caught.value)
    assert not api.requests
    assert not api.unread


@pytest.mark.parametrize("value", [b"ghp_x", 7], ids=repr)
async def test_a_provider_gives_text(api: Origin, value: Any):
    """S9: what is no string is no token."""
    async with Client(Provider(value), base_url=api.url) as client:
        with pytest.raises(TypeError, match="token"):
            await client.send(DELETE)
    assert not api.requests


async def test_what_is_sent_is_what_was_checked(listening: Origins):
    """S9, A11: one header each, with exactly this value."""
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
