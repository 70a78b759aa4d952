"""The README is true and complete where it is read, in the repository and elsewhere."""

import re
from collections import Counter
from functools import reduce
from runpy import run_path
from typing import Final

from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

from aioghactions import Org, Repo
from aioghactions.operations import OPERATIONS
from tests.docs.blocks import ROOT

README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
FILE_LINK: Final = re.compile(r"\]\((?!#|[a-z]+:)([^)]+)\)")


def test_the_readme_of_a_wheel_has_no_link_to_a_file():
    """An index cannot follow it; the path is there as text."""
    packaged = ProjectMetadata(str(ROOT), PluginManager()).core.readme
    assert FILE_LINK.findall(packaged) == []
    targets = FILE_LINK.findall(README)
    assert targets
    assert [path for path in targets if f"`{path}`" not in packaged] == []
    assert FILE_LINK.sub("", README).count("](") == packaged.count("](")


def test_the_readme_names_the_index_once_a_release_is_there():
    """Before the first release, a clone or a wheel is the only way to install."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    is_released = re.search(r"^## \d", changelog, re.MULTILINE) is not None
    pages = [README, *(page.read_text() for page in (ROOT / "docs").glob("*.md"))]
    by_name = re.compile(r"pip install '?aioghactions(\[[\w,]+\])?'?$", re.MULTILINE)
    assert any(by_name.search(page) for page in pages) == is_released


def test_the_coverage_page_counts_the_operations():
    """A handle that gets more, or a new one, is noticed here."""
    page = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)\.(\w+)` \| (\d+) \|", page, re.MULTILINE)
    counted = Counter(operation.tag for operation in OPERATIONS.values())
    assert {
        f"{scope}-{name.replace('_', '-')}": int(number) for scope, name, number in rows
    } == counted
    assert f"**All {len(OPERATIONS)} operations" in README


def test_what_is_said_to_be_missing_is_missing():
    """A handle or method that is added leaves the list of the coverage page."""
    page = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    missing = page.partition("## What is not covered")[2]
    scopes = {"repo": Repo(None, "octo-org", "hello"), "org": Org(None, "octo-org")}
    for scope, *path in re.findall(r"`(repo|org)\.(\w+)(?:\.(\w+))?`", missing):
        *handles, last = filter(None, path)
        owner = reduce(getattr, handles, scopes[scope])
        assert not hasattr(owner, last), f"{scope}.{'.'.join(path)}"


def test_the_comparison_counts_what_pygithub_has():
    """The table of names counts them one by one."""
    theirs = run_path(str(ROOT / "docs/_ext/other_clients.py"))["PYGITHUB"]
    assert f"{len(theirs)} of the {len(OPERATIONS)}" in README
