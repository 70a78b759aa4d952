"""What the code of the documentation and the examples must not teach."""

import ast
from collections.abc import Iterator
from typing import Final

import pytest

from tests.docs.blocks import PAGES, ROOT, of, python

SOURCES: Final = {
    **{
        of(path): [path.read_text(encoding="utf-8")]
        for path in sorted((ROOT / "examples").glob("*.py"))
    },
    **{of(page): [block.code for block in python(page)] for page in PAGES},
}


def nodes(place: str) -> Iterator[ast.AST]:
    """Yield every node of the code in a file."""
    for code in SOURCES[place]:
        yield from ast.walk(ast.parse(code))


def test_examples_and_guides_have_code() -> None:
    """So that the tests below check something."""
    assert {"README.md", "examples/bulk.py", "docs/how-to/statistics.md"} < {
        place for place in SOURCES if any(nodes(place))
    }


@pytest.mark.parametrize("place", SOURCES)
def test_updated_at_is_not_the_end_of_a_run(place: str) -> None:
    """It changes later; `stats` has durations."""
    for node in nodes(place):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            assert "updated_at" not in ast.unparse(node)


@pytest.mark.parametrize("place", SOURCES)
def test_failed_outcomes_are_skipped_by_class_or_raised(place: str) -> None:
    """A NameError in a worker is not an item to skip."""
    for node in nodes(place):
        if isinstance(node, ast.Match):
            cases = [case for case in node.cases if "Failed(" in ast.unparse(case)]
            for case in cases[:-1]:
                named = "Error() as " in ast.unparse(case.pattern)
                assert named or "isinstance(error, " in ast.unparse(case)
            if cases:
                assert isinstance(cases[-1].body[-1], ast.Raise)
