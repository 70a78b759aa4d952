"""Lists that are longer than one page."""

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
    """The items of a list, fetched a page at a time.

    ``async for`` over a pager to see every item, each one once; each loop starts anew
    at the first page. Nothing is sent before the first item is asked for, and nothing
    while the loop's body runs; the loop may be left in any way. The first page comes
    alone, the following ones several at once as far as its links name them, and all
    are told in GitHub's order.

    An item that is on the list all the time is told, although others come to the
    front of the list or are removed from it, also by the loop itself. What joins the
    list during the loop is told or not. (One exception: if something comes and
    something goes while the same few pages are being fetched, an item between two of
    them may be missed.)

    A pager is not awaitable on purpose: awaiting could only mean "the first
    page", and code that stops there by accident looks right until the list
    grows.

    Attributes:
        total: How many items GitHub counts in all, by the page seen last; None
            before the first. A list capped at 1,000 results counts them all.
    """

    def __init__(self, pipeline: Pipeline, call: Call[Page[ItemT]]) -> None:
        self._pipeline = pipeline
        self._call = call
        self._cut_is_failure = any(
            name in call.operation.capped_by for name, _ in call.query
        )
        self.total: int | None = None

    def __repr__(self) -> str:
        return f"<Pager {self._call}>"

    def __aiter__(self) -> AsyncIterator[ItemT]:
        """Tell every item, in GitHub's order.

        Raises:
            ResultsCappedError: GitHub has more items, and does not show them.
            UnexpectedAnswerError: A page names a next page that is not of this
                list, or on another host.
        """
        return Items(self.pages())

    def pages(self) -> AsyncIterator[tuple[ItemT, ...]]:
        """Tell the items page by page; none is empty, and none repeats an item."""
        return self._read(None)

    def allow_capped(self) -> "Pager[ItemT]":
        """Return a pager that ends quietly where GitHub ends a filtered list.

        That is after 1,000 results, the newest ones. Otherwise the loop raises
        ``ResultsCappedError`` after the last of them if GitHub counts more.
        """
        content = Pager(self._pipeline, self._call)
        content._cut_is_failure = False
        return content

    async def first(self) -> ItemT | None:
        """Return the first item, or None if there is none; ask for no other."""
        query = tuple(pair for pair in self._call.query if pair[0] != "per_page")
        single = evolve(self._call, query=(*query, ("per_page", "1")))
        async for page in Pager(self._pipeline, single).pages():
            return page[0]
        return None

    async def collect(self, *, limit: int | None = None) -> list[ItemT]:
        """Return the items as a list.

        Args:
            limit: Stop after so many; pages beyond it are not fetched. Default:
                all of them, which for a busy repository is a great many.

        Raises:
            ResultsCappedError: GitHub has more items, and does not show them.
            ValueError: ``limit`` is negative.
        """
        if limit is not None and limit < 0:
            raise ValueError(f"limit is {limit}; it must not be negative")
        found: list[ItemT] = []
        if limit == 0:
            return found
        async for page in self._read(limit):
            found.extend(page)
            if limit is not None and len(found) >= limit:
                break
        return found[:limit]

    def _read(self, enough: int | None) -> Pages[ItemT]:
        return Pages(
            self._pipeline,
            self._call,
            enough=enough,
            cut_is_failure=self._cut_is_failure,
            note=self._note,
        )

    def _note(self, answer: Answer[Page[ItemT]]) -> None:
        self.total = answer.value.total_count
