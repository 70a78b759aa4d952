"""A project created from the page about testing passes its tests."""

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
def test_project_of_the_page_about_testing(tmp_path: Path):
    """Its settings and blocks, with a new pytest outside this tree."""
    [settings] = [block for block in fenced(PAGE) if block.kind == "toml"]
    blocks = list(python(PAGE))
    assert settings.file
    assert blocks[0].file
    (tmp_path / settings.file).write_text(settings.code, encoding="utf-8")
    tests = "\n\n".join(block.code for block in blocks)
    (tmp_path / blocks[0].file).write_text(tests, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    count = tests.count("def test_")
    assert count >= 9
    assert f"= {count} passed in " in result.stdout, result.stdout + result.stderr
