import logging
from collections.abc import Iterator

import pytest

from tests.chaos.forms import SHORT


@pytest.fixture(autouse=True)
def unwritten() -> Iterator[None]:
    """Write no log: pytest keeps every line, and a soak would see it as memory held."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("name", SHORT)
def test_the_short_form_holds(name):
    """What the scenarios promise, by the server's own count.

    S3, S8, A3, A4, A5, A6, A7, A13, A14, A15, A16, A22, A30.
    """
    figures = SHORT[name]()
    judged = [figure for figure in figures if not figure.timed]
    assert [figure for figure in judged if not figure.holds] == []
