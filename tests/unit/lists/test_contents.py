from types import SimpleNamespace

import pytest
from attrs import frozen

from aioghactions._lists.contents import (
    fingerprint,
    items_of,
    keys_of,
    total_of,
)
from aioghactions.errors import UnexpectedAnswerError


@pytest.mark.parametrize(
    ("page", "items"),
    [
        (SimpleNamespace(items=(1, 2), total_count=2), (1, 2)),
        ((1, 2), (1, 2)),
        ((), ()),
        ([1, 2], (1, 2)),
        ({"total_count": 2, "topics": [1, 2]}, (1, 2)),
        ({"names": []}, ()),
        (None, ()),
    ],
)
def test_items_of_each_kind_of_page(page, items):
    """Models, arrays of models, JSON, and no content."""
    assert items_of(page) == items


@pytest.mark.parametrize("page", [{}, {"a": [], "b": []}, {"a": {}}, "text", 5, True])
def test_json_that_is_not_a_list_is_reported(page):
    """Which of several arrays has the items is not guessed."""
    with pytest.raises(UnexpectedAnswerError, match="not a list"):
        items_of(page)


@pytest.mark.parametrize(
    ("page", "total"),
    [
        (SimpleNamespace(total_count=2), 2),
        ({"total_count": 2, "topics": []}, 2),
        ({"total_count": "2"}, None),
        ({"total_count": True}, None),
        (SimpleNamespace(total_count=-1), None),
        ([1], None),
        ((), None),
    ],
)
def test_total_is_a_count_or_missing(page, total):
    """A false total is not used."""
    assert total_of(page) == total


@pytest.mark.parametrize(
    ("item", "key"),
    [
        (SimpleNamespace(id=5, name="a"), 5),
        (SimpleNamespace(id=None, name="a"), "a"),
        (SimpleNamespace(name="a"), "a"),
        (SimpleNamespace(), None),
        ({"id": 5, "node_id": "N"}, (5, "N")),
        ({"id": None, "node_id": "N", "name": "a"}, (None, "N")),
        ({"name": "a"}, None),
        ("text", None),
    ],
)
def test_what_identifies_an_item(item, key):
    """Without a model, an equal name does not make two items the same."""
    assert keys_of([item]) == [key]


@pytest.mark.parametrize("item", [{"id": [1]}, SimpleNamespace(id={})])
def test_an_identity_that_is_not_text_or_a_number_is_not_valid(item):
    """Such items cannot be compared."""
    with pytest.raises(UnexpectedAnswerError, match="not a number or text"):
        keys_of([{"id": 1}, item])


def test_equal_contents_have_equal_fingerprints():
    """Also of JSON, which has no hash of its own."""

    @frozen
    class Note:
        text: str

    assert fingerprint(Note("a")) == fingerprint(Note("a")) != fingerprint(Note("b"))
    assert fingerprint({"a": [1]}) == fingerprint({"a": [1]}) != fingerprint({"a": 1})
