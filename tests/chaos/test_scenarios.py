import pytest

from tests.chaos.forms import SHORT


@pytest.mark.parametrize("name", SHORT)
def test_the_short_form_holds(name):
    """A4-A7, A14-A16, S3: what the scenarios promise, by the server's own count."""
    figures = SHORT[name]()
    assert [figure for figure in figures if not figure.holds] == []
