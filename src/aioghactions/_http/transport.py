"""The interface of a transport, the only part that uses the network."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from attrs import frozen

from aioghactions._core.messages import Request, Response


@frozen(kw_only=True)
class Timeouts:
    """Timeouts of one attempt in seconds.

    Attributes:
        connect: To connect, including TLS.
        read: Between two reads from the connection.
        total: From the start to the last byte of the body, or None for no limit.
    """

    connect: float
    read: float
    total: float | None


class Stream(Protocol):
    """A response whose body has not been read. Header names are lower case."""

    @property
    def status(self) -> int:
        """HTTP status code."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The response's headers."""
        ...

    def chunks(self, size: int) -> AsyncIterator[bytes]:
        """Yield the body as it arrives.

        Args:
            size: Most bytes of one chunk.
        """
        ...


class Transport(Protocol):
    """Sends requests, each exactly once: no retries, no redirects, no cookies."""

    async def open(self) -> None:
        """Acquire resources that need a running event loop."""
        ...

    async def close(self) -> None:
        """Release what ``open`` acquired."""
        ...

    async def exchange(self, request: Request, timeouts: Timeouts) -> Response:
        """Send ``request`` and read the whole response.

        Args:
            request: The request, with all of its headers.
            timeouts: Timeouts of this attempt.

        Raises:
            ConnectFailedError: Nothing was sent.
            ConnectionLostError: The request may have been sent.
            RequestTimeoutError: There was no response in time.
        """
        ...

    def stream(
        self, request: Request, timeouts: Timeouts
    ) -> AbstractAsyncContextManager[Stream]:
        """Send ``request`` and yield the response with its body unread.

        Args:
            request: The request, with all of its headers.
            timeouts: Timeouts of this attempt; ``total`` is None.

        Raises:
            TransportError: As for :meth:`exchange`.
        """
        ...
