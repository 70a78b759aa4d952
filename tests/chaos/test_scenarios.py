import logging
from collections.abc import Iterator

import pytest

from tests.chaos.forms import SHORT


@pytest.fixture(autouse=True)
def no_logs() -> Iterator[None]:
    """Disable logging: pytest keeps each record, which would count as memory growth."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("name", SHORT)
def test_short_form_of_a_scenario(name):
    """The figures of the scenario are within their bounds.

    S3, S4, S8, S11, A3, A4, A5, A6, A7, A13, A14, A15, A16, A18, A19, A22, A30.
    """
    figures = SHORT[name]()
    checked = [figure for figure in figures if not figure.timed]
    assert [figure for figure in checked if not figure.holds] == []
