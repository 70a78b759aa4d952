"""Figures that whole test suites bring with them."""

import re
import subprocess
import sys
from pathlib import Path

from tests.chaos.figure import Figure

ROOT = Path(__file__).parents[2]


def printed_forms(*paths: str) -> str:
    """Run the tests of ``paths``; return what pytest says."""
    command = [sys.executable, "-m", "pytest", "-q", "--tb=line", *paths]
    run = subprocess.run(  # noqa: S603 - our own tests
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return run.stdout


def count(pattern: str, text: str) -> int:
    """Return the number that ``pattern`` finds, 0 if it finds none."""
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


def c7() -> list[Figure]:
    """C7: redirects of every kind, and what strangers learned by them."""
    text = printed_forms("tests/security/test_redirect_matrix.py")
    return [
        Figure(
            "redirects followed or refused", count(r"= (\d+) cases", text), least=300
        ),
        Figure("tests that passed", count(r"(\d+) passed", text), least=400),
        Figure("canaries at strangers, or other", count(r"(\d+) failed", text), most=0),
    ]


def c8(*paths: str) -> list[Figure]:
    """C8: whatever the tests of ``paths`` tell, no secret is in it."""
    text = printed_forms(*paths)
    return [
        Figure("tests swept", count(r"C8: (\d+) tests", text), least=1000),
        Figure("errors swept", count(r"and (\d+) errors swept", text), least=1000),
        Figure("secrets told", text.count("a secret was told"), most=0),
        Figure("tests that failed", count(r"(\d+) failed", text), most=0),
    ]
