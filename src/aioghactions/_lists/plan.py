"""Which pages of a list to ask for next, several at once.

A page is a range of positions, not a bookmark: a run that starts pushes every other
one position on, a run that is deleted pulls those behind it back. What is pushed on
comes twice. What is pulled back over the end of the last page read would never come;
nor what is pushed on between two pages that the server answers in the wrong order.
In both cases the later page tells of fewer items in all than the earlier one.
"""

import re
from typing import Final

from attrs import define, field, frozen

from aioghactions._lists.links import Links, Target
from aioghactions.errors import UnexpectedAnswerError

# GitHub ends a filtered list here.
CAP: Final = 1_000
# Such a list has ten pages: the first, and nine that take one more round trip.
AT_ONCE: Final = 9
# Twice as many for one wait, as the slowest answer then costs half as much.
_MOST: Final = 2 * AT_ONCE
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")


@frozen(kw_only=True)
class PageInfo:
    """What a page tells of its list.

    Attributes:
        count: Items on this page.
        total: Items on the whole list; None if the server does not say.
        links: The neighbours of this page.
    """

    count: int
    total: int | None
    links: Links


@define(eq=False)
class PagePlan:
    """The way through one list.

    Ask for all that is ``wanted``, at once, and hand the pages to :meth:`take` in
    their order. Every item that stays on the list is then on a page that was taken,
    as long as the list changes by additions at its front and by removals only, and
    not by both of them within one batch of pages.

    Attributes:
        wanted: The pages to ask for next, those that were taken left out; empty at the
            end.
        enough: How many items the reader needs at most; None for all.
        total: How many items the list has, by the page taken last.
    """

    wanted: tuple[Target, ...]
    enough: int | None = None
    total: int | None = field(default=None, init=False)
    _number: int = field(default=1, init=False)
    _size: int = field(default=1, init=False)
    # How many pages from the front are known, as the list was at ``total``.
    _known: int = field(default=0, init=False)
    # How many items the last page lets one reach.
    _end: int = field(default=0, init=False)
    _width: int = field(default=AT_ONCE, init=False)
    _pattern: Target | None = field(default=None, init=False)
    _followed: set[Target] = field(factory=set[Target], init=False)

    @property
    def is_cut(self) -> bool:
        """Whether the list has more items than the server lets anybody reach."""
        return self.total is not None and self.total > max(CAP, self._end)

    def take(self, sheet: PageInfo) -> bool:
        """Take the next of the wanted pages.

        Returns:
            Whether it joins on to the pages before. If not, the list has moved: drop
            it and the rest of its batch, and ask for what is wanted now.

        Raises:
            UnexpectedAnswerError: The links lead in a circle, or on from an empty
                page that has no number.
        """
        self._size = max(self._size, sheet.count)
        known = self._known - self._pulled_back(sheet)
        if self._pattern is not None and self._number > max(known, 0) + 1:
            self._want(self._pattern, max(known, 0) + 1, 1)
            return False
        self._known = max(known, self._number)
        self.total = sheet.total
        self._number += 1
        self.wanted = self.wanted[1:]
        if sheet.links.next is None:
            self._end = (self._number - 2) * self._size + sheet.count
            self.wanted = ()
        elif not self.wanted:
            self._go_on(sheet, sheet.links.next, sheet.links.last)
        return True

    def abandon(self) -> None:
        """Want nothing more."""
        self.wanted = ()

    def _pulled_back(self, sheet: PageInfo) -> int:
        """Return how many of the known pages are not quite known any more."""
        if sheet.total is None or self.total is None:
            return 0
        return -(min(sheet.total - self.total, 0) // self._size)

    def _go_on(self, sheet: PageInfo, following: Target, last: Target | None) -> None:
        end = None if last is None else _last_number(following, last)
        if (
            sheet.total is None
            or end is None
            or self._number not in _numbers(following)
        ):
            self._follow(sheet, following)
            return
        count = min(self._width, end - self._number + 1)
        if self.enough is not None:
            missing = self.enough - self._known * self._size
            count = min(count, max(-(-missing // self._size), 1))
        self._want(following, self._number, count)

    def _want(self, pattern: Target, number: int, count: int) -> None:
        """Want ``count`` pages from ``number`` on; twice as many the next time."""
        self._pattern, self._number = pattern, number
        self._width = min(2 * count, _MOST)
        self.wanted = tuple(_page(pattern, number + i) for i in range(count))

    def _follow(self, sheet: PageInfo, following: Target) -> None:
        """Want the one page that is named: nothing is known but its address."""
        if following in self._followed or not sheet.count:
            what = "in a circle" if sheet.count else "on from an empty page"
            raise UnexpectedAnswerError(f"the links to the next page lead {what}")
        self._followed.add(following)
        self._pattern = None
        self.wanted = (following,)


def _last_number(following: Target, last: Target) -> int | None:
    """Return the number of the last page, if it differs from ``following`` in no more.

    Then the pages between them are known without having been named.
    """
    if _page(following, 0) != _page(last, 0):
        return None
    return max(_numbers(last), default=None)


def _numbers(target: Target) -> list[int]:
    """Return the page number in ``target``, which stands there once or is none."""
    texts = [value for name, value in target[1] if name == "page"]
    return [int(text) for text in texts if len(texts) == 1 and _NUMBER.fullmatch(text)]


def _page(target: Target, number: int) -> Target:
    path, query = target
    return path, tuple(
        (name, str(number) if name == "page" else value) for name, value in query
    )
