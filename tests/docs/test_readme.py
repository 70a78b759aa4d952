"""The README matches the code, in the repository and on the package index."""

import re
from collections import Counter
from functools import reduce
from runpy import run_path
from typing import Final

from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

from aioghactions import Org, Repo
from aioghactions.operations import OPERATIONS
from codegen import names
from tests.docs.blocks import ROOT

README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
FILE_LINK: Final = re.compile(r"\]\((?!#|[a-z]+:)([^)]+)\)")


def test_packaged_readme_has_no_link_to_a_file():
    """The package index cannot resolve it; the path remains as text."""
    packaged = ProjectMetadata(str(ROOT), PluginManager()).core.readme
    assert FILE_LINK.findall(packaged) == []
    targets = FILE_LINK.findall(README)
    assert targets
    assert [path for path in targets if f"`{path}`" not in packaged] == []
    assert FILE_LINK.sub("", README).count("](") == packaged.count("](")


def test_readme_installs_from_the_index_after_the_first_release():
    """Before it, only a clone or a wheel can be installed."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    is_released = re.search(r"^## \d", changelog, re.MULTILINE) is not None
    pages = [README, *(page.read_text() for page in (ROOT / "docs").glob("*.md"))]
    by_name = re.compile(r"pip install '?aioghactions(\[[\w,]+\])?'?$", re.MULTILINE)
    assert any(by_name.search(page) for page in pages) == is_released


def test_coverage_page_has_the_number_of_operations():
    """For each handle, and in total."""
    page = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \| (\d+) \|", page, re.MULTILINE)
    counted = Counter(
        names.handle(operation.tag).lower() for operation in OPERATIONS.values()
    )
    assert {handle: int(number) for handle, number in rows} == counted
    assert f"**All {len(OPERATIONS)} operations" in README


def test_missing_operations_of_the_coverage_page_are_missing():
    """A handle or method that was added must be removed from the list."""
    page = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    missing = page.partition("## What is not covered")[2]
    scopes = {"repo": Repo(None, "octo-org", "hello"), "org": Org(None, "octo-org")}
    for scope, *path in re.findall(r"`(repo|org)\.(\w+)(?:\.(\w+))?`", missing):
        *handles, last = filter(None, path)
        owner = reduce(getattr, handles, scopes[scope])
        assert not hasattr(owner, last), f"{scope}.{'.'.join(path)}"


def test_comparison_has_the_number_of_pygithubs_operations():
    """As in the table of names."""
    pygithub = run_path(str(ROOT / "docs/_ext/other_clients.py"))["PYGITHUB"]
    assert f"{len(pygithub)} of the {len(OPERATIONS)}" in README
