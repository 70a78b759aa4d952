"""The reference has every public name, and the map every module."""

import re
from pathlib import Path
from runpy import run_path
from types import ModuleType

import pytest

import aioghactions
from aioghactions import testing
from aioghactions.operations import OPERATIONS

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def needs_a_place(module: ModuleType, name: str) -> bool:
    """Return whether no directive documents a name automatically."""
    value = getattr(module, name)
    if isinstance(value, type) and issubclass(value, aioghactions.GitHubActionsError):
        return False
    return isinstance(value, type) or (
        callable(value) and getattr(value, "__module__", "").startswith("aioghactions")
    )


@pytest.mark.parametrize("module", [aioghactions, testing], ids=lambda m: m.__name__)
def test_every_public_name_is_in_the_reference(module: ModuleType) -> None:
    """A new name must be added to a page."""
    words = "".join(page.read_text(encoding="utf-8") for page in REFERENCE.glob("*.md"))
    wanted = [name for name in module.__all__ if needs_a_place(module, name)]
    assert [
        name for name in wanted if f":: {module.__name__}.{name}\n" not in words
    ] == []


def test_every_module_is_on_the_map():
    """The page about the architecture shows the tree as it is."""
    page = (ROOT / "docs/explanation/architecture.md").read_text(encoding="utf-8")
    mapped = {
        name.split("/")[0]
        for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)
        for name in re.findall(r"`([\w/]+)`", row)
    }
    tree = {
        path.stem
        for path in (ROOT / "src/aioghactions").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    # Modules that only import names from others.
    assert mapped == tree - {"__init__", "_version", "models", "operations"}


def test_the_names_of_other_clients_are_of_known_operations() -> None:
    """A row without an operation would not be shown."""
    known = run_path(str(ROOT / "docs/_ext/other_clients.py"))
    assert known["PYGITHUB"].keys() | known["OCTOKIT_LACKS"] <= OPERATIONS.keys()
    assert len(OPERATIONS) == 70


def test_every_decision_has_its_number():
    """Numbers have no gaps, and titles have the numbers of their files."""
    pages = sorted((ROOT / "docs/adr").glob("*.md"))
    for number, page in enumerate(pages, 1):
        assert page.name.startswith(f"{number:04}-")
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. ")
