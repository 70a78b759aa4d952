"""Lifetime of a client: its event loop, its process, and its calls in progress."""

import asyncio
import os
from typing import Literal

from attrs import define, field

from aioghactions._core.clock import TimeLimit


@define(eq=False, repr=False)
class Lifetime:
    """A client is opened once and used in one event loop of one process."""

    _state: Literal["new", "open", "closed"] = field(default="new", init=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False)
    _process: int = field(default=0, init=False)

    @property
    def is_open(self) -> bool:
        return self._state == "open"

    @property
    def is_closed(self) -> bool:
        return self._state == "closed"

    def begin(self) -> None:
        """Bind the client to the running event loop and this process."""
        if self._state == "open":
            raise RuntimeError("this client is already open")
        if self._state == "closed":
            raise RuntimeError("this client is closed; create a new one")
        self._state = "open"
        self._loop = asyncio.get_running_loop()
        self._process = os.getpid()

    def end(self) -> bool:
        """Mark the client as closed; return whether it was open."""
        was_open = self._state == "open"
        if was_open:
            self.check()
        self._state = "closed"
        return was_open

    def check(self) -> None:
        """Raise unless the client is open in this event loop and process."""
        if self._state == "new":
            raise RuntimeError(
                "this client is not open; use it inside `async with Client(...) as "
                "client:`, or await client.open() first"
            )
        if self._state == "closed":
            raise RuntimeError("this client is closed")
        if self._process != os.getpid():
            raise RuntimeError("this client was opened before a fork; create a new one")
        if self._loop is not asyncio.get_running_loop():
            raise RuntimeError(
                "this client was opened in another event loop; create one for each loop"
            )


@define(eq=False, repr=False)
class CallsInProgress(TimeLimit):
    """The calls in progress, which end at their deadline or when a client closes."""

    _none_left: asyncio.Event = field(factory=asyncio.Event, init=False, repr=False)

    def end(self, timeout: asyncio.Timeout) -> None:
        """Remove a call that has ended."""
        super().end(timeout)
        if not self._ends:
            self._none_left.set()

    async def wait(self) -> None:
        """Wait until no call is in progress."""
        while self._ends:
            self._none_left.clear()
            await self._none_left.wait()
