from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from aioghactions._lists.pages import SeenItems


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
    """An item that nothing tells from another."""


def test_an_item_is_new_once():
    """By its id, or else its name; what has neither is always new."""
    recent = SeenItems()
    assert recent.admit([Numbered(1), Numbered(2), Numbered(1)]) == (
        Numbered(1),
        Numbered(2),
    )
    assert recent.admit([Named("A"), Named("B")]) == (Named("A"), Named("B"))
    assert recent.admit([Named("A"), Named("C")]) == (Named("C"),)
    assert recent.admit([Nameless(), Nameless()]) == (Nameless(), Nameless())


@given(st.lists(st.lists(st.integers(1, 60), max_size=20)), st.integers(1, 40))
def test_what_was_seen_lately_is_remembered(pages, most):
    """Memory is bounded, and holds the latest."""
    recent, order = SeenItems(most), []
    for page in pages:
        known = set(order[-most:])
        fresh = recent.admit([Numbered(number) for number in page])
        assert not known & {item.id for item in fresh}
        order += [item.id for item in fresh]
        assert len(recent._names) <= most
