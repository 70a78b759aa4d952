"""Decisions are apart from what waits, and every package is checked for cycles."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/aioghactions"
LIBRARY = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if not {"testing", "_generated"} & set(path.relative_to(PACKAGE).parts)
)
IO = {"aiohttp", "asyncio", "random", "socket", "time"}


def name(path: Path) -> str:
    """Return a path within the package."""
    return path.relative_to(PACKAGE).as_posix()


def imports(tree: ast.Module) -> set[str]:
    """Return the top-level packages that a module imports when it is loaded or used."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def defines_a_coroutine(tree: ast.Module) -> bool:
    """Return whether a module has an ``async def``."""
    return any(isinstance(node, ast.AsyncFunctionDef) for node in ast.walk(tree))


@pytest.mark.parametrize("path", LIBRARY, ids=name)
def test_module_without_coroutines_does_no_io(path: Path) -> None:
    """Decisions take time and randomness as arguments, and know no network.

    The modules that adapt aiohttp are named after it.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if defines_a_coroutine(tree) or path.name.startswith("aiohttp_"):
        return
    assert imports(tree) & IO == set()


def test_import_cycles_are_searched_in_every_package() -> None:
    """A new package must be added to the contract in pyproject.toml."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    searched = next(
        c["ancestors"] for c in contracts if c["type"] == "acyclic_siblings"
    )
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert {ancestor.partition(".")[2] for ancestor in searched} == packages
