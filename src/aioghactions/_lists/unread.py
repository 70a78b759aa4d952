"""Ranges of positions where an item may be that was not returned yet.

The total of a list says how far its items can have moved since the answer before: if
it fell by three, an item is up to three positions nearer to the front; if it rose by
three, up to three positions further back. So each range grows by as much at one end,
and shrinks by the pages that are read.
"""

from typing import Self

from attrs import frozen


@frozen
class Unread:
    """What was not read yet, at the time of the answer accepted last."""

    # Bounded ranges before those pages that were read: first position, and the one
    # after the last; sorted, and disjoint.
    gaps: tuple[tuple[int, int], ...] = ()
    # Everything from this position on.
    tail: int = 0

    def moved(self, change: int) -> Self:
        """Return the ranges after the total changed by ``change``."""
        back, on = min(change, 0), max(change, 0)
        tail = max(self.tail + back, 0)
        gaps: list[tuple[int, int]] = []
        for first, end in self.gaps:
            start = max(first + back, 0)
            if gaps and start <= gaps[-1][1]:
                start = gaps.pop()[0]
            if start < tail:
                gaps.append((start, min(end + on, tail)))
        return type(self)(tuple(gaps), tail)

    def without(self, start: int, end: int) -> Self:
        """Return the ranges without the positions from ``start`` to before ``end``.

        With ``start`` equal to ``end`` nothing is removed, but the tail before ``end``
        becomes a gap.
        """
        parts = [(first, min(last, start)) for first, last in self.gaps]
        parts += [(max(first, end), last) for first, last in self.gaps]
        parts.append((self.tail, start))
        gaps = sorted((first, last) for first, last in parts if first < last)
        return type(self)(tuple(gaps), max(self.tail, end))

    def pages(self, size: int, total: int) -> list[int]:
        """Return the starts of the pages of ``size`` that contain parts of gaps.

        Only positions before ``total`` count: there are no others.
        """
        return sorted(
            {
                start
                for first, end in self.gaps
                if first < total
                for start in range(first // size * size, min(end, total), size)
            }
        )
