"""Figures from complete test suites."""

import re
import subprocess
import sys
from pathlib import Path

from tests.chaos.figure import Figure

ROOT = Path(__file__).parents[2]


def pytest_output(*paths: str) -> str:
    """Run the tests in ``paths``; return the output of pytest."""
    command = [sys.executable, "-m", "pytest", "-q", "--tb=line", *paths]
    run = subprocess.run(  # noqa: S603 - our own tests
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return run.stdout


def count(pattern: str, text: str) -> int:
    """Return the number that ``pattern`` matches, or 0."""
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


def c7() -> list[Figure]:
    """C7: redirects of every kind, and secrets sent to other origins."""
    text = pytest_output("tests/security/test_redirect_matrix.py")
    return [
        Figure(
            "redirects followed or rejected", count(r"= (\d+) cases", text), least=300
        ),
        Figure("tests that passed", count(r"(\d+) passed", text), least=400),
        Figure("tests that failed", count(r"(\d+) failed", text), most=0),
    ]


def c8(*paths: str) -> list[Figure]:
    """C8: the output of the tests in ``paths`` contains no secret."""
    text = pytest_output(*paths)
    return [
        Figure("tests swept", count(r"C8: (\d+) tests", text), least=1000),
        Figure("errors swept", count(r"and (\d+) errors swept", text), least=1000),
        Figure("secrets printed", text.count("C8: a secret"), most=0),
        Figure("tests that failed", count(r"(\d+) failed", text), most=0),
    ]
