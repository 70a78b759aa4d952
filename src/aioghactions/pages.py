"""Lists that are longer than one page."""

from collections.abc import AsyncGenerator, Generator
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from aioghactions._policy import links
from aioghactions._runtime.pipeline import Pipeline
from aioghactions._wire.call import Call

ItemT = TypeVar("ItemT")
ItemT_co = TypeVar("ItemT_co", covariant=True)


class Page(Protocol[ItemT_co]):
    """What every documented page has, whatever its items are called."""

    @property
    def total_count(self) -> int:
        """How many items the whole list has."""
        ...

    @property
    def items(self) -> tuple[ItemT_co, ...]:
        """The items of this page."""
        ...


class Pager(Generic[ItemT]):
    """The items of a list, fetched a page at a time.

    ``async for`` over a pager to see every item; each loop starts anew at the
    first page. Nothing is sent before the first item is asked for, and no
    connection is held while the loop's body runs.

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
        self.total: int | None = None

    def __repr__(self) -> str:
        return f"<Pager {self._call}>"

    async def __aiter__(self) -> AsyncGenerator[ItemT, None]:
        """Yield every item, in GitHub's order."""
        async for page in self.pages():
            for item in page:
                yield item

    async def pages(self) -> AsyncGenerator[tuple[ItemT, ...], None]:
        """Yield the items page by page.

        Raises:
            UnexpectedAnswerError: A page names a next page that is not of this
                list, or on another host.
        """
        call = self._call
        while True:
            answer = await self._pipeline.exchange(call)
            self.total = answer.value.total_count
            yield answer.value.items
            target = links.neighbours(
                answer.headers.get("link", ""),
                base=self._pipeline.base_url,
                template=call.operation.path,
            ).next
            if target is None:
                return
            call = call.at(*target)

    async def first(self) -> ItemT | None:
        """Return the first item, or None if there is none."""
        async for page in self.pages():
            if page:
                return page[0]
        return None

    async def collect(self, *, limit: int | None = None) -> list[ItemT]:
        """Return the items as a list.

        Args:
            limit: Stop after so many; pages beyond it are not fetched. Default:
                all of them, which for a busy repository is a great many.

        Raises:
            ValueError: ``limit`` is negative.
        """
        if limit is not None and limit < 0:
            raise ValueError(f"limit is {limit}; it must not be negative")
        found: list[ItemT] = []
        if limit == 0:
            return found
        async for page in self.pages():
            found.extend(page)
            if limit is not None and len(found) >= limit:
                break
        return found[:limit]

    if not TYPE_CHECKING:
        # Type checkers refuse both by themselves; at run time the stock message
        # ("object Pager can't be used in 'await' expression") helps nobody.
        def __await__(self) -> Generator[None, None, None]:
            raise TypeError(
                "a Pager is not awaitable: use `async for item in pager`, or "
                "await pager.first() or pager.collect(limit=...)"
            )

        def __iter__(self) -> Generator[None, None, None]:
            raise TypeError("a Pager is asynchronous: use `async for item in pager`")
