"""Iterate over lists that have more than one page."""

from collections.abc import AsyncIterator, Callable, Hashable, Iterable
from itertools import islice
from typing import Generic, Protocol, TypeVar

from attrs import define, evolve, field

from aioghactions._core.call import Call
from aioghactions._core.lazy import lister
from aioghactions._core.messages import Answer
from aioghactions._core.stepped import SteppedIterator
from aioghactions._lists import links
from aioghactions._lists.links import Links, Target
from aioghactions._lists.plan import BATCH_SIZE, CAP, PageInfo, PagePlan
from aioghactions._request.pipeline import Pipeline
from aioghactions.errors import ResultsCappedError, UnexpectedAnswerError
from aioghactions.fanout import Failed, fan_out

ItemT = TypeVar("ItemT")
ItemT_co = TypeVar("ItemT_co", covariant=True)


class Page(Protocol[ItemT_co]):
    """What every documented page contains, for any kind of item."""

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

    An item that stays in the list is yielded even if other items are added at the front
    or removed meanwhile, also by the loop itself. An item that is added during the
    loop may or may not be yielded. Exception: if items are both added and removed while
    the same batch of pages is fetched, an item between two of its pages may be missed.

    A pager is not awaitable: that could only return the first page, and such code would
    look correct until the list grows.

    Attributes:
        total: How many items GitHub counts, according to the page received last; None
            before the first. It may exceed the 1,000 results that GitHub returns of a
            filtered list.
    """

    def __init__(self, pipeline: Pipeline, call: Call[Page[ItemT]]) -> None:
        self._pipeline = pipeline
        self._call = call
        self._raise_when_capped = any(
            name in call.operation.capped_by for name, _ in call.query
        )
        self.total: int | None = None

    def __repr__(self) -> str:
        return f"<Pager {self._call}>"

    def __aiter__(self) -> AsyncIterator[ItemT]:
        """Return an iterator over all items, in GitHub's order.

        Raises:
            ResultsCappedError: While iterating, after the last item: GitHub has more
                items than the 1,000 that it returns of a filtered list.
            UnexpectedAnswerError: While iterating: the link to the next page is
                invalid, or leads to another list or another host.
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
        pager = Pager(self._pipeline, self._call)
        pager._raise_when_capped = False
        return pager

    async def first(self) -> ItemT | None:
        """Return the first item, with one request; None if the list is empty."""
        query = tuple(pair for pair in self._call.query if pair[0] != "per_page")
        single = evolve(self._call, query=(*query, ("per_page", "1")))
        async for page in Pager(self._pipeline, single).pages():
            return page[0]
        return None

    async def collect(self, *, limit: int | None = None) -> list[ItemT]:
        """Return the items as a list.

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
        async for page in self._read(limit):
            found.extend(page)
            if limit is not None and len(found) >= limit:
                break
        return found[:limit]

    def _read(self, limit: int | None) -> AsyncIterator[tuple[ItemT, ...]]:
        return Pages(
            self._pipeline,
            self._call,
            limit=limit,
            raise_when_capped=self._raise_when_capped,
            on_answer=self._update_total,
        )

    def _update_total(self, answer: Answer[Page[ItemT]]) -> None:
        self.total = answer.value.total_count


@define(eq=False)
class SeenItems:
    """The keys of the items seen last; bounded, so that a list may be of any length."""

    # An item is forgotten after this many others, far more than one batch contains.
    limit: int = 20_000
    # A dict keeps the order of insertion.
    _keys: dict[Hashable, None] = field(factory=dict[Hashable, None], init=False)

    def add(self, items: Iterable[ItemT]) -> tuple[ItemT, ...]:
        """Remember ``items`` and return those that were not seen before."""
        new: list[ItemT] = []
        for item in items:
            key = getattr(item, "id", None) or getattr(item, "name", None)
            if key is None or key not in self._keys:
                new.append(item)
            if key is not None:
                self._keys[key] = None
        excess = len(self._keys) - self.limit
        for key in list(islice(self._keys, max(excess, 0))):
            del self._keys[key]
        return tuple(new)


class Pages(SteppedIterator[tuple[ItemT, ...]]):
    """The pages of a list, each with those items that no earlier page contained."""

    def __init__(
        self,
        pipeline: Pipeline,
        call: Call[Page[ItemT]],
        *,
        on_answer: Callable[[Answer[Page[ItemT]]], object],
        limit: int | None = None,
        raise_when_capped: bool = False,
    ) -> None:
        """Start at the first page; ``limit`` is how many items are needed at most."""
        super().__init__()
        self._pipeline = pipeline
        self._call = call
        self._raise_when_capped = raise_when_capped
        self._on_answer = on_answer
        self._plan = PagePlan(((call.path, call.query),), limit)
        self._seen = SeenItems()
        self._found = 0

    async def _step(self) -> None:
        if self._plan.wanted:
            await self._fetch_batch()
        elif self._raise_when_capped and self._plan.is_capped:
            self._raise_when_capped = False
            total = self._plan.total or 0
            raise ResultsCappedError(
                f"GitHub has {total} results but returns only the newest {CAP} of a "
                "filtered list; narrow the filters, use runs.history(start, end) to "
                "read all runs, or call allow_capped() to accept the newest",
                total=total,
                yielded=self._found,
            )
        else:
            raise StopAsyncIteration

    async def _fetch_batch(self) -> None:
        """Fetch the wanted pages, and accept them as far as they continue the list."""
        plan, wanted = self._plan, self._plan.wanted
        async with fan_out(
            self._fetch, wanted, limit=min(len(wanted), BATCH_SIZE), ordered=True
        ) as outcomes:
            async for outcome in outcomes:
                if isinstance(outcome, Failed):
                    self._fail(outcome.error)
                    return
                info, items, failure = outcome.result
                try:
                    if not plan.accept(info):
                        return
                except UnexpectedAnswerError as error:
                    failure = error
                if new := self._seen.add(items):
                    self._found += len(new)
                    self._ready.append(new)
                if failure is not None:  # the items of the page are valid nevertheless
                    self._fail(failure)
                if not plan.wanted:
                    return

    def _fail(self, error: Exception) -> None:
        """End the list with ``error``, also if this step is cancelled now."""
        self._plan.wanted = ()
        self._raise_when_capped = False
        self._failures.append(error)

    async def _fetch(
        self, target: Target
    ) -> tuple[PageInfo, tuple[ItemT, ...], UnexpectedAnswerError | None]:
        """Return the page info, the items, and the error in the links, if any."""
        answer = await self._pipeline.exchange(self._call.at(*target))
        self._on_answer(answer)
        items, total = answer.value.items, answer.value.total_count
        if not isinstance(total, int):
            total = None
        neighbours, failure = Links(), None
        try:
            neighbours = links.neighbours(
                answer.headers.get("link", ""),
                base=self._pipeline.context.base_url,
                template=self._call.operation.path,
            )
        except UnexpectedAnswerError as error:
            failure = error
        return PageInfo(count=len(items), total=total, links=neighbours), items, failure


class Items(SteppedIterator[ItemT]):
    """The items of pages, one by one."""

    def __init__(self, pages: AsyncIterator[tuple[ItemT, ...]]) -> None:
        super().__init__()
        self._pages = pages

    async def _step(self) -> None:
        self._ready.extend(await anext(self._pages))


__dir__ = lister(globals())
