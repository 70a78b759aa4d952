"""The reference has every public name, and the architecture page every module."""

import re
from pathlib import Path
from runpy import run_path
from types import ModuleType

import pytest

import aioghactions
from aioghactions import testing
from aioghactions.operations import OPERATIONS
from tests.support.fragment import ledger

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def needs_a_directive(module: ModuleType, name: str) -> bool:
    """Return whether a name needs a directive of its own."""
    value = getattr(module, name)
    if isinstance(value, type) and issubclass(value, aioghactions.GitHubActionsError):
        return False
    return isinstance(value, type) or (
        callable(value) and getattr(value, "__module__", "").startswith("aioghactions")
    )


@pytest.mark.parametrize("module", [aioghactions, testing], ids=lambda m: m.__name__)
def test_every_public_name_is_in_the_reference(module: ModuleType) -> None:
    """Each has a directive."""
    words = "".join(page.read_text(encoding="utf-8") for page in REFERENCE.glob("*.md"))
    names = [name for name in module.__all__ if needs_a_directive(module, name)]
    assert [
        name for name in names if f":: {module.__name__}.{name}\n" not in words
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


def test_names_of_other_clients_are_of_known_operations() -> None:
    """Rows of other operations would not appear."""
    known = run_path(str(ROOT / "docs/_ext/other_clients.py"))
    assert known["PYGITHUB"].keys() | known["OCTOKIT_LACKS"] <= OPERATIONS.keys()
    assert len(OPERATIONS) == len(ledger())


def test_decisions_are_numbered():
    """Without gaps, and with the number of the file in the title."""
    pages = sorted((ROOT / "docs/adr").glob("*.md"))
    for number, page in enumerate(pages, 1):
        assert page.name.startswith(f"{number:04}-")
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. ")
