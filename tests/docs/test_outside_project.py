"""Projects made of nothing but the blocks of a page pass their tests."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.docs.blocks import ROOT, Block, fenced, python

GUIDES: Final = ROOT / "docs/how-to"


def settings() -> Block:
    """Return the ``pyproject.toml`` of the page about testing."""
    [block] = [b for b in fenced(GUIDES / "testing.md") if b.kind == "toml"]
    assert block.file == "pyproject.toml"
    return block


def environment() -> dict[str, str]:
    """Return the environment without pytest's settings and without a token."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST_", "GH_", "GITHUB_"))
    }


@pytest.mark.slow
@pytest.mark.parametrize(("page", "at_least"), [("testing", 9), ("web-service", 1)])
def test_a_project_with_the_blocks_of_a_page_passes_its_tests(
    *, page: str, at_least: int, tmp_path: Path
) -> None:
    """They need no token, and nothing of this repository but the package."""
    (tmp_path / "pyproject.toml").write_text(settings().code, encoding="utf-8")
    tests = "\n\n".join(block.code for block in python(GUIDES / f"{page}.md"))
    (tmp_path / "test_page.py").write_text(tests, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    count = tests.count("def test_")
    assert count >= at_least
    assert f"= {count} passed in " in ran.stdout, ran.stdout + ran.stderr
