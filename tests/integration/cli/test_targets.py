"""Targets: words, files, standard input."""

from io import StringIO

import pytest

from aioghactions.cli import targets
from aioghactions.cli.exits import UsageError
from tests.support.command_line import command


def read(*words, stdin=""):
    """Return the targets."""
    return targets.read(words, StringIO(stdin))


def test_words_files_and_standard_input(tmp_path):
    """Each target once, in their order; comments are left out."""
    file = tmp_path / "targets"
    file.write_text("# ours\nocto-org/hello  octo-org/world # two\n\nocto-labs\n")
    found = read("octo-org/world", f"@{file}", "-", stdin="octo-org/hello\nhubot/x\n")
    assert found == ["octo-org/world", "octo-org/hello", "octo-labs", "hubot/x"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "no target: name a repository"),
        (("-",), "no target"),
        (("@missing",), "cannot read the targets of @missing"),
        (("@.",), "cannot read the targets of @."),
        (("a/b/c",), "'a/b/c' is not a repository name; a target is octo-org/hello"),
        (("octo org",), "'octo org' is not an organization name"),
        (("https://github.com/octo-org/hello",), "is not a repository name"),
        (("",), "'' is not an organization name"),
    ],
)
def test_a_wrong_target_is_named(words, message, tmp_path, monkeypatch):
    """With the form that a target has."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=message.replace("(", r"\(")):
        read(*words)


def test_a_file_that_is_not_text(tmp_path):
    """Such as an archive."""
    file = tmp_path / "x.zip"
    file.write_bytes(b"PK\xff\xfe")
    with pytest.raises(UsageError, match="cannot read the targets"):
        read(f"@{file}")


@pytest.mark.parametrize("words", [("why",), ("watch",)])
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("octo-org", "'octo-org' is not a repository name; a repository is"),
        (
            "https://github.com/octo-org/hello/actions/runs/1",
            "a URL is not a repository name; a repository is octo-org/hello",
        ),
    ],
)
async def test_a_wrong_repository_is_named(
    words, name, message, fake_github, instant_clock
):
    """Without advice that only a program could take."""
    done = await command(fake_github, instant_clock, *words, name)
    assert done.code == 2
    assert message in done.err
    assert 'repo("' not in done.err
