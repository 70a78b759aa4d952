"""Statements of the documentation match the code, or name the test that shows them.

``statements.tsv`` has a line for each: the page, words of it, and a test or its file.
A sentence with a word such as "raises" needs a line there, or one in ``no_tests.tsv``:
the page, words of it, and why it has no test.
"""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from aioghactions import Pace, Patience
from tests.docs.blocks import DOCUMENTED, FENCE, ROOT, of


def table(name: str) -> list[list[str]]:
    """Return the rows of a file of this folder."""
    lines = (ROOT / "tests/docs" / name).read_text(encoding="utf-8").splitlines()
    return [*csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


GUIDES: Final = ROOT / "docs/how-to"
STATEMENTS: Final = table("statements.tsv")
WITHOUT: Final = table("no_tests.tsv")
# The threat model names its tests itself; the benchmarks are measured.
CHECKED: Final = [
    path
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if path.parent.name != "adr"
    and path.name not in {"threat-model.md", "benchmarks.md"}
]
REASONS: Final = {"about GitHub", "about another tool", "advice", "no behaviour"}
CLAIM: Final = re.compile(
    r"\b(raises?|raised|retry|retries|retried|resent|waits?|never|always|at most"
    r"|at least|default|ends|sends?|sent|returns?|returned|yields?|yielded|keeps?|kept"
    r"|once|cancels|checks|checked|fails|pauses?|paused|stores?|renews|polls|polled"
    r"|resumes?|rejects?|rejected|enforces|requests|cannot|does not|do not|is not"
    r"|are not)\b"
)
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


def promises_of(path: Path, name: str = "") -> set[str]:
    """Return the promises in the docstrings of a file's tests, or of one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = [
        ast.get_docstring(node) or ""
        for node in ast.walk(tree)
        if isinstance(node, DOCUMENTED) and name in {"", getattr(node, "name", "")}
    ]
    return set(re.findall(r"\b[AS]\d+\b", " ".join(docs)))


@pytest.mark.parametrize(("promise", "row"), PROMISES)
def test_tests_of_a_promise_name_it(promise: str, row: str):
    """A reader finds them in the file."""
    for test in re.findall(r"`(tests/[^`]+)`", row):
        file, _, name = test.partition("::")
        assert promise in promises_of(ROOT / file, name), test


def test_each_promise_that_a_test_names_is_in_the_threat_model():
    """Numbers without a row explain nothing."""
    named = {
        promise
        for path in (ROOT / "tests").rglob("test_*.py")
        for promise in promises_of(path)
    }
    assert named == {promise for promise, _ in PROMISES}


def test_each_promise_that_the_threat_model_cites_has_tests():
    """Each is in the table, once."""
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


def sentences(page: Path) -> Iterator[str]:
    """Yield the sentences, items and rows of a page, without its code blocks."""
    text = FENCE.sub("\n\n", page.read_text(encoding="utf-8"))
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*[*-] |\s*\d+\. |\||#)", text):
        words = " ".join(paragraph.split())
        if words.startswith("|"):
            yield words
        elif not words.startswith("#"):
            yield from re.split(r"(?<=[.!?:])\s+(?=[A-Z`{[*_])", words)


@pytest.mark.parametrize("page", CHECKED, ids=of)
def test_sentence_with_a_claim_has_a_test(page: Path):
    """A new one needs a line in ``statements.tsv``."""
    known = [row[1] for row in (*STATEMENTS, *WITHOUT) if row[0] == of(page)]
    assert [
        sentence
        for sentence in sentences(page)
        if CLAIM.search(sentence) and not any(words in sentence for words in known)
    ] == []


@pytest.mark.parametrize(("page", "words", "why"), WITHOUT)
def test_sentence_without_a_test_is_on_its_page(page: str, words: str, why: str):
    """Each is needed, and has a reason."""
    found = [it for it in sentences(ROOT / page) if words in it and CLAIM.search(it)]
    assert found
    assert why in REASONS
