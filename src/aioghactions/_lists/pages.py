"""Iterate over the pages of a list without repeating items."""

from collections.abc import AsyncIterator, Callable, Hashable, Iterable
from itertools import islice
from typing import Final, Protocol, TypeVar

from attrs import define, field

from aioghactions._core.call import Call
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

# An item is forgotten after this many others, far more than one batch contains.
_MAX_SEEN: Final = 20_000


class Page(Protocol[ItemT_co]):
    """What every documented page contains, whatever its items are called."""

    @property
    def total_count(self) -> int | None:
        """How many items the whole list has, if the server says so."""
        ...

    @property
    def items(self) -> tuple[ItemT_co, ...]:
        """The items of this page."""
        ...


@define(eq=False)
class SeenItems:
    """The keys of the items seen last; bounded, so that a list may be of any length."""

    limit: int = _MAX_SEEN
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
