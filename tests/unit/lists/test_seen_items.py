from attrs import frozen
from hypothesis import given, strategies as st

from aioghactions._lists.contents import keys_of
from aioghactions.pages import SeenItems


@frozen
class Numbered:
    """An item with an id."""

    id: int


@frozen
class Named:
    """An item that has a name only, such as a secret."""

    name: str


@frozen
class Nameless:
    """An item without an id or a name."""


def add(seen, items, overlap=0):
    """Add items with what identifies them."""
    return seen.add(items, keys_of(items), overlap)


def test_an_item_is_new_once():
    """Items are compared by id, or else by name; items with neither are always new."""
    seen = SeenItems()
    assert add(seen, [Numbered(1), Numbered(2), Numbered(1)]) == (
        Numbered(1),
        Numbered(2),
    )
    assert add(seen, [Named("A"), Named("B")]) == (Named("A"), Named("B"))
    assert add(seen, [Named("A"), Named("C")]) == (Named("C"),)
    assert add(seen, [Nameless(), Nameless()]) == (Nameless(), Nameless())


def test_equal_items_without_identity_are_no_progress():
    """They are yielded, and do not keep a list going on."""
    seen = SeenItems()
    add(seen, [{"text": "a"}, {"text": "b"}])
    assert seen.progress == 2
    assert add(seen, [{"text": "a"}, {"text": "c"}]) == ({"text": "a"}, {"text": "c"})
    assert seen.progress == 1
    assert add(seen, [Numbered(1)]) == (Numbered(1),)
    assert seen.progress == 1
    assert add(seen, [Numbered(1)]) == ()
    assert seen.progress == 0


@given(st.lists(st.lists(st.integers(1, 60), max_size=20)), st.integers(1, 40))
def test_the_latest_items_are_remembered(pages, limit):
    """Memory is bounded, and the items added last are kept."""
    seen, order = SeenItems(limit), []
    for page in pages:
        known = set(order[-limit:])
        new = add(seen, [Numbered(number) for number in page])
        assert not known & {item.id for item in new}
        order += [item.id for item in new]
        assert len(seen._keys) <= limit


def test_equal_item_without_identity_is_repeated_only_where_pages_overlap():
    """A position that was read before has the item that was received there."""
    seen = SeenItems()
    assert add(seen, [Nameless()]) == (Nameless(),)
    assert add(seen, [Nameless(), Nameless()], overlap=1) == (Nameless(),)
    assert add(seen, [Numbered(1), Nameless()], overlap=1) == (Numbered(1), Nameless())
