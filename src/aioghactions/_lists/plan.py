"""Which pages of a list to fetch next, several at once.

A page is a range of positions, not a cursor: while a list is read, its items move
between pages. :class:`PagePlan` accepts the answers one by one and keeps the positions
where an item may be that was not returned yet (:mod:`aioghactions._lists.unread`).
It is one state machine with its proof, and longer than 400 lines for that reason.

**What is not missed.** Between two accepted answers, let items be only added, or only
removed, anywhere. If ``c`` is the change of the total, an item that stays moves back
by ``-c`` positions at most, or forward by ``c`` at most; the ranges grow by as much.
A page that is read shows all items at its positions. So an item that was there all the
time is either returned or within the ranges, and the list is complete when they are
empty. The same holds for pages that are requested at once and answered in any order,
if items are only added or only removed meanwhile: if the later page was answered
first, and an item moved on to it, the total of the earlier page is the larger one.
Such a range then grows by the rise that the next answer shows. If items are removed
before and added behind one and the same position between two answers, the total does
not show it, and an item may be missed.

**When it ends.** ``P`` is the number of pages: of the largest total, or of those that
contained a new item if these are more. No request is planned that would be number
``2 P + 3``, so a list takes at most ``2 P + 2``. Going forward has precedence: a page
is read again only if as many requests remain as there are pages ahead. ``P`` may grow
with every answer if the totals do. Therefore a total counts only up to twice the first
one, plus ten pages, plus the largest rise between two answers; beyond that, pages with
new items do not count either. If the totals are false but bounded, the list ends when
more pages in a row, each read for the first time, contain nothing new than all items
found would fill, plus three; and pages are read again at most twice for each page read
for the first time, plus ten in all. Without totals, every request but these yields an
item.
"""

from typing import Final

from attrs import define, evolve, field, frozen

from aioghactions._core.call import MIN_PAGE_SIZE
from aioghactions._lists.links import (
    Links,
    Target,
    differ_in_page_only,
    number,
    numbered,
)
from aioghactions._lists.unread import Unread
from aioghactions.errors import UnexpectedAnswerError

# GitHub ends a filtered list after this many results.
CAP: Final = 1_000
# Such a list has ten pages: the first, and nine that take one more round trip.
BATCH_SIZE: Final = 9
# Twice as many for one wait, as the slowest response then costs half as much.
_MAX_BATCH_SIZE: Final = 2 * BATCH_SIZE
# What GitHub returns if the query does not say.
_DEFAULT_PAGE_SIZE: Final = 30
# Pages are read again if they are at most this many items back. The ids of twice as
# many are kept, since items that are added move those that are known further back.
REREAD_DEPTH: Final = 10_000
# Pages in a row without a new item, beyond those that all items found would fill.
_MAX_STALE: Final = 3
# A list that doubles while it is read, and grows by this many pages and by its largest
# rise between two answers, is growing faster than it can be read.
_GROWTH_PAGES: Final = 10
# Where only the total says that there are more pages, the list ends after these.
_MAX_EMPTY: Final = 2
UNFINISHED: Final = "the list was not read to its end"
NO_TOTAL: Final = "no total shows whether items moved between the pages"


@frozen(kw_only=True)
class PageInfo:
    """What a page says about its list."""

    count: int  # items on this page
    new: int  # those that no page before it contained
    total: int | None  # items in the whole list; None if the server does not say
    links: Links


@frozen
class PageRequest:
    """One page: where to request it, and the positions of its items."""

    target: Target
    start: int
    size: int

    @property
    def end(self) -> int:
        return self.start + self.size


@define(eq=False)
class PagePlan:
    """Plan the requests for one list.

    Fetch all ``wanted`` pages, at once, and pass them to :meth:`accept` in their
    order. If one cannot be fetched, :meth:`shrink` or :meth:`stop`.
    """

    # The list: its first page.
    first: Target
    # How many items the consumer needs at most; None for all.
    limit: int | None = None
    # How many items the server returns at most; None for all.
    cap: int | None = None
    # Whether its pages are documented to have a total.
    has_total: bool = True
    # The pages to fetch next, without those already accepted; empty at the end.
    wanted: tuple[PageRequest, ...] = field(default=(), init=False)
    # Items in the list, according to the last page that has a total.
    total: int | None = field(default=None, init=False)
    # Why the list may not be complete; None if it was shown to be.
    incomplete_reason: str | None = field(default=UNFINISHED, init=False)
    _size: int = field(default=_DEFAULT_PAGE_SIZE, init=False)
    # The same as requested: if it differs, items may be missing on the first page.
    _requested: int = field(default=_DEFAULT_PAGE_SIZE, init=False)
    _unread: Unread = field(default=Unread(), init=False)
    # The position after the furthest page that was read.
    _frontier: int = field(default=0, init=False)
    # How many items the pages up to the furthest one contain.
    _reachable: int = field(default=0, init=False)
    # The link of the furthest page, and the number of the last page.
    _following: Target | None = field(default=None, init=False)
    _last: int | None = field(default=None, init=False)
    # Any page of the list by number; None if pages are followed link by link.
    _numbered: Target | None = field(default=None, init=False)
    _is_linked: bool = field(default=False, init=False)
    # Whether links name positions in the list, not numbers of pages.
    _by_cursor: bool = field(default=False, init=False)
    _followed: set[Target] = field(factory=set[Target], init=False)
    _previous: PageRequest | None = field(default=None, init=False)
    # Where pages were empty, and where they are to be requested once more.
    _empty: set[int] = field(factory=set[int], init=False)
    _unanswered: set[int] = field(factory=set[int], init=False)
    _empty_run: int = field(default=0, init=False)  # pages at the frontier
    _batch_size: int = field(default=BATCH_SIZE, init=False)
    _fell: bool = field(default=False, init=False)  # since the start
    _is_falling: bool = field(default=False, init=False)  # the total, when it changed
    _batch_fell: bool = field(default=False, init=False)
    _smallest: int | None = field(default=None, init=False)  # of the totals
    _largest: int = field(default=0, init=False)
    _forward: int = field(default=0, init=False)  # pages, each for the first time
    _initial: int = field(default=0, init=False)  # the first total
    _largest_rise: int = field(default=0, init=False)  # from one total to the next
    _accepted: int = field(default=0, init=False)  # pages
    _found: int = field(default=0, init=False)  # items
    _productive: int = field(default=0, init=False)  # pages with a new item
    _stale: int = field(default=0, init=False)  # pages in a row without one
    _is_still: bool = field(default=True, init=False)  # same total since the last one
    _short: str | None = field(default=None, init=False)  # a page lacks items

    def __attrs_post_init__(self) -> None:
        self._size = number(self.first, "per_page") or _DEFAULT_PAGE_SIZE
        self._requested = self._size
        self._numbered = self.first
        self.wanted = (PageRequest(self.first, 0, self._size),)

    @property
    def is_capped(self) -> bool:
        """Whether the list has more items than the server returns."""
        return self.total is not None and self.total > max(CAP, self._reachable)

    @property
    def page_size(self) -> int:
        """Items on a page that is requested now."""
        return self._size

    @property
    def is_guess(self) -> bool:
        """Whether no link names the first wanted page, only the total."""
        following = self._following is not None
        return 0 < self._frontier < self.wanted[0].end and not following

    @property
    def overlap(self) -> int:
        """How many positions of the first wanted page are on pages that were read."""
        first = self.wanted[0]
        return max(min(self._frontier, first.end) - first.start, 0)

    def accept(self, page: PageInfo) -> None:
        """Accept the first of the wanted pages, and plan the next batch after the last.

        Raises:
            UnexpectedAnswerError: The links lead on forever.
        """
        request, self.wanted = self.wanted[0], self.wanted[1:]
        if not self._accepted and page.count != self._size:
            request = self._measure(request, page)
        self._note_total(page.total)
        self._read(request, page)
        self._previous = request
        if not self.wanted:
            self._batch_size = min(2 * self._batch_size, _MAX_BATCH_SIZE)
            if self._accepted == 1:
                self._batch_size = BATCH_SIZE
            elif self._batch_fell:
                # Answers of one batch may come in another order than their pages.
                self._batch_size = 1
            self._plan()

    def shrink(self) -> bool:
        """Halve the page size, and plan again; False if it is the smallest."""
        size = max(self._size // 2, MIN_PAGE_SIZE)
        if size >= self._size:
            return False
        failed, old = self.wanted[0], self._size
        self._size = self._requested = size
        self.first = numbered(self.first, per_page=size)
        if self._last is not None:
            self._last = -(-self._last * old // size)
        self._numbered = self._numbered and numbered(self._numbered, per_page=size)
        self._following = self._following and _resized(self._following, old, size)
        self._batch_size = 1
        if self._accepted:
            self._plan()
        else:
            self.wanted = (PageRequest(self.first, failed.start, size),)
        return bool(self.wanted)

    def stop(self, reason: str | None = None) -> None:
        """End the list; ``reason`` says why it may not be complete."""
        self.wanted = ()
        least, found = self._smallest or 0, self._found
        if self.cap is not None and self.is_capped:
            doubt = f"only the newest {CAP} of {self.total} items are returned"
        elif found < (least if self.cap is None else min(least, self.cap)):
            doubt = f"GitHub counts {self.total} items and returned {found}"
        elif self._smallest is None and self._accepted > 1 and not self._by_cursor:
            doubt = NO_TOTAL
        elif self._gaps():
            doubt = "items moved between pages faster than these could be read again"
        elif least == self._largest <= found:  # nothing moved
            doubt = None
        else:
            doubt = self._short
        self.incomplete_reason = doubt or reason

    def _measure(self, request: PageRequest, page: PageInfo) -> PageRequest:
        """Use the server's page size if it returns other pages than requested.

        A list without pages is a page of all items, of any size.
        """
        total, last = page.total or 0, number(page.links.last, "page") or 0
        unlinked = page.links == Links() and total > self._size
        clamped = unlinked or total <= (last - 1) * self._size
        if page.count > self._size or (clamped and page.count):
            self._size = page.count
        return evolve(request, size=self._size)

    def _note_total(self, total: int | None) -> None:
        if total is None:
            return
        if self.total is None:
            self._initial = total
        else:
            change = total - self.total
            self._unread = self._unread.moved(change)
            self._batch_fell |= change < 0
            self._fell |= change < 0
            self._is_still &= change == 0
            self._largest_rise = max(self._largest_rise, change)
            self._is_falling = change < 0 or (self._is_falling and change == 0)
        self.total = total
        self._largest = max(self._largest, total)
        known = total if self._smallest is None else self._smallest
        self._smallest = min(known, total)

    def _read(self, request: PageRequest, page: PageInfo) -> None:
        """Note what the page contains, and what it should contain."""
        self._accepted += 1
        self._found += page.new
        self._productive += page.new > 0
        expected = min(max(self._reach - request.start, 0), request.size)
        leads_on = expected > 0 or page.links.next is not None
        if page.new:
            self._stale, self._is_still = 0, True
        elif request.end > self._frontier and (page.count or leads_on):
            self._stale += 1
        read = request.start
        if not page.count and leads_on and request.start not in self._empty:
            self._empty.add(request.start)
            self._unanswered.add(request.start)
            read = request.end  # not read: it becomes a gap
        elif page.count < expected:
            self._short = f"a page has {page.count} items instead of {expected}"
        if read == request.start:
            self._unanswered.discard(read)
        self._unread = self._unread.without(read, request.end)
        if request.end > self._frontier:
            self._forward += 1
            self._frontier = request.end
            self._reachable = request.start + page.count
            empty = expected > page.count == 0
            self._empty_run = self._empty_run + 1 if empty else 0
            self._note_links(request, page.links)

    def _note_links(self, request: PageRequest, links: Links) -> None:
        self._following = links.next
        if links.next is None:
            return
        self._is_linked = True
        self._numbered = self._last = None
        self._by_cursor = number(links.next, "page") is None
        if number(links.next, "page") == request.start // request.size + 2:
            if links.last and numbered(links.last, page=0) == numbered(
                links.next, page=0
            ):
                self._last = number(links.last, "page")
            if self._last or differ_in_page_only(links.next, self.first):
                self._numbered = links.next

    @property
    def _reach(self) -> int:
        """How many items the server returns, as far as it says so."""
        total = self.total or 0
        return total if self.cap is None else min(total, self.cap)

    @property
    def _horizon(self) -> int:
        """How many items the list may have grown to so that it is read to its end."""
        growth = self._initial + _GROWTH_PAGES * self._size + self._largest_rise
        return self._initial + growth

    @property
    def _spare(self) -> int:
        """How many requests remain."""
        pages = -(-min(self._largest, self._horizon) // self._requested)
        if self._largest <= self._horizon:
            pages = max(pages, self._productive, 1)
        return 2 * pages + 2 - self._accepted

    def _plan(self) -> None:
        """Plan the next batch: pages to read again, or else those that follow."""
        self._batch_fell = False
        ahead = self._ahead()
        if not ahead and self._unread.tail < self._frontier:
            # What moved to before the end is read again.
            self._unread = self._unread.without(self._frontier, self._frontier)
        spare = 3 * self._forward + _GROWTH_PAGES - self._accepted
        again = self._again(min(spare, self._spare - ahead))
        is_stale = self._stale >= -(-self._found // self._size) + _MAX_STALE
        if not again and not ahead:
            self.stop()
        elif is_stale or (not again and self._spare <= 0):
            self._give_up()
        else:
            self.wanted = again or self._next(ahead)

    def _give_up(self) -> None:
        """End a list whose pages lead on without new items."""
        # The links do, and not a list that grows.
        endless = self._is_still or self._numbered is None
        endless = endless or self._frontier >= self._largest
        endless = endless and self._largest <= self._horizon
        if self._following and endless and self._stale >= _MAX_STALE:
            raise UnexpectedAnswerError(
                f"the links lead on, but the last {self._stale} pages have no new item"
            )
        self.stop("the list changed faster than it could be read")

    def _ahead(self) -> int:
        """Return how many pages follow those that were read; 0 at the end."""
        missing = min(self._largest, self.cap or self._largest) - self._frontier
        by_total = max(-(-missing // self._size), 1)
        if self._following is not None:
            return by_total
        if self._numbered is None or self._empty_run >= _MAX_EMPTY:
            return 0
        if self.total is None:
            # Without a total and a link, only a page that is not full is the last one.
            is_full = self._reachable >= self._frontier and not self._is_linked
            is_last = self.has_total or not is_full
            return int((self._last or 0) > self._frontier // self._size or not is_last)
        # Without links, or if replicas disagree, any total may be the right one.
        doubtful = not self._is_linked or (self._fell and self._largest_rise > 0)
        more = missing > 0 if doubtful else self._reach > self._frontier
        return by_total if more else 0

    def _gaps(self) -> list[int]:
        """Return where pages start that must be read again."""
        if not self._unread.gaps and not self._unanswered:
            return []
        end = self._frontier if self.total is None else self.total
        late = sorted(start for start in self._unanswered if start >= end)
        return self._unread.pages(self._size, end) + late

    def _again(self, spare: int) -> tuple[PageRequest, ...]:
        """Return pages to read again, for the gaps, as far as that is possible."""
        starts = self._gaps()
        if self._is_falling:
            # What moves to the front meanwhile is then on a page that is read later.
            starts.reverse()
        deepest = self._frontier - REREAD_DEPTH
        known = filter(None, map(self._page_at, starts))
        pages = [page for page in known if page.start >= deepest]
        return tuple(pages[: max(min(self._batch_size, spare), 0)])

    def _next(self, ahead: int) -> tuple[PageRequest, ...]:
        """Return the pages that follow those that were read."""
        if self._numbered is None and self._following is not None:
            return (self._follow(self._following),)
        count, number_read = 1, self._frontier // self._size
        if self.total is not None and self._following is None:
            count = ahead
        elif self._last and not (self.has_total and self.total is None):
            count = self._last - number_read
        if self.limit is not None:
            count = min(count, -((self._found - self.limit) // self._size))
        count = max(min(count, self._batch_size, self._spare), 1)
        pages = [self._page_at((number_read + at) * self._size) for at in range(count)]
        return tuple(filter(None, pages))

    def _follow(self, following: Target) -> PageRequest:
        """Return the one page that a link names: no other page is known."""
        if following in self._followed:
            raise UnexpectedAnswerError("the links to the next page form a loop")
        self._followed.add(following)
        return PageRequest(following, self._frontier, self._size)

    def _page_at(self, start: int) -> PageRequest | None:
        """Return the page at ``start``; None if its URL is not known."""
        previous = self._previous
        if previous and (previous.start, previous.size) == (start, self._size):
            return previous
        if self._numbered is None:
            return None
        target = numbered(self._numbered, page=start // self._size + 1)
        return PageRequest(target, start, self._size)


def _resized(target: Target, old: int, size: int) -> Target:
    """Return ``target`` with another page size, at the same position."""
    page = number(target, "page")
    if page is not None:
        target = numbered(target, page=(page - 1) * old // size + 1)
    return numbered(target, per_page=size)
