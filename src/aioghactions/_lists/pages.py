"""One loop over a list.

Nothing runs between two steps of it: whatever was asked for in a step has come, or
has failed, when the step ends. So a loop may be left in any way, and there is nothing
to close.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Hashable, Iterable
from itertools import islice
from typing import Final, Generic, Protocol, Self, TypeVar

from attrs import define, field

from aioghactions._core.call import Call
from aioghactions._core.messages import Answer
from aioghactions._lists import links
from aioghactions._lists.links import Links, Target
from aioghactions._lists.plan import AT_ONCE, CAP, PageInfo, PagePlan
from aioghactions._request.pipeline import Pipeline
from aioghactions.errors import ResultsCappedError, UnexpectedAnswerError
from aioghactions.fanout import Failed, fan_out

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


ItemT_co = TypeVar("ItemT_co", covariant=True)


class Page(Protocol[ItemT_co]):
    """What every documented page has, whatever its items are called."""

    @property
    def total_count(self) -> int | None:
        """How many items the whole list has, if the server says so."""
        ...

    @property
    def items(self) -> tuple[ItemT_co, ...]:
        """The items of this page."""
        ...


class Pages(Generic[ItemT]):
    """The pages of a list, each with those items that no earlier page held."""

    def __init__(
        self,
        pipeline: Pipeline,
        call: Call[Page[ItemT]],
        *,
        enough: int | None,
        cut_is_failure: bool,
        note: Callable[[Answer[Page[ItemT]]], object],
    ) -> None:
        """Begin at the first page; nothing is sent yet.

        Args:
            pipeline: Sends the calls.
            call: The first page.
            enough: How many items will be taken at most; None for all.
            cut_is_failure: Raise at the end if GitHub has more items.
            note: Called with each answer, when it comes.
        """
        self._pipeline = pipeline
        self._call = call
        self._cut_is_failure = cut_is_failure
        self._note = note
        self._course = PagePlan(((call.path, call.query),), enough)
        self._recent = SeenItems()
        self._found = 0
        self._ready: deque[tuple[ItemT, ...]] = deque()
        # Raised when all that came before it has been handed over.
        self._failure: Exception | None = None
        # Several tasks may share a loop; one of them reads on.
        self._turn = asyncio.Lock()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> tuple[ItemT, ...]:
        """Return the next page that holds anything new.

        Raises:
            ResultsCappedError: GitHub has more items, and does not show them.
            UnexpectedAnswerError: A page names a next page that is not of this
                list, or on another host.
        """
        async with self._turn:
            while not self._ready and self._failure is None:
                if not self._course.wanted:
                    raise StopAsyncIteration
                try:
                    await self._read_on()
                except Exception as error:  # noqa: BLE001 - raised in its turn
                    self._course.abandon()
                    self._failure = error
        if self._ready:
            return self._ready.popleft()
        failure, self._failure = self._failure, None
        raise failure or StopAsyncIteration

    async def _read_on(self) -> None:
        """Fetch all that is wanted, and take it as far as it fits together."""
        wanted, course = self._course.wanted, self._course
        async with fan_out(
            self._fetch, wanted, limit=min(len(wanted), AT_ONCE), ordered=True
        ) as outcomes:
            async for outcome in outcomes:
                if isinstance(outcome, Failed):
                    raise outcome.error
                sheet, items, failure = outcome.result
                try:
                    fits = course.take(sheet)
                except UnexpectedAnswerError as error:
                    fits, failure = True, error
                if not fits:
                    return
                if fresh := self._recent.admit(items):
                    self._found += len(fresh)
                    self._ready.append(fresh)
                if failure is not None:  # what the page held is good all the same
                    raise failure
                if not course.wanted:
                    break
        if self._cut_is_failure and course.is_cut and not course.wanted:
            raise _cut(course.total or 0, self._found)

    async def _fetch(
        self, target: Target
    ) -> tuple[PageInfo, tuple[ItemT, ...], UnexpectedAnswerError | None]:
        """Return a page, its items, and what is wrong with its links."""
        answer = await self._pipeline.exchange(self._call.at(*target))
        self._note(answer)
        items, total = answer.value.items, answer.value.total_count
        if not isinstance(total, int):
            total = None
        failure = None
        try:
            neighbours = links.neighbours(
                answer.headers.get("link", ""),
                base=self._pipeline.context.base_url,
                template=self._call.operation.path,
            )
        except UnexpectedAnswerError as error:
            neighbours, failure = Links(), error
        return PageInfo(count=len(items), total=total, links=neighbours), items, failure


class Items(Generic[ItemT]):
    """The items of pages, one by one."""

    def __init__(self, pages: AsyncIterator[tuple[ItemT, ...]]) -> None:
        self._pages = pages
        self._left: deque[ItemT] = deque()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ItemT:
        while not self._left:
            self._left.extend(await anext(self._pages))
        return self._left.popleft()


def _cut(total: int, found: int) -> ResultsCappedError:
    return ResultsCappedError(
        f"GitHub has {total} results and ends a filtered list after {CAP}: narrow the "
        "filters, see all runs of a span with runs.history(start, end), or be content "
        "with the newest by list(...).allow_capped()",
        total=total,
        yielded=found,
    )
