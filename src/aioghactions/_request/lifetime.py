"""When, and where, a client may be used."""

import asyncio
import os
from collections.abc import Generator
from contextlib import contextmanager
from math import inf
from typing import Literal

from attrs import define, field


@define(eq=False)
class Lifetime:
    """Open once, in one event loop of one process, until closed."""

    _state: Literal["new", "open", "closed"] = field(default="new", init=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False)
    _process: int = field(default=0, init=False)

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


@define(eq=False)
class CallsInProgress:
    """The timeouts of the calls in progress, so that closing can end them early."""

    _timeouts: set[asyncio.Timeout] = field(factory=set[asyncio.Timeout], init=False)
    _none_left: asyncio.Event = field(factory=asyncio.Event, init=False, repr=False)

    @contextmanager
    def __call__(self, timeout: asyncio.Timeout) -> Generator[None]:
        """Count a call for as long as the block lasts.

        Args:
            timeout: The call's timeout, already entered.
        """
        self._timeouts.add(timeout)
        try:
            yield
        finally:
            self._timeouts.discard(timeout)
            if not self._timeouts:
                self._none_left.set()

    async def wait(self) -> None:
        """Return when no call is in progress."""
        while self._timeouts:
            self._none_left.clear()
            await self._none_left.wait()

    def abort(self) -> None:
        """Let every call time out at once."""
        for timeout in self._timeouts:
            if not timeout.expired():
                timeout.reschedule(-inf)  # in the past by any loop's clock
