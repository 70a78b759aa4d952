"""The changelog fragments can become a release."""

import re
import tomllib
from typing import Final

from tests.docs.blocks import ROOT

FOLDER: Final = ROOT / "changelog.d"
SETTINGS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"][
    "towncrier"
]
KINDS: Final = [kind["directory"] for kind in SETTINGS["type"]]
FRAGMENTS: Final = sorted(set(FOLDER.iterdir()) - {FOLDER / "README.md"})


def test_fragment_has_a_valid_name_and_text():
    """Towncrier ignores files with other names."""
    name = re.compile(rf"(\d+|\+[a-z-]+)\.({'|'.join(KINDS)})\.md")
    sentences = re.compile(r"[A-Z`][^\n]*(\n[^\n]+)*\.\n")
    for fragment in FRAGMENTS:  # none, right after a release
        assert name.fullmatch(fragment.name)
        assert sentences.fullmatch(fragment.read_text(encoding="utf-8")), fragment.name


def test_kinds_are_documented():
    """The README of the fragments lists the kinds of the settings."""
    listed = re.findall(
        r"^\| `(\w+)` \|", (FOLDER / "README.md").read_text(), re.MULTILINE
    )
    assert listed == KINDS


def test_changelog_has_the_start_string_once():
    """The next release is inserted below it."""
    changelog = (ROOT / SETTINGS["filename"]).read_text(encoding="utf-8")
    assert changelog.count(SETTINGS["start_string"]) == 1
