"""One download: as many links and connections as its bytes need."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack
from typing import Final, TypeAlias

from attrs import define, evolve, field, frozen

from aioghactions import errors
from aioghactions._core.call import Call, Location
from aioghactions._core.messages import Headers
from aioghactions._core.threads import in_thread
from aioghactions._downloads import integrity, resume, signed_link
from aioghactions._downloads.resume import ChangedError, Received, Restart, Resume
from aioghactions._http.transport import Stream
from aioghactions._request.pipeline import Pipeline
from aioghactions._request.state import CallState
from aioghactions.errors import DownloadError

_MOST_RENEWALS: Final = 3
# Bytes that are worth a link: a long body over a bad line is work, not a failure that
# repeats itself. At a request for each mebibyte, the hour's allowance lasts for 5 GiB.
_WORTH_A_LINK: Final = 2**20

# What may pass: sent through the pipeline's own pause.
_Passing: TypeAlias = errors.TransportError | errors.ServerError
# A link that storage does not honour: the next one may be better.
_Dead: TypeAlias = errors.DownloadExpiredError | errors.NotFoundError
_Failure: TypeAlias = _Passing | _Dead | errors.DownloadError


@define(eq=False)
class Transfer:
    """The bytes of a download, in order and each once.

    A signed link dies after a minute, so every connection gets a fresh one, and
    none is kept. A body that breaks off is resumed where it ended. The place in
    the gate is held as long as a connection is open: what is being streamed
    counts.

    Attributes:
        held: What has arrived, and what is known of the whole.
        headers: What storage said with the first byte. Names are lower case.
        framed: Whether the end of the body can be told from a connection cut.
    """

    pipeline: Pipeline
    call: Call[Location]
    held: Received = field(factory=Received, init=False)
    headers: Mapping[str, str] = field(factory=Headers, init=False, repr=False)
    framed: bool = field(default=True, init=False)
    _state: CallState = field(init=False, repr=False)
    _connection: AsyncExitStack = field(factory=AsyncExitStack, init=False, repr=False)
    _stream: Stream | None = field(default=None, init=False, repr=False)
    _incoming: AsyncIterator[bytes] | None = field(default=None, init=False, repr=False)
    _delivered: int = field(default=0, init=False)
    _skip: int = field(default=0, init=False)
    _renewals: int = field(default=0, init=False)
    _paid: int = field(default=0, init=False)
    _reached: int = field(default=0, init=False)

    @property
    def length(self) -> int | None:
        """How many bytes the body has, unpacked; None if nobody says."""
        return None if "content-encoding" in self.headers else self.held.total

    async def open(self) -> None:
        """Ask for a link and open it.

        Raises:
            GitHubActionsError: The real last failure.
        """
        self._state = self.pipeline.start(self.call)
        try:
            await self._connect()
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Let go of the connection and of the place in the gate."""
        incoming, self._stream, self._incoming = self._incoming, None, None
        if aclose := getattr(incoming, "aclose", None):
            await aclose()
        await self._connection.aclose()

    async def read(self, size: int) -> bytes:
        """Return the next bytes, ``size`` at most; none at the end.

        Raises:
            ChangedError: What storage holds has changed. The next call returns
                its first bytes.
            GitHubActionsError: The real last failure.
        """
        while self._stream is not None:
            if self._incoming is None:
                self._incoming = self._stream.chunks(size)
            try:
                data = await anext(self._incoming, b"")
            except errors.TransportError as lost:
                failure = lost
            else:
                if data:
                    if fresh := self._count(data):
                        return fresh
                    continue
                if not self.held.is_short:
                    await self._finish()
                    break
                failure = errors.ConnectionLostError("storage ended its answer early")
            failure.operation = self.call.operation.id
            await self._again(failure)
            await self._connect()
        return b""

    def _count(self, data: bytes) -> bytes:
        """Return what is new of ``data``."""
        fresh = data[self._skip :]
        self._skip = max(0, self._skip - len(data))
        self.held = self.held.advanced(len(fresh))
        self._delivered += len(fresh)
        if fresh and self._paid:
            self._refund()
        return fresh

    async def _finish(self) -> None:
        await self.close()
        self._refund()

    def _refund(self) -> None:
        """Note that the last repetition was of use."""
        self.pipeline.context.budget.succeeded(self._paid)
        self._paid = 0

    async def _connect(self) -> None:
        """Open a connection whose next byte is the one we need."""
        while (failure := await self._attempt()) is not None:
            await self._again(failure)

    async def _attempt(self) -> _Failure | None:
        await signed_link.request_link(self.pipeline, self._state)
        opening = signed_link.open_signed_link(
            self.pipeline, self._state, self.held.wanted()
        )
        try:
            stream = await self._connection.enter_async_context(opening)
        except errors.TransportError as lost:
            lost.operation = self.call.operation.id
            return lost
        match resume.judge(stream.status, stream.headers, self.held):
            case Restart(held, framed):
                self._stream, self.headers = stream, stream.headers
                self.held, self.framed, self._skip = held, framed, 0
                self._renewals = 0
                gone, self._delivered = self._delivered, 0
                if gone:
                    raise ChangedError(f"{self._name} changed after {gone} bytes")
                return None
            case Resume(held, skip):
                self._stream, self.held, self._skip = stream, held, skip
                self._renewals = 0
                return None
            case "over":
                await self._finish()
                return None
            case "changed":
                self.held = Received()
                return errors.DownloadError(f"{self._name}: storage has changed it")
            case "refused":
                return signed_link.expired_link(self._name, stream)
            case "failing":
                return signed_link.storage_failure(
                    self._name, stream, self._state.requests
                )
            case _:
                raise errors.DownloadError(
                    f"{self._name}: storage answered {stream.status}"
                )

    async def _again(self, failure: _Failure) -> None:
        """Return when a fresh link may be asked for, or raise ``failure``."""
        await self.close()
        if self.pipeline.lifetime.is_closed:
            raise failure
        self._state = state = evolve(
            self.pipeline.start(self.call),
            attempt=1 if self._has_advanced() else self._state.attempt,
            requests=self._state.requests,
            limited=self._state.limited,
        )
        if isinstance(failure, _Passing):
            await self.pipeline.retry_loop.back_off(state, failure)
            self._paid, state.paid = state.paid, 0
            return
        self._renewals += isinstance(failure, _Dead)
        most = self.pipeline.context.patience.attempts
        if state.attempt >= most or self._renewals > _MOST_RENEWALS:
            failure.add_note(f"gave up after {state.attempt} links")
            raise failure
        state.attempt += 1
        self.pipeline.context.events.record(
            state, "retry", error=type(failure).__name__
        )

    def _has_advanced(self) -> bool:
        """Return whether a good part has come since this was last so.

        A body that starts over does not count again for what it had brought before:
        one that never stays the same must come to an end.
        """
        if self.held.received < self._reached + _WORTH_A_LINK:
            return False
        self._reached = self.held.received
        return True

    @property
    def _name(self) -> str:
        return self.call.operation.id


@frozen(kw_only=True)
class Expected:
    """What must be true of the bytes.

    Attributes:
        longest: How many there may be.
        digest: Their checksum, if it is known.
    """

    longest: int
    digest: integrity.Digest | None = None


async def verified_chunks(
    transfer: Transfer, size: int, expected: Expected
) -> AsyncGenerator[bytes, None]:
    """Yield the body, from where ``transfer`` is.

    Raises:
        ChangedError: What storage holds has changed: start anew.
        DownloadError: The bytes are not as expected.
        GitHubActionsError: The rest could not be had.
    """
    coding = transfer.headers.get("content-encoding", "")
    checks = integrity.IntegrityCheck(
        coding=coding, longest=expected.longest, digest=expected.digest
    )
    if (transfer.held.total or 0) > expected.longest:
        raise integrity.too_long(expected.longest)
    if not (transfer.framed or checks.proves_its_end):
        raise DownloadError("storage does not say where the body ends: it may be cut")
    while data := await transfer.read(size):
        arriving = checks.feed(data)
        if not checks.is_packed:
            for piece in arriving:
                yield piece
            continue
        # A few bytes may unpack to many: not in the event loop.
        while (piece := await in_thread(next, arriving, b"")) != b"":
            yield piece
    checks.end()
