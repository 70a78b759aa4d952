"""What SECURITY.md promises is held by tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROMISED = re.findall(
    r"^\| (S\d+) \|", (ROOT / "SECURITY.md").read_text(), re.MULTILINE
)
MODEL = (ROOT / "docs/threat-model.md").read_text()
HELD = {
    promise: re.findall(r"`(tests/[^`]+)`", tests)
    for promise, tests in re.findall(r"^\| ([SA]\d+) \| (.*) \|$", MODEL, re.MULTILINE)
}
NAMED = [(promise, test) for promise, tests in HELD.items() for test in tests]
# A18-A21 and A24 are about lists, downloads and fan-outs.
ROAD = [f"A{n}" for n in range(1, 32) if n not in {18, 19, 20, 21, 24}]


def told_by(test: str) -> str:
    """Return what a test file, or one test in it, says that it shows."""
    path, _, name = test.partition("::")
    text = (ROOT / path).read_text()
    if not name:
        return text
    (found,) = (
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name == name
    )
    return ast.get_docstring(found) or ""


def test_every_promise_is_held():
    """B4: the two lists are one, in the same order, and nothing is held by nothing."""
    assert list(HELD) == PROMISED + ROAD
    assert all(HELD.values())
    assert len(NAMED) == len(set(NAMED))


@pytest.mark.parametrize(("promise", "test"), NAMED)
def test_what_holds_a_promise_exists_and_says_so(promise: str, test: str):
    """B4: the file is there, the test is in it, and it names the promise."""
    assert re.search(rf"\b{promise}\b", told_by(test))


@pytest.mark.parametrize(
    "link", re.findall(r"\]\(([^)h][^)]*)\)", MODEL.replace("\n", " "))
)
def test_what_the_model_links_to_exists(link: str):
    """B4: no link leads nowhere."""
    assert (ROOT / "docs" / link).is_file()
