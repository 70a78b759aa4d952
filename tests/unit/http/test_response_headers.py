"""Headers of an answer, as the rest of the library sees them."""

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from aioghactions._http.aiohttp_response import ResponseHeaders

SENT = CIMultiDict([("ETag", '"x"'), ("Link", "<a>"), ("link", "<b>")])
HEADERS = ResponseHeaders(CIMultiDictProxy(SENT))


def test_names_are_lower_case_and_repeated_headers_are_one_list():
    """What RFC 9110 calls the combined value."""
    assert dict(HEADERS) == {"etag": '"x"', "link": "<a>, <b>"}
    assert len(HEADERS) == 2


def test_a_header_is_found_by_its_name_or_said_to_be_absent():
    """A mapping like any other."""
    assert (HEADERS["etag"], HEADERS.get("link")) == ('"x"', "<a>, <b>")
    assert (HEADERS.get("etag"), HEADERS.get("age"), HEADERS.get("age", "0")) == (
        '"x"',
        None,
        "0",
    )
    assert "link" in HEADERS
    assert "age" not in HEADERS
    with pytest.raises(KeyError):
        HEADERS["age"]


def test_a_repr_names_headers_and_shows_no_value():
    """S5: a value may be a cookie."""
    assert repr(HEADERS) == "<AnswerHeaders etag, link>"
