"""What people write where a repository or an organization is to be named."""

import re

import pytest

from aioghactions._params import checks


@pytest.mark.parametrize(
    "given",
    [
        ("octo-org/hello",),
        ("octo-org", "hello"),
    ],
)
def test_a_repository_has_an_owner_and_a_name(given):
    """Together or apart."""
    assert checks.repository(*given) == ("octo-org", "hello")


@pytest.mark.parametrize("name", ["a.b", ".github", "x_y-z", "0", "a.git.b", "..."])
def test_a_name_has_letters_digits_and_a_few_marks(name):
    """What GitHub lets people choose is taken."""
    assert checks.repository("octo_corp", name) == ("octo_corp", name)
    assert checks.repository(f"octo_corp/{name}") == ("octo_corp", name)


@pytest.mark.parametrize(
    "given",
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
def test_a_url_is_refused_and_not_shown(given):
    """A URL copied from a browser or a git remote may hold a token."""
    with pytest.raises(ValueError, match='use "owner/name"') as no:
        checks.repository(given)
    assert "CANARY" not in str(no.value)
    assert ("a URL is not" in str(no.value)) is ("://" in given or "@" in given)


@pytest.mark.parametrize(
    "given",
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
def test_what_is_no_repository_is_shown_with_how_it_is_written(given):
    """The message repeats what was given."""
    shown = re.escape(repr("/".join(given)))
    with pytest.raises(ValueError, match=rf"^{shown} is not a repository name"):
        checks.repository(*given)


@pytest.mark.parametrize(
    "given", [(None,), (5,), ("octo-org", 5), (b"a/b",), (["a/b"],)]
)
def test_a_repository_is_named_by_text(given):
    """Anything else is a mistake of another kind."""
    with pytest.raises(TypeError, match=r"^a name must be a string, not \w+$"):
        checks.repository(*given)


def test_an_organization_is_named_alone():
    """Its name, and nothing else."""
    assert checks.organization("octo-org") == "octo-org"


@pytest.mark.parametrize("given", ["", "octo-org/hello", "/", "..", "octo org"])
def test_what_is_no_organization_is_shown(given):
    """The message repeats it."""
    with pytest.raises(ValueError, match="is not an organization name") as no:
        checks.organization(given)
    assert repr(given) in str(no.value)


def test_an_address_of_an_organization_is_not_shown():
    """It may hold a password."""
    with pytest.raises(ValueError, match="a URL is not an organization name") as no:
        checks.organization("https://octocat:CANARY@github.com/octo-org")
    assert "CANARY" not in str(no.value)
    with pytest.raises(TypeError, match="a name must be a string, not NoneType"):
        checks.organization(None)
