"""Fixtures: the sample fragment, and the generator's output."""

import copy
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen import lint, tree
from codegen.load import Fragment, load
from codegen.render import Files, Package

HERE = Path(__file__).parent
SOURCE = HERE.parents[2] / "src" / "aioghactions"

Node = dict[str, Any]


@pytest.fixture(scope="session")
def pristine() -> Fragment:
    """Return the sample; tests must not change it."""
    return load(HERE / "sample.yaml")


@pytest.fixture
def sample(pristine: Fragment) -> Node:
    """Return a copy of the sample that a test may change."""
    return copy.deepcopy(pristine.document)


@pytest.fixture(scope="session")
def render() -> Callable[[Node], Files]:
    """Return a function that renders a fragment without lint problems."""

    def render(document: Node) -> Files:
        assert lint.problems(document) == []
        return Package(Fragment(document, "0" * 64)).render()

    return render


@pytest.fixture(scope="session")
def rendered(pristine: Fragment, render: Callable[[Node], Files]) -> Files:
    """Return the formatted output for the sample; tests must not change it."""
    return tree.formatted(render(copy.deepcopy(pristine.document)))


@pytest.fixture
def run_generated(tmp_path: Path) -> Callable[[Files, str], str]:
    """Return a function that runs a program with a generated package."""

    def run(files: Files, program: str) -> str:
        package = tmp_path / "aioghactions"
        package.mkdir()
        (package / "__init__.py").touch()
        for path in SOURCE.iterdir():
            if path.name not in {"__init__.py", "_generated"}:
                (package / path.name).symlink_to(path)
        tree.write(package / "_generated", files)
        done = subprocess.run(  # noqa: S603  # a program of these tests
            [sys.executable, "-W", "error", "-c", program],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
