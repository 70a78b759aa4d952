"""What a transport is: the only thing that touches the network."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from attrs import frozen

from aioghactions._core.messages import Request, Response


@frozen(kw_only=True)
class Timeouts:
    """Seconds that one attempt may take: to connect, between bytes, in all."""

    connect: float
    read: float
    total: float | None


class Stream(Protocol):
    """An answer whose body is still on its way. Header names are lower case."""

    @property
    def status(self) -> int:
        """HTTP status code."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The answer's headers."""
        ...

    def chunks(self, size: int) -> AsyncIterator[bytes]:
        """Yield the body as it arrives, at most ``size`` bytes at a time."""
        ...


class Transport(Protocol):
    """Sends one request, once, and reports what happened."""

    async def open(self) -> None:
        """Make ready inside the running loop."""
        ...

    async def close(self) -> None:
        """Let go of what ``open`` took."""
        ...

    async def exchange(self, request: Request, timeouts: Timeouts) -> Response:
        """Send ``request`` and read the whole answer."""
        ...

    def stream(
        self, request: Request, timeouts: Timeouts
    ) -> AbstractAsyncContextManager[Stream]:
        """Send ``request`` and hand over the answer with its body unread."""
        ...
