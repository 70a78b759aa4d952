"""S6: a token of the environment is sent to its own host only."""

import re
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from aioghactions import Client, UnexpectedAnswerError, operations
from aioghactions.auth import StaticToken
from tests.support.origins import Origin, Origins, Received, response

CLOUD: Final = "https://api.github.com"
TENANT: Final = "https://api.octo.ghe.com"
SERVER: Final = "https://ghe.corp.example/api/v3"
TOKENS: Final = {
    name: f"ghp_CANARY_{name}"
    for name in (
        "GH_TOKEN",
        "GITHUB_TOKEN",
        "GH_ENTERPRISE_TOKEN",
        "GITHUB_ENTERPRISE_TOKEN",
    )
}
# Variables that name a host, and the API of it.
HOSTS: Final[tuple[tuple[Mapping[str, str], str], ...]] = (
    ({}, CLOUD),
    ({"GITHUB_API_URL": CLOUD}, CLOUD),
    ({"GITHUB_API_URL": SERVER}, SERVER),
    ({"GITHUB_API_URL": TENANT}, TENANT),
    ({"GH_HOST": "github.com"}, CLOUD),
    ({"GH_HOST": "octo.ghe.com"}, TENANT),
    ({"GH_HOST": "ghe.corp.example"}, SERVER),
    ({"GH_HOST": "ghe.corp.example", "GITHUB_API_URL": SERVER}, SERVER),
)
# The ``base_url`` argument and its API; None for no argument.
BASES: Final = {
    None: None,
    "https://api.github.com": CLOUD,
    "https://github.com": CLOUD,
    "https://api.octo.ghe.com": TENANT,
    "https://ghe.corp.example": SERVER,
    "https://other.corp.example": "https://other.corp.example/api/v3",
    "https://github.com.evil.example": "https://github.com.evil.example/api/v3",
    "https://api.github.com.evil.example": (
        "https://api.github.com.evil.example/api/v3"
    ),
    "https://xghe.com": "https://xghe.com/api/v3",
    "https://octo.ghe.com.evil.example": "https://octo.ghe.com.evil.example/api/v3",
    "https://xn--gthub-n4a.com": "https://xn--gthub-n4a.com/api/v3",
}
DEFINED: Final = (
    (),
    ("GH_TOKEN",),
    ("GITHUB_TOKEN",),
    ("GH_ENTERPRISE_TOKEN",),
    ("GITHUB_ENTERPRISE_TOKEN",),
    ("GH_TOKEN", "GITHUB_TOKEN"),
    ("GH_TOKEN", "GH_ENTERPRISE_TOKEN"),
    tuple(TOKENS),
)
CASES: Final = list(product(HOSTS, BASES.items(), DEFINED))


def expected(host: str, base: str | None, defined: tuple[str, ...]) -> str | None:
    """Return which variable's token is sent to the API, as S6 says."""
    target = base or host
    if target in {CLOUD, TENANT}:
        candidates = ("GH_TOKEN", "GITHUB_TOKEN")
    elif target == host:
        candidates = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")
    else:
        candidates = ()
    return next((name for name in candidates if name in defined), None)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return an environment without variables for GitHub."""
    for name in (*TOKENS, "GH_HOST", "GITHUB_API_URL"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


async def test_each_token_of_the_environment_is_for_its_host(
    environment: pytest.MonkeyPatch,
):
    """S6: every combination of variables, host of the environment and base_url."""
    for (hosts, host), (url, base), defined in CASES:
        with environment.context() as patch:
            for name, value in hosts.items():
                patch.setenv(name, value)
            for name in defined:
                patch.setenv(name, TOKENS[name])
            settings = {} if url is None else {"base_url": url}
            name = expected(host, base, defined)
            if name is None:
                with pytest.raises(ValueError, match="no token for") as caught:
                    Client.from_env(**settings)
                assert "CANARY" not in str(caught.value)
                continue
            client = Client.from_env(**settings)
        provider = client._pipeline.context.auth.provider
        assert isinstance(provider, StaticToken)
        assert await provider.token() == TOKENS[name]
        assert client.base_url == (base or host)


def test_matrix_has_more_than_500_cases(figure: Callable[[str], None]):
    """S6: it has all combinations."""
    assert len(CASES) == len(HOSTS) * len(BASES) * len(DEFINED) > 500
    figure(f"S6: {len(CASES)} environments and base URLs")


# tests/unit/http/test_hosts.py and test_urls.py have all forms that are rejected.
HOSTILE: Final = (
    "https://api.github.com@evil.example",
    "http://api.github.com",
    "https://g\u0131thub.com",  # a dotless i
)


@pytest.mark.parametrize("url", HOSTILE)
@pytest.mark.parametrize("source", ["argument", "GITHUB_API_URL", "constructor"])
def test_hostile_base_url_is_rejected(
    environment: pytest.MonkeyPatch, url: str, source: str
):
    """S6: from any source; the message does not contain a variable's value."""
    for name, token in TOKENS.items():
        environment.setenv(name, token)
    make: dict[str, Callable[[], Client]] = {
        "argument": lambda: Client.from_env(base_url=url),
        "constructor": lambda: Client(TOKENS["GH_TOKEN"], base_url=url),
        "GITHUB_API_URL": Client.from_env,
    }
    if source == "GITHUB_API_URL":
        environment.setenv(source, url)
    with pytest.raises(ValueError, match=r"\w") as caught:
        make[source]()
    assert "CANARY" not in str(caught.value)


def test_hostile_gh_host_is_rejected(environment: pytest.MonkeyPatch):
    """S6: ``GH_HOST`` must be a host name."""
    for name, token in TOKENS.items():
        environment.setenv(name, token)
    environment.setenv("GH_HOST", "api.github.com@evil.example")
    with pytest.raises(ValueError, match=r"\w") as caught:
        Client.from_env()
    assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize("token", ["ghp_x\r\nx: y", "gh p_x", "ghp_ä", " \n"])
def test_invalid_token_of_the_environment_is_rejected(
    environment: pytest.MonkeyPatch, token: str
):
    """S9: with a line break within, or with blanks only."""
    environment.setenv("GH_TOKEN", token)
    with pytest.raises(ValueError, match="token") as caught:
        Client.from_env()
    assert token not in str(caught.value)


def test_line_break_after_a_token_is_removed(
    environment: pytest.MonkeyPatch,
):
    """A variable set from a file is accepted."""
    environment.setenv("GH_TOKEN", f"{TOKENS['GH_TOKEN']}\n")
    assert Client.from_env().base_url == CLOUD


@pytest.fixture(scope="module")
def listing(listening: Origins) -> Origin:
    """Return an API whose next page is at ``_Next.link``."""
    return listening.listen(_page)


class _Next:
    link = ""


def _page(_: Received) -> bytes:
    body = b'{"total_count": 2, "artifacts": []}'
    return response(200, body, f'link: <{_Next.link}>; rel="next"')


@pytest.mark.parametrize(
    "link",
    [
        "http://{other}/repos/o/r/actions/artifacts?page=2",
        "http://localhost:{port}/repos/o/r/actions/artifacts?page=2",
        "https://{api}/repos/o/r/actions/artifacts?page=2",
        "http://{api}@{other}/repos/o/r/actions/artifacts?page=2",
        "//{other}/repos/o/r/actions/artifacts?page=2",
        "http://{api}/repos/o/r/actions/secrets?page=2",
        "http://{api}/repos/o/r/actions/artifacts/../secrets?page=2",
        "http://{api}/user?page=2",
    ],
)
async def test_next_page_of_another_origin_or_path_is_rejected(
    listening: Origins, listing: Origin, link: str
):
    """S6: ``Link`` is followed within its list; no other origin gets a request."""
    other = listening.listen(_page)
    listing.forget()
    _Next.link = link.format(
        api=listing.authority, other=other.authority, port=listing.port
    )
    token = TOKENS["GH_TOKEN"]
    async with Client(token, base_url=listing.url) as client:
        pager = client.repo("o/r").artifacts.list()
        with pytest.raises(UnexpectedAnswerError, match="Link") as caught:
            await anext(aiter(pager))
    await listening.quiet()
    assert len(listing.requests) == 1
    assert other.connections == 0
    assert not re.search("CANARY|page=2", str(caught.value))


async def test_netrc_is_not_used(
    listening: Origins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """S6: also by a client without a token."""
    netrc = tmp_path / "netrc"
    netrc.write_text("default login octocat password CANARY\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    api = listening.listen(lambda _: response(204))
    async with Client.anonymous(base_url=api.url) as client:
        await client.send(operations.delete_workflow_run("o", "r", 1))
    (seen,) = api.requests
    assert not seen.values("authorization")
