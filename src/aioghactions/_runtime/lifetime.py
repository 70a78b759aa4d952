"""When, and where, a client may be used."""

import asyncio
import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Literal

from attrs import define, field


@define(eq=False)
class Lifetime:
    """Open once, in one event loop of one process, until closed."""

    _state: Literal["new", "open", "closed"] = field(default="new", init=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False)
    _process: int = field(default=0, init=False)
    _calls: set[asyncio.Timeout] = field(
        factory=set[asyncio.Timeout], init=False, repr=False
    )
    _quiet: asyncio.Event = field(factory=asyncio.Event, init=False, repr=False)

    @property
    def is_closed(self) -> bool:
        """Whether it has ended, or is about to."""
        return self._state == "closed"

    def begin(self) -> None:
        """Note that the client is open from now on, here.

        Raises:
            RuntimeError: It is open already, or was closed.
        """
        if self._state == "open":
            raise RuntimeError("this client is open already")
        if self._state == "closed":
            raise RuntimeError("this client is closed: make a new one")
        self._state = "open"
        self._loop = asyncio.get_running_loop()
        self._process = os.getpid()

    def end(self) -> bool:
        """Note that the client is closed; return whether it was open.

        Raises:
            RuntimeError: It is open, but not here.
        """
        was_open = self._state == "open"
        if was_open:
            self.check()
        self._state = "closed"
        return was_open

    def check(self) -> None:
        """Do nothing if the client may be used here and now.

        Raises:
            RuntimeError: It is not open, closed, or belongs to another event
                loop, thread or process.
        """
        if self._state == "new":
            raise RuntimeError(
                "this client is not open: use it inside `async with Client(...) as "
                "client:`, or await client.open() first"
            )
        if self._state == "closed":
            raise RuntimeError("this client is closed")
        if self._process != os.getpid():
            raise RuntimeError("this client was opened before a fork: make a new one")
        if self._loop is not asyncio.get_running_loop():
            raise RuntimeError(
                "this client was opened in another event loop: make one for each loop"
            )

    @contextmanager
    def calling(self, bound: asyncio.Timeout) -> Generator[None, None, None]:
        """Note that a call is under way; :meth:`abort` lets ``bound`` expire."""
        self._calls.add(bound)
        try:
            yield
        finally:
            self._calls.discard(bound)
            if not self._calls:
                self._quiet.set()

    async def quiet(self) -> None:
        """Return when no call is under way."""
        while self._calls:
            self._quiet.clear()
            await self._quiet.wait()

    def abort(self) -> None:
        """End the calls that are under way."""
        for bound in self._calls:
            if not bound.expired():
                bound.reschedule(0.0)  # long ago, by any loop's clock
