"""Statements of the documentation match the code, or name the test that shows them.

``statements.tsv`` has a line for each: the page, words of it, and a test or its file.
"""

import ast
import csv
import re
from typing import Final

import pytest

from aioghactions import Pace, Patience
from tests.docs.blocks import ROOT

GUIDES: Final = ROOT / "docs/how-to"
STATEMENTS: Final = [
    *csv.reader(
        (ROOT / "tests/docs/statements.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
]
THREATS: Final = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
PROMISES: Final = re.findall(r"^\| ([AS]\d+) \|(.*)\|$", THREATS, re.MULTILINE)


def has_test(identifier: str) -> bool:
    """Return whether a test file exists and has the named test, or any.

    A state machine's test is an assignment, ``TestX = Machine.TestCase``.
    """
    file, _, name = identifier.partition("::")
    path = ROOT / file
    if not path.is_file():
        return False
    names = [
        node.id if isinstance(node, ast.Name) else node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    ]
    return name in names if name else any(n.lower().startswith("test") for n in names)


@pytest.mark.parametrize(("page", "words", "test"), STATEMENTS)
def test_statement_is_on_its_page_and_has_a_test(page: str, words: str, test: str):
    """Line breaks do not matter."""
    assert words in " ".join((ROOT / page).read_text(encoding="utf-8").split())
    assert has_test(test)


@pytest.mark.parametrize(("promise", "row"), PROMISES)
def test_promise_of_the_threat_model_names_existing_tests(promise: str, row: str):
    """At least one, and all of them."""
    tests = re.findall(r"`(tests/[^`]+)`", row)
    assert tests, promise
    assert [test for test in tests if not has_test(test)] == []


def test_each_promise_that_the_threat_model_cites_has_tests():
    """S1 to S16: each is in the table, once."""
    rows = [promise for promise, _ in PROMISES]
    assert len(rows) == len(set(rows))
    assert set(re.findall(r"\bS\d+\b", THREATS)) <= set(rows)


def test_patience_in_the_guide_for_services_is_the_default():
    """The table lists the defaults."""
    page = (GUIDES / "web-service.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.MULTILINE)
    assert len(rows) == 5
    assert {name: float(value) for name, value in rows} == {
        name: getattr(Patience(), name) for name, _ in rows
    }


def test_limits_in_the_guide_are_the_default_pace():
    """Each number is in the text."""
    page = (GUIDES / "limits.md").read_text(encoding="utf-8")
    pace, patience = Pace(), Patience()
    assert pace.write_interval == 1
    sentence = " ".join(page.split())
    for words in (
        f"{pace.points_per_minute} points a minute for each endpoint",
        f"at most {pace.concurrency} requests at once, one second between writes",
        f"{pace.content_per_minute} creations a minute and {pace.content_per_hour} an",
        f"may take {patience.longest_limit_wait:.0f} seconds (`longest_limit_wait`)",
        f"and a whole call {patience.deadline:,.0f} (`deadline`)",
    ):
        assert words in sentence


def test_every_page_with_statements_has_a_line():
    """Decisions are a list of links; the threat model names its tests itself."""
    pages = {
        *("README.md", "docs/tutorial.md", "docs/installation.md", "docs/coverage.md"),
        *(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/how-to/*.md")),
        *(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/explanation/*.md")),
    }
    assert pages - {row[0] for row in STATEMENTS} == {"docs/explanation/decisions.md"}
