"""What a refusal says, to the letter: it is all that its reader has to go by."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from aioghactions._core.messages import Request
from aioghactions._http import hosts, redirects
from aioghactions._lists import links
from aioghactions._request import auth_headers
from aioghactions.errors import GitHubActionsError

GITHUB = "https://api.github.com"
LIST = "/repos/{owner}/{repo}/actions/runs"


def _follow(location: str, *, status: int = 302, method: str = "GET") -> Any:
    request = Request(method=method, url=f"{GITHUB}/x")
    return redirects.follow(
        request, status, location, base=GITHUB, download=True, visited=(request.url,)
    )


def _neighbours(header: str) -> Any:
    return links.neighbours(header, base=GITHUB, template=LIST)


WORDS: list[tuple[str, Callable[[], object]]] = [
    (
        "base_url: an API's address has no query and no fragment",
        lambda: hosts.api_base(f"{GITHUB}?x"),
    ),
    (
        (
            "base_url: a token is sent over https only, or over http to a loopback"
            " address such as 127.0.0.1"
        ),
        lambda: hosts.api_base("http://ghe.corp.example"),
    ),
    (
        "base_url must be a string, not int",
        lambda: hosts.api_base(7),
    ),
    (
        "base_url: an address is missing; github.com needs none",
        lambda: hosts.api_base(""),
    ),
    (
        "base_url: the REST API of a server is at /api/v3, not /api/graphql",
        lambda: hosts.api_base("https://ghe.corp.example/api/graphql"),
    ),
    (
        "GITHUB_API_URL: an address must begin with https:// and a host",
        lambda: hosts.env_base({"GITHUB_API_URL": "ghe.corp.example"}),
    ),
    (
        "GH_HOST: an address has a malformed host",
        lambda: hosts.env_base({"GH_HOST": "-"}),
    ),
    (
        "no token for https://api.github.com: set GH_TOKEN or GITHUB_TOKEN",
        lambda: hosts.env_token(GITHUB, {"GH_ENTERPRISE_TOKEN": "ghp_x"}),
    ),
    (
        (
            "no token for https://ghe.corp.example/api/v3: set GH_ENTERPRISE_TOKEN"
            " with GH_HOST"
        ),
        lambda: hosts.env_token("https://ghe.corp.example/api/v3", {}),
    ),
    (
        "give the token alone, without the word before it",
        lambda: auth_headers.check_token("Bearer ghp_x"),
    ),
    (
        "GH_HOST is a host name, not an address",
        lambda: hosts.env_base({"GH_HOST": "https://ghe.corp.example"}),
    ),
    (
        "GH_HOST and GITHUB_API_URL name different servers",
        lambda: hosts.env_base({"GH_HOST": "a.example", "GITHUB_API_URL": GITHUB}),
    ),
    (
        (
            "base_url: not an API: github.com has https://api.github.com, and ghe.com"
            " has https://api.SUBDOMAIN.ghe.com"
        ),
        lambda: hosts.api_base("https://uploads.github.com"),
    ),
    (
        "base_url: the address of this API is https://api.github.com",
        lambda: hosts.api_base("https://github.com/octo-org"),
    ),
    (
        "the token is empty: is its variable set? None asks without",
        lambda: auth_headers.check_token(""),
    ),
    (
        (
            "a token is visible ASCII without spaces or line breaks; was it read from a"
            " file without stripping it?"
        ),
        lambda: auth_headers.check_token("ghp_x\n"),
    ),
    (
        (
            "a user agent is words of ASCII with single spaces between, of at most 256"
            " characters"
        ),
        lambda: auth_headers.check_user_agent("x  y"),
    ),
    (
        "an API version is a date such as 2022-11-28",
        lambda: auth_headers.check_api_version("x y"),
    ),
    (
        "a proxy's address is http://HOST:PORT or http://USER:PASSWORD@HOST:PORT",
        lambda: hosts.check_proxy("http://proxy.example/x", base=GITHUB, token=True),
    ),
    (
        "a proxy's address is http://HOST:PORT or http://USER:PASSWORD@HOST:PORT",
        lambda: hosts.check_proxy(
            "http://u:p://@proxy.example", base=GITHUB, token=True
        ),
    ),
    (
        "a proxy would see the token: the API is not asked by https",
        lambda: hosts.check_proxy(
            "http://proxy.example", base="http://[::1]", token=True
        ),
    ),
    (
        (
            "only the 302 of a download may leave the API; this one leads to"
            " https://storage.example: look at base_url"
        ),
        lambda: _follow("https://storage.example/x", status=301),
    ),
    (
        "a write was answered by a 303; it may have taken effect all the same",
        lambda: _follow("/y", status=303, method="POST"),
    ),
    (
        "a Link to another page: the header is too long",
        lambda: _neighbours("x" * 16_385),
    ),
    (
        "a Link to another page: the header is malformed",
        lambda: _neighbours("nonsense"),
    ),
    (
        "a Link to another page: the header is malformed",
        lambda: _neighbours(f"<{GITHUB}/repos/o/r/actions/runs>; rel=next nonsense"),
    ),
    (
        "a Link to another page: it leads to another list",
        lambda: _neighbours(f"<{GITHUB}/user>; rel=next"),
    ),
]


@pytest.mark.parametrize(
    ("words", "refused"),
    WORDS,
    ids=[f"{words[:32]} {n}" for n, (words, _) in enumerate(WORDS)],
)
def test_a_refusal_says_what_is_wanted(words: str, refused: Callable[[], object]):
    """S6, S9: whole sentences, without the value that was refused."""
    kinds = (TypeError, ValueError, GitHubActionsError)
    with pytest.raises(kinds, match=f"^{re.escape(words)}$"):
        refused()


def test_the_first_variable_that_holds_a_token_is_taken():
    """S6: blanks around it are no part of it, and blanks alone are no token."""
    environ = {"GH_TOKEN": " \n", "GITHUB_TOKEN": "ghp_x\n", "GH_HOST": "github.com"}
    assert hosts.env_token(GITHUB, environ) == "ghp_x"
