"""Tell what is new from what was seen lately."""

from collections.abc import Hashable, Iterable
from itertools import islice
from typing import Final, TypeVar

from attrs import define, field

ItemT = TypeVar("ItemT")

# Before one item is forgotten, so many others must come between two pages.
_MOST: Final = 20_000


@define(eq=False)
class SeenItems:
    """The names of the items seen last, bounded so that a long list needs no more."""

    most: int = _MOST
    # A dict keeps the order in which the names came.
    _names: dict[Hashable, None] = field(factory=dict[Hashable, None], init=False)

    def admit(self, items: Iterable[ItemT]) -> tuple[ItemT, ...]:
        """Return those of ``items`` that were not seen lately, and remember them."""
        fresh = tuple([item for item in items if self._is_new(item)])
        excess = len(self._names) - self.most
        for name in list(islice(self._names, max(excess, 0))):
            del self._names[name]
        return fresh

    def _is_new(self, item: object) -> bool:
        name = _name(item)
        if name is None:
            return True
        before = len(self._names)
        self._names[name] = None
        return len(self._names) > before


def _name(item: object) -> Hashable:
    """Return what tells an item from the others of its list; None if nothing does."""
    return getattr(item, "id", None) or getattr(item, "name", None)
