"""Many repositories, and one thing to do with each."""

from collections.abc import AsyncIterable, Awaitable, Callable, Collection, Iterable
from itertools import islice
from typing import Final, TypeVar

from attrs import field, frozen

from aioghactions.fanout import FanOut, fan_out
from aioghactions.scopes import Repo

ResultT = TypeVar("ResultT")

_SHOWN: Final = 3  # names in a repr


@frozen(repr=False)
class Repos:
    """Repositories by name; nothing is sent or looked at before :meth:`each`."""

    _repo: Callable[[str], Repo] = field(repr=False)
    names: Iterable[str] | AsyncIterable[str]

    def __attrs_post_init__(self) -> None:
        if isinstance(self.names, str):
            raise TypeError(f"names are several: write [{self.names!r}] for one")

    def __repr__(self) -> str:
        if not isinstance(self.names, Collection):  # looking would use it up
            return f"<Repos of a {type(self.names).__name__}>"
        shown = ", ".join(map(str, islice(self.names, _SHOWN)))
        more = len(self.names) - _SHOWN
        return f"<Repos {shown}" + f" and {more} more" * (more > 0) + ">"

    def each(
        self,
        worker: Callable[[Repo], Awaitable[ResultT]],
        *,
        limit: int = 16,
        ordered: bool = False,
        fail_fast: bool = False,
        deadline: float | None = None,
    ) -> FanOut[str, ResultT]:
        """Run ``worker`` over every repository, at most ``limit`` at once.

        A :func:`fan_out` whose items are the names, also those that are no name of a
        repository: these fail alone.

        Args:
            worker: Called once with the handle of each repository.
            limit: How many at once.
            ordered: Hand the outcomes over in the order of the names.
            fail_fast: Raise the first failure instead of handing it over.
            deadline: Seconds for the whole block. Default: no bound.

        Example:
            ::

                async with client.repos(names).each(newest) as outcomes:
                    async for outcome in outcomes:
                        match outcome:
                            case Done(name, run): ...
                            case Failed(name, error): ...
        """

        async def work(name: str) -> ResultT:
            return await worker(self._repo(name))

        return fan_out(
            work,
            self.names,
            limit=limit,
            ordered=ordered,
            fail_fast=fail_fast,
            deadline=deadline,
        )
