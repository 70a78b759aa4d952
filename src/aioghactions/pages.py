"""Iterate over lists that have more than one page."""

from collections.abc import AsyncIterator
from typing import Generic, TypeVar

from attrs import evolve

from aioghactions._core.call import Call
from aioghactions._core.messages import Answer
from aioghactions._lists.pages import Items, Page, Pages
from aioghactions._request.pipeline import Pipeline

__all__ = ["Page", "Pager"]

ItemT = TypeVar("ItemT")


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

        It ends without an error after the newest 1,000 results. Without this, the loop
        raises ``ResultsCappedError`` after them if GitHub counts more.
        """
        pager = Pager(self._pipeline, self._call)
        pager._raise_when_capped = False
        return pager

    async def first(self) -> ItemT | None:
        """Return the first item, or None if the list is empty.

        Sends one request, for a page of one item.
        """
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

    def _read(self, limit: int | None) -> Pages[ItemT]:
        return Pages(
            self._pipeline,
            self._call,
            limit=limit,
            raise_when_capped=self._raise_when_capped,
            on_answer=self._update_total,
        )

    def _update_total(self, answer: Answer[Page[ItemT]]) -> None:
        self.total = answer.value.total_count
