"""Which pages of a list to fetch next, several at once.

A page is a range of positions, not a cursor. Inserts at the front shift later items to
the next page, where they are seen twice; deletions shift items to the previous page,
where they would be missed if that page was read before. Items would also be missed if
an insert falls between two pages whose responses are computed in the wrong order. In
both cases the later page reports a smaller total than the earlier one.
"""

import re
from typing import Final

from attrs import define, field, frozen

from aioghactions._lists.links import Links, Target
from aioghactions.errors import UnexpectedAnswerError

# GitHub ends a filtered list after this many results.
CAP: Final = 1_000
# Such a list has ten pages: the first, and nine that take one more round trip.
BATCH_SIZE: Final = 9
# Twice as many for one wait, as the slowest response then costs half as much.
_MAX_BATCH_SIZE: Final = 2 * BATCH_SIZE
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")


@frozen(kw_only=True)
class PageInfo:
    """What a page says about its list."""

    count: int  # items on this page
    total: int | None  # items in the whole list; None if the server does not say
    links: Links


@define(eq=False)
class PagePlan:
    """Plan the requests for one list.

    Fetch all ``wanted`` pages, at once, and pass them to :meth:`accept` in their
    order. Every item that stays in the list is then on an accepted page, provided that
    the list changes only by inserts at its front and by deletions, and not by both
    within one batch of pages.
    """

    # The pages to fetch next, without those already accepted; empty at the end.
    wanted: tuple[Target, ...]
    # How many items the consumer needs at most; None for all.
    limit: int | None = None
    # Items in the list, according to the page accepted last.
    total: int | None = field(default=None, init=False)
    # The number of the page that is accepted next.
    _number: int = field(default=1, init=False)
    _page_size: int = field(default=1, init=False)
    # How many pages from the front were read, as the list was at ``total``.
    _pages_read: int = field(default=0, init=False)
    # How many items can be reached up to the last page.
    _reachable: int = field(default=0, init=False)
    _batch_size: int = field(default=BATCH_SIZE, init=False)
    # Any page of the list by number; None while pages are followed link by link.
    _numbered: Target | None = field(default=None, init=False)
    _followed: set[Target] = field(factory=set[Target], init=False)

    @property
    def is_capped(self) -> bool:
        """Whether the list has more items than the server returns."""
        return self.total is not None and self.total > max(CAP, self._reachable)

    def accept(self, page: PageInfo) -> bool:
        """Accept the first of the wanted pages if it continues those before it.

        If not, the list has shifted: discard the page and the rest of its batch, and
        fetch the pages that are wanted now.
        """
        self._page_size = max(self._page_size, page.count)
        read = max(self._pages_read - self._shifted_pages(page), 0)
        if self._numbered is not None and self._number > read + 1:
            self._want(self._numbered, read + 1, 1)
            return False
        self._pages_read = max(read, self._number)
        self.total = page.total
        self._number += 1
        self.wanted = self.wanted[1:]
        if page.links.next is None:
            self._reachable = (self._number - 2) * self._page_size + page.count
            self.wanted = ()
        elif not self.wanted:
            self._plan_batch(page, page.links.next)
        return True

    def _shifted_pages(self, page: PageInfo) -> int:
        """Return how many of the pages read may contain other items by now."""
        if page.total is None or self.total is None:
            return 0
        return -(min(page.total - self.total, 0) // self._page_size)

    def _plan_batch(self, page: PageInfo, following: Target) -> None:
        end = _last_number(following, page.links.last)
        if page.total is None or end is None or self._number != _page_number(following):
            self._follow(page, following)
            return
        count = min(self._batch_size, end - self._number + 1)
        if self.limit is not None:
            missing = self.limit - self._pages_read * self._page_size
            count = min(count, max(-(-missing // self._page_size), 1))
        self._want(following, self._number, count)

    def _want(self, numbered: Target, number: int, count: int) -> None:
        """Want ``count`` pages from ``number`` on; twice as many the next time."""
        self._numbered, self._number = numbered, number
        self._batch_size = min(2 * count, _MAX_BATCH_SIZE)
        self.wanted = tuple(_page(numbered, number + i) for i in range(count))

    def _follow(self, page: PageInfo, following: Target) -> None:
        """Want the one page that the link names: no other page is known."""
        if not page.count:
            raise UnexpectedAnswerError("an empty page has a link to a next page")
        if following in self._followed:
            raise UnexpectedAnswerError("the links to the next page form a loop")
        self._followed.add(following)
        self._numbered = None
        self.wanted = (following,)


def _last_number(following: Target, last: Target | None) -> int | None:
    """Return the number of the last page if ``last`` differs in nothing else."""
    if last is None or _page(following, 0) != _page(last, 0):
        return None
    return _page_number(last)


def _page_number(target: Target) -> int | None:
    """Return the page number of ``target``; None unless there is exactly one."""
    numbers = [value for name, value in target[1] if name == "page"]
    if len(numbers) != 1 or not _NUMBER.fullmatch(numbers[0]):
        return None
    return int(numbers[0])


def _page(target: Target, number: int) -> Target:
    path, query = target
    return path, tuple(
        (name, str(number) if name == "page" else value) for name, value in query
    )
