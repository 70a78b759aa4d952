"""Names of repositories and organizations."""

import re

import pytest

from aioghactions._params import checks


@pytest.mark.parametrize(
    "arguments",
    [
        ("octo-org/hello",),
        ("octo-org", "hello"),
    ],
)
def test_repository_as_one_or_two_arguments(arguments):
    """Both forms have the same result."""
    assert checks.repository(*arguments) == ("octo-org", "hello")


@pytest.mark.parametrize("name", ["a.b", ".github", "x_y-z", "0", "a.git.b", "..."])
def test_valid_repository_names(name):
    """Letters, digits, dots, hyphens and underscores."""
    assert checks.repository("octo_corp", name) == ("octo_corp", name)
    assert checks.repository(f"octo_corp/{name}") == ("octo_corp", name)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/octo-org/hello",
        "https://github.com/octo-org/hello/",
        "https://github.com/octo-org/hello.git",
        "https://github.com/octo-org/hello/actions/runs/1",
        "https://x-access-token:CANARY@github.com/octo-org/hello.git",
        "https://api.github.com/repos/octo-org/hello",
        "git@github.com:octo-org/hello.git",
        "ssh://git@github.com/octo-org/hello.git",
        "/repos/octo-org/hello",
        "octo-org/hello/",
        "octo-org/hello.git",
        "octo-org/hello/actions",
    ],
)
def test_url_raises_without_the_url(url):
    """A URL from a browser or a git remote may contain a token."""
    with pytest.raises(ValueError, match='use "owner/name"') as caught:
        checks.repository(url)
    assert "CANARY" not in str(caught.value)
    assert ("a URL is not" in str(caught.value)) is ("://" in url or "@" in url)


@pytest.mark.parametrize(
    "arguments",
    [
        *[("hello",), ("",), ("/",), ("/hello",), ("octo-org/",), ("octo-org", "")],
        *[
            ("", ""),
            ("..", "hello"),
            ("octo-org", ".."),
            ("octo-org/..",),
            ("octo-org", "hello world"),
        ],
        *[("octo org/hello",), ("octo-org/hello\n",), ("ötto/hello",), ("a?b/c",)],
        *[("octo-org/%2e%2e",), ("octo-org\\hello",)],
    ],
)
def test_invalid_repository_name_raises(arguments):
    """The message has the value."""
    value = re.escape(repr("/".join(arguments)))
    with pytest.raises(ValueError, match=rf"^{value} is not a repository name"):
        checks.repository(*arguments)


@pytest.mark.parametrize(
    "arguments", [(None,), (5,), ("octo-org", 5), (b"a/b",), (["a/b"],)]
)
def test_repository_name_must_be_a_string(arguments):
    """Anything else is a TypeError."""
    with pytest.raises(TypeError, match=r"^a name must be a string, not \w+$"):
        checks.repository(*arguments)


def test_organization_name():
    """Returned unchanged."""
    assert checks.organization("octo-org") == "octo-org"


@pytest.mark.parametrize("name", ["", "octo-org/hello", "/", "..", "octo org"])
def test_invalid_organization_name_raises(name):
    """The message has the value."""
    with pytest.raises(ValueError, match="is not an organization name") as caught:
        checks.organization(name)
    assert repr(name) in str(caught.value)


def test_organization_url_raises_without_the_url():
    """It may contain a password."""
    with pytest.raises(ValueError, match="a URL is not an organization name") as caught:
        checks.organization("https://octocat:CANARY@github.com/octo-org")
    assert "CANARY" not in str(caught.value)
    with pytest.raises(TypeError, match="a name must be a string, not NoneType"):
        checks.organization(None)
