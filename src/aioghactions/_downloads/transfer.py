"""Transfer a body over as many links and connections as it needs."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, suppress
from typing import Final, TypeAlias

from attrs import define, field

from aioghactions import errors
from aioghactions._core.call import Call, Location
from aioghactions._core.messages import Headers
from aioghactions._downloads import resume, signed_link
from aioghactions._downloads.kinds import kind_of, unexpected_document
from aioghactions._downloads.resume import ChangedError, Received, Restart, Resume
from aioghactions._http.transport import Stream
from aioghactions._request.pipeline import Pipeline
from aioghactions._request.state import CallState

_MAX_REJECTED_LINKS: Final = 3  # in a row
# New bytes after which attempts are counted from one again: a long body over a bad
# connection makes progress, it does not fail repeatedly. At one link per mebibyte, the
# hourly rate limit suffices for 5 GiB.
_PROGRESS: Final = 2**20

# Retried like a call, with the backoff of the retry loop.
_Transient: TypeAlias = errors.TransportError | errors.ServerError
# Retried at once with a new link.
_Rejected: TypeAlias = errors.DownloadExpiredError | errors.NotFoundError
_Failure: TypeAlias = _Transient | _Rejected | errors.DownloadError


@define(eq=False)
class Transfer:
    """A resumable transfer: the bytes of a body in order, each once.

    A signed link expires after a minute, so each connection gets a new one. A broken
    connection is resumed at the byte where it broke. The permit is held while a
    connection is open, since the request is still in progress for GitHub. ``headers``
    are those of the response with the first byte.
    """

    pipeline: Pipeline
    call: Call[Location]
    received: Received = field(factory=Received, init=False)
    headers: Mapping[str, str] = field(factory=Headers, init=False, repr=False)
    is_delimited: bool = field(default=True, init=False)  # truncation is detectable
    _state: CallState = field(init=False, repr=False)
    _connection: AsyncExitStack = field(factory=AsyncExitStack, init=False, repr=False)
    _stream: Stream | None = field(default=None, init=False, repr=False)
    _chunks: AsyncIterator[bytes] | None = field(default=None, init=False, repr=False)
    _yielded: int = field(default=0, init=False)
    _bytes_to_skip: int = field(default=0, init=False)
    _ahead: memoryview = field(factory=lambda: memoryview(b""), init=False, repr=False)
    _rejected_links: int = field(default=0, init=False)
    _retry_cost: int = field(default=0, init=False)
    _last_progress: int = field(default=0, init=False)
    _is_closed: bool = field(default=False, init=False)

    async def open(self) -> None:
        """Request a link and open it."""
        self._state = self.pipeline.start(self.call)
        try:
            await self._connect()
        except BaseException:
            await self.close()
            raise

    async def peek(self, size: int, *, chunk: int) -> bytes:
        """Return the first ``size`` bytes, or all if there are fewer; consume none.

        At most ``chunk`` bytes more are received.
        """
        while len(self._ahead) < size:
            try:
                data = await self._receive(chunk)
            except ChangedError:
                self._ahead = memoryview(b"")
                continue
            if not data:
                break
            self._ahead = memoryview(bytes(self._ahead) + data)
        return bytes(self._ahead[:size])

    async def read(self, size: int) -> bytes:
        """Return the next bytes, at most ``size``; b"" at the end.

        After a ``ChangedError``, the next call returns the first bytes of the new body.
        """
        if not self._ahead:
            received = await self._receive(size)
            if len(received) <= size:
                return received
            self._ahead = memoryview(received)  # its size is that of the first peek
        data, self._ahead = bytes(self._ahead[:size]), self._ahead[size:]
        return data

    async def _receive(self, size: int) -> bytes:
        while self._stream is not None:
            if self._chunks is None:
                self._chunks = self._stream.chunks(size)
            try:
                data = await anext(self._chunks, b"")
            except errors.TransportError as error:
                failure = error
            else:
                if data:
                    if new := self._accept(data):
                        return new
                    continue
                if not self.received.is_short:
                    await self._finish()
                    break
                failure = errors.ConnectionLostError("storage ended the body early")
            failure.operation = self._operation
            await self._back_off(failure)
            await self._connect()
        return b""

    async def close(self) -> None:
        """Close the connection for good, and release the permit."""
        self._is_closed = True
        await self._disconnect()

    async def _disconnect(self) -> None:
        chunks, self._stream, self._chunks = self._chunks, None, None
        try:
            if aclose := getattr(chunks, "aclose", None):
                # RuntimeError: another task is reading; it gets an error now.
                with suppress(RuntimeError):
                    await aclose()
        finally:
            await self._connection.aclose()

    async def _connect(self) -> None:
        while (failure := await self._attempt()) is not None:
            await self._back_off(failure)

    async def _attempt(self) -> _Failure | None:
        await signed_link.request_link(self.pipeline, self._state)
        opening = signed_link.open_signed_link(
            self.pipeline, self._state, self.received.range_headers()
        )
        try:
            stream = await self._connection.enter_async_context(opening)
        except errors.TransportError as error:
            error.operation = self._operation
            return error
        verdict = resume.judge(stream.status, stream.headers, self.received)
        if isinstance(verdict, Restart | Resume):
            self._reject_document(stream.headers)
        match verdict:
            case Restart(received, is_delimited):
                self.headers, self.is_delimited = stream.headers, is_delimited
                self._continue(stream, received)
                yielded, self._yielded = self._yielded, 0
                if yielded:
                    raise ChangedError(
                        f"{self._operation}: the body changed after {yielded} bytes"
                    )
                return None
            case Resume(received, skip):
                self._continue(stream, received, skip)
                return None
            case "complete":
                await self._finish()
                return None
            case "changed":
                self.received = Received()
                return errors.DownloadError(
                    f"{self._operation}: the stored body has changed"
                )
            case "rejected":
                return signed_link.expired_link(self._operation, stream)
            case "unavailable":
                return signed_link.storage_failure(
                    self._operation, stream, self._state.requests
                )
            case _:
                raise errors.DownloadError(
                    f"{self._operation}: unexpected status {stream.status} from storage"
                )

    def _reject_document(self, headers: Mapping[str, str]) -> None:
        kind = kind_of(self.call)
        if found := unexpected_document(kind, headers, self.headers):
            raise errors.DownloadError(
                f"{self._operation}: a response of type {found} is not from storage, "
                "perhaps from a proxy"
            )

    def _continue(self, stream: Stream, received: Received, skip: int = 0) -> None:
        self._stream, self.received, self._bytes_to_skip = stream, received, skip
        self._rejected_links = 0

    def _accept(self, data: bytes) -> bytes:
        """Count ``data`` and return the part that was not received before."""
        new = data[self._bytes_to_skip :]
        self._bytes_to_skip = max(0, self._bytes_to_skip - len(data))
        self.received = self.received.advanced(len(new))
        self._yielded += len(new)
        if new and self._retry_cost:
            self._refund()
        return new

    async def _finish(self) -> None:
        await self.close()
        self._refund()

    async def _back_off(self, failure: _Failure) -> None:
        """Return when a new link may be requested, or raise ``failure``."""
        await self._disconnect()
        if self._is_closed or self.pipeline.lifetime.is_closed:
            raise failure
        last, self._state = self._state, self.pipeline.start(self.call)
        state = self._state
        if not self._has_progressed():
            state.attempt = last.attempt
        state.requests, state.limited = last.requests, last.limited
        context = self.pipeline.context
        if isinstance(failure, _Transient):
            await self.pipeline.retry_loop.back_off(state, failure)
            self._retry_cost, state.paid = state.paid, 0
            return
        self._rejected_links += isinstance(failure, _Rejected)
        attempts_used = state.attempt >= context.patience.attempts
        if attempts_used or self._rejected_links > _MAX_REJECTED_LINKS:
            failure.add_note(f"gave up after {state.attempt} links")
            raise failure
        state.attempt += 1
        context.events.record(state, "retry", error=type(failure).__name__)

    def _has_progressed(self) -> bool:
        """Return whether enough new bytes arrived since this last returned True.

        The mark is not reset when a body restarts: bytes that arrive again are no
        progress, so that a body that changes each time does not loop forever.
        """
        if self.received.count < self._last_progress + _PROGRESS:
            return False
        self._last_progress = self.received.count
        return True

    def _refund(self) -> None:
        """Report a success to the retry budget: it refunds the last retry."""
        self.pipeline.context.budget.succeeded(self._retry_cost)
        self._retry_cost = 0

    @property
    def _operation(self) -> str:
        return self.call.operation.id
