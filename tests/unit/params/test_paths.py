from urllib.parse import unquote

import pytest
from hypothesis import given, strategies as st

from aioghactions._http.urls import parse_url
from aioghactions._params import checks, encode

TEMPLATE = "/repos/{owner}/{repo}/actions/runs"


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        ("octo-org", "octo-org"),
        (30433642, "30433642"),
        ("ci.yml", "ci.yml"),
        (".github", ".github"),
        ("a..b", "a..b"),
        ("...", "..."),
        ("a/b", "a%2Fb"),
        ("a/..b", "a%2F..b"),
        ("a?x", "a%3Fx"),
        ("a#f", "a%23f"),
        ("%2f", "%252f"),
        ("a b", "a%20b"),
        ("ä", "%C3%A4"),
        ("a\\b", "a%5Cb"),
    ],
)
def test_value_is_encoded_as_one_segment(value, encoded):
    """S8: slashes and other delimiters are percent-encoded."""
    assert encode.fill_path("/x/{v}/y", v=value) == f"/x/{encoded}/y"


@pytest.mark.parametrize(
    "value",
    [
        "",
        ".",
        "..",
        "%2e",
        "%2E%2e",
        ".%2e",
        "%2E.",
        "../x",
        "../..",
        "a/../b",
        "a/.",
        "a%2F..",
        "..\\x",
        "a\x00b",
        "a\nb",
        "a\x7f",
        "\x85",
        "\u2028",
        "\ud800",
    ],
)
def test_value_that_would_change_the_path_raises(value):
    """S8: empty values, dot segments and control characters."""
    with pytest.raises(ValueError, match=r"^owner"):
        encode.fill_path(TEMPLATE, owner=value, repo="r")


@pytest.mark.parametrize("value", [None, True, 1.5, b"x", ["x"]])
def test_value_of_another_type_raises(value):
    """S8: only strings and integers are valid, not booleans."""
    with pytest.raises(TypeError, match="owner must be a string or an integer"):
        encode.fill_path(TEMPLATE, owner=value, repo="r")


SEGMENTS = st.text() | st.text("./\\%25efEFx")


@given(owner=SEGMENTS, repo=SEGMENTS)
def test_path_contains_the_values_as_segments_or_raises(owner, repo):
    """S8: the path, split and unquoted, has the values."""
    try:
        path = encode.fill_path(TEMPLATE, owner=owner, repo=repo)
    except ValueError:
        return
    assert path.isascii()
    _, repos, *found, actions, runs = path.split("/")
    assert [repos, actions, runs] == ["repos", "actions", "runs"]
    assert [unquote(part, errors="strict") for part in found] == [owner, repo]
    assert not {".", ".."} & set(found)
    assert parse_url(f"https://api.github.com{path}").path == path


def test_number_accepts_an_integer():
    """A documented number has to be an integer."""
    assert checks.integer("run_id", 30433642) == 30433642


@pytest.mark.parametrize("value", ["30433642", "abc", "x/y", 1.0, None, True, object()])
def test_number_of_another_type_raises(value):
    """The message names the argument and does not contain the value."""
    kind = type(value).__name__
    with pytest.raises(TypeError, match=f"^run_id must be an integer, not {kind}$"):
        checks.integer("run_id", value)
