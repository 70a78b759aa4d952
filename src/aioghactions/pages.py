"""Iterate over lists that have more than one page.

More than 400 lines, because the pager and its iterators share their state.
"""

import logging
from collections.abc import AsyncIterator, Callable, Hashable, Sequence
from itertools import islice
from typing import Any, Final, Generic, Protocol, TypeVar

from attrs import define, field, frozen

from aioghactions._core.call import Call
from aioghactions._core.lazy import public_names
from aioghactions._core.messages import Answer
from aioghactions._core.stepped import SteppedIterator
from aioghactions._core.transient import is_transient
from aioghactions._lists import contents, links
from aioghactions._lists.links import Links, numbered
from aioghactions._lists.plan import (
    BATCH_SIZE,
    CAP,
    NO_TOTAL,
    REREAD_DEPTH,
    UNFINISHED,
    PageInfo,
    PagePlan,
    PageRequest,
)
from aioghactions._request.pipeline import Pipeline
from aioghactions.errors import (
    GitHubActionsError,
    NotFoundError,
    RequestTimeoutError,
    ResultsCappedError,
    ServerError,
    UnexpectedAnswerError,
    ValidationFailedError,
)
from aioghactions.fanout import Failed, fan_out

_LOGGER: Final = logging.getLogger("aioghactions")

ItemT = TypeVar("ItemT")
ItemT_co = TypeVar("ItemT_co", covariant=True)


class Page(Protocol[ItemT_co]):
    """What a documented page contains, for any kind of item, if it is an object."""

    @property
    def total_count(self) -> int | None:
        """How many items the whole list has, if the server says so."""
        ...

    @property
    def items(self) -> tuple[ItemT_co, ...]:
        """The items of this page."""
        ...


class Pager(Generic[ItemT]):
    """The items of a list. Every list method returns a pager.

    ``async for`` over a pager yields every item once, in GitHub's order; each loop
    starts again at the first page. Pages are fetched when their items are needed: the
    first page alone, the following ones up to nine at once, if its links give their
    numbers. No request is in flight while the body of the loop runs, so a loop may be
    left at any point without closing anything.

    While items are added or removed, also by the loop itself, no item is yielded
    twice, and those that stay in the list are yielded: if ``total_count`` shows that
    items moved, pages are read again, at most one for each page of the list and two
    more. If that does not suffice, or GitHub returns fewer items than it counts, the
    loop ends and ``complete`` is False. Not noticed is an item that moves to a page
    already read while others are removed before it and as many added behind it between
    two responses: nothing in these differs. An item that is added during the loop may
    or may not be yielded.

    Some lists have no total, and their pages are arrays: those of repositories, of
    installations and of deliveries. Items that moved between their pages are not
    noticed, so ``complete`` is False after more than one page, unless the links follow
    a cursor. An item without an id or a name is yielded as often as it is received.

    If a page fails repeatedly with a 5xx response or a timeout, the rest of the list is
    read in smaller pages, down to 10 items.

    A pager is not awaitable: that could only return the first page, and such code would
    look correct until the list grows.

    Attributes:
        total: How many items GitHub counts, according to the page received last; None
            before the first, and if the list has no total. It may exceed the 1,000
            results that GitHub returns of a filtered list.
        incomplete_reason: Why the loop that was started or ended last may not have
            yielded every item; None if it has. Before the end of a loop, and after an
            error, the reason is that the list was not read to its end.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        call: Call[Page[ItemT]] | Call[tuple[ItemT, ...]],
        *,
        keep: Callable[[ItemT], object] | None = None,
        raise_when_capped: bool = True,
    ) -> None:
        self._pipeline = pipeline
        self._call = call
        self._keep = keep
        self._raise_when_capped = raise_when_capped
        self.total: int | None = None
        self.incomplete_reason: str | None = UNFINISHED

    def __repr__(self) -> str:
        return f"<Pager {self._call}>"

    @property
    def complete(self) -> bool:
        """Whether the last loop has ended and was shown to have yielded every item.

        Items that were added or removed during the loop do not count.
        """
        return self.incomplete_reason is None

    def __aiter__(self) -> AsyncIterator[ItemT]:
        """Return an iterator over all items, in GitHub's order.

        Raises:
            ResultsCappedError: While iterating, after the last item: GitHub has more
                items than the 1,000 that it returns of a filtered list.
            UnexpectedAnswerError: While iterating: the link to the next page is
                invalid, leads to another list or another host, or leads on without
                new items.
        """
        return Items(self.pages())

    def pages(self) -> AsyncIterator[tuple[ItemT, ...]]:
        """Return an iterator over the pages, as tuples of items.

        No page is empty, and no item is repeated on a later page. Raises the same
        errors as a loop over the items.
        """
        return self._read(None)

    def allow_capped(self) -> "Pager[ItemT]":
        """Return a pager that accepts GitHub's cap on filtered lists.

        It ends without a ``ResultsCappedError`` after the newest 1,000 results.
        """
        return Pager(
            self._pipeline, self._call, keep=self._keep, raise_when_capped=False
        )

    def filter(self, keep: Callable[[ItemT], object]) -> "Pager[ItemT]":
        """Return a pager that leaves out items after they were received.

        It sends the same requests; ``total`` still counts all items.

        Args:
            keep: Called with each item; those for which it returns a true value are
                yielded. It must not block.
        """
        before = self._keep

        def both(item: ItemT) -> object:
            return (before is None or before(item)) and keep(item)

        return Pager(
            self._pipeline,
            self._call,
            keep=both,
            raise_when_capped=self._raise_when_capped,
        )

    async def first(self) -> ItemT | None:
        """Return the first item, with one request; None if the list is empty.

        With :meth:`filter`, whole pages are read until an item is kept.
        """
        if self._keep is not None:
            return next(iter(await self.collect(limit=1)), None)
        path, query = numbered((self._call.path, self._call.query), per_page=1)
        single = Pager(self._pipeline, self._call.at(path, query))
        async for page in single.pages():
            self.total = single.total
            return page[0]
        self.total = single.total
        return None

    async def count(self) -> int:
        """Return how many items GitHub counts, with one request for one item.

        It may exceed the 1,000 results that GitHub returns of a filtered list. If the
        server does not report a total, or with :meth:`filter`, all items are read and
        counted.
        """
        if self._keep is None and self._call.operation.items:
            await self.first()
            if self.total is not None:
                return self.total
        return sum([len(page) async for page in self.pages()])

    async def collect(self, *, limit: int | None = None) -> list[ItemT]:
        """Return the items as a list.

        An error carries the items read before it, as ``collected``.

        Args:
            limit: Maximum number of items; pages beyond it are not fetched. Default:
                all items, which may be very many in a busy repository.

        Raises:
            ResultsCappedError: GitHub has more items than the 1,000 that it returns
                of a filtered list, and ``limit`` is higher or not set.
            ValueError: ``limit`` is negative.
        """
        if limit is not None and limit < 0:
            raise ValueError(f"limit must not be negative, got {limit}")
        found: list[ItemT] = []
        if limit == 0:
            return found
        try:
            async for page in self._read(limit):
                found.extend(page)
                if limit is not None and len(found) >= limit:
                    break
        except GitHubActionsError as error:
            error.collected = tuple(found)
            raise
        return found[:limit]

    def _read(self, limit: int | None) -> AsyncIterator[tuple[ItemT, ...]]:
        self.incomplete_reason = UNFINISHED
        return Pages(
            self._pipeline,
            self._call,
            limit=None if self._keep else limit,
            keep=self._keep,
            raise_when_capped=self._raise_when_capped,
            on_answer=self._update_total,
            on_end=self._end,
        )

    def _update_total(self, answer: Answer[Any]) -> None:
        self.total = contents.total_of(answer.value)

    def _end(self, pages: "Pages[ItemT]") -> None:
        self.incomplete_reason = reason = pages.incomplete_reason
        expected = reason == NO_TOTAL and not self._call.operation.items
        if reason and not pages.is_capped and not expected:
            _LOGGER.warning(
                "%s may be incomplete: %s",
                self._call.operation.id,
                self.incomplete_reason,
            )


@define(eq=False)
class SeenItems:
    """The keys of the items seen last; bounded, so that a list may be of any length."""

    # An item is forgotten after this many others.
    limit: int = 2 * REREAD_DEPTH
    # How many of the items added last differed from those before.
    progress: int = field(default=0, init=False)
    # A dict keeps the order of insertion.
    _keys: dict[Hashable, None] = field(factory=dict[Hashable, None], init=False)

    def add(
        self, items: Sequence[ItemT], keys: Sequence[Hashable], overlap: int = 0
    ) -> tuple[ItemT, ...]:
        """Remember items by their keys; return those that were not seen before.

        An item without an id or a name is returned, since another may be equal, unless
        it is among the first ``overlap`` ones, whose positions were read before.
        """
        new: list[ItemT] = []
        self.progress = 0
        for position, (item, identity) in enumerate(zip(items, keys, strict=True)):
            # Of another type than a key, so that they are never equal.
            key = (contents.fingerprint(item),) if identity is None else identity
            is_new = key not in self._keys
            self.progress += is_new
            if is_new or (identity is None and position >= overlap):
                new.append(item)
            self._keys[key] = None
        excess = len(self._keys) - self.limit
        for key in list(islice(self._keys, max(excess, 0))):
            del self._keys[key]
        return tuple(new)


@frozen
class _Received(Generic[ItemT]):
    """A page: its items, and the error in its links, if any."""

    items: tuple[ItemT, ...]
    keys: Sequence[Hashable]  # of the items
    total: int | None
    links: Links
    failure: UnexpectedAnswerError | None


class Pages(SteppedIterator[tuple[ItemT, ...]]):
    """The pages of a list, each with those items that no earlier page contained."""

    def __init__(
        self,
        pipeline: Pipeline,
        call: Call[Page[ItemT]] | Call[tuple[ItemT, ...]],
        *,
        on_answer: Callable[[Answer[Any]], object],
        on_end: "Callable[[Pages[ItemT]], object]" = lambda _: None,
        limit: int | None = None,
        keep: Callable[[ItemT], object] | None = None,
        raise_when_capped: bool = False,
        conditional: bool = False,
    ) -> None:
        """Start at the first page; ``limit`` is how many items are needed at most."""
        super().__init__()
        self._pipeline = pipeline
        self._call = call
        self._raise_when_capped = raise_when_capped
        self._keep = keep
        self._conditional = conditional
        self._on_answer = on_answer
        self._on_end = on_end
        filters = {name for name, _ in call.query}
        cap = CAP if filters.intersection(call.operation.capped_by) else None
        has_total = bool(call.operation.items)
        self._plan = PagePlan((call.path, call.query), limit, cap, has_total)
        self._seen = SeenItems()
        self._found = self._stated = 0
        self._failed = self._ended = False

    @property
    def incomplete_reason(self) -> str | None:
        """Why not every item may have been yielded; None if that was shown."""
        reason, plan = self._plan.incomplete_reason, self._plan
        is_whole = plan.limit is None and self._keep is None
        if reason is None and is_whole and self._stated > self._found:
            # A list that only its links lead through, which end early.
            reason = f"the list ended after {self._found} of {self._stated} items"
        return reason

    @property
    def is_capped(self) -> bool:
        """Whether the list is filtered and has more items than GitHub returns."""
        return self._plan.cap is not None and self._plan.is_capped

    @property
    def page_size(self) -> int:
        """The page size requested last: smaller than the first one after failures."""
        return self._plan.page_size

    async def _step(self) -> None:
        if self._plan.wanted:
            await self._fetch_batch()
            return
        if not self._ended and not self._failed:
            self._ended = True
            self._on_end(self)
            if self._raise_when_capped and self.is_capped:
                total = self._plan.total or 0
                raise ResultsCappedError(
                    f"GitHub has {total} results but returns only the newest {CAP} of "
                    "a filtered list; narrow the filters, use runs.history(start, end) "
                    "to read all runs, or call allow_capped() to accept the newest",
                    total=total,
                    yielded=self._found,
                )
        raise StopAsyncIteration

    async def _fetch_batch(self) -> None:
        """Fetch the wanted pages, and accept them as far as none of them fails."""
        wanted = self._plan.wanted
        async with fan_out(
            self._fetch, wanted, limit=min(len(wanted), BATCH_SIZE), ordered=True
        ) as outcomes:
            async for outcome in outcomes:
                if isinstance(outcome, Failed):
                    self._recover(outcome.error)
                    return
                self._accept(outcome.result)
                if self._failed:
                    return

    def _accept(self, page: _Received[ItemT]) -> None:
        new = self._seen.add(page.items, page.keys, self._plan.overlap)
        failure = page.failure
        try:
            self._plan.accept(
                PageInfo(
                    count=len(page.items),
                    new=self._seen.progress,
                    total=page.total,
                    links=page.links,
                )
            )
        except UnexpectedAnswerError as error:
            failure = failure or error
        if self._keep is not None:
            new = tuple(filter(self._keep, new))
        if new:
            self._found += len(new)
            self._ready.append(new)
        if failure is not None:  # the items of the page are valid nevertheless
            self._fail(failure)

    def _recover(self, error: Exception) -> None:
        """Go on after a page could not be fetched, or end the list with ``error``."""
        plan = self._plan
        if plan.is_guess and isinstance(error, NotFoundError | ValidationFailedError):
            plan.stop("GitHub rejects the page after the last one")
        elif not (
            isinstance(error, ServerError | RequestTimeoutError)
            and is_transient(error)
            and self._pipeline.context.patience.attempts > 1
            and plan.shrink()
        ):
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        """End the list with ``error``, also if this step is cancelled now."""
        self._plan.wanted = ()
        self._failed = True
        self._failures.append(error)

    async def _fetch(self, request: PageRequest) -> _Received[ItemT]:
        call: Call[Any] = self._call.at(*request.target)
        answer = await self._pipeline.exchange(call, conditional=self._conditional)
        self._on_answer(answer)
        items = contents.items_of(answer.value)
        keys = contents.keys_of(items)
        # A path that is not an operation: its links alone say which page is next.
        is_known = bool(call.operation.answers)
        neighbours, failure = Links(), None
        try:
            neighbours = links.neighbours(
                answer.headers.get("link", ""),
                base=self._pipeline.context.base_url,
                template=call.operation.path if is_known else None,
            )
        except UnexpectedAnswerError as error:
            failure = error
        total = contents.total_of(answer.value)
        if not is_known:
            self._stated, total = total or 0, None
        return _Received(items, keys, total, neighbours, failure)


class Items(SteppedIterator[ItemT]):
    """The items of pages, one by one."""

    def __init__(self, pages: AsyncIterator[tuple[ItemT, ...]]) -> None:
        super().__init__()
        self._pages = pages

    async def _step(self) -> None:
        self._ready.extend(await anext(self._pages))


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
