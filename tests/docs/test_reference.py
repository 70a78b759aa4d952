"""The reference leaves nothing out that can be imported."""

from pathlib import Path
from types import ModuleType

import pytest

import aioghactions
from aioghactions import testing

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def needs_a_place(module: ModuleType, name: str) -> bool:
    """Return whether a name is not written down by a directive anyway."""
    value = getattr(module, name)
    if isinstance(value, type) and issubclass(value, aioghactions.GitHubActionsError):
        return False
    return isinstance(value, type) or (
        callable(value) and getattr(value, "__module__", "").startswith("aioghactions")
    )


@pytest.mark.parametrize("module", [aioghactions, testing], ids=lambda m: m.__name__)
def test_every_public_name_is_in_the_reference(module: ModuleType) -> None:
    """Whoever adds a name says where it is documented."""
    words = "".join(page.read_text(encoding="utf-8") for page in REFERENCE.glob("*.md"))
    wanted = [name for name in module.__all__ if needs_a_place(module, name)]
    assert [
        name for name in wanted if f":: {module.__name__}.{name}\n" not in words
    ] == []
