"""A body on its way into a file: arriving, written and taken by the disk at once."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Final, Protocol

from aioghactions._core.threads import SerialWorker, in_thread
from aioghactions._downloads.resume import ChangedError

Pieces = Callable[[], AsyncGenerator[bytes, None]]
"""Starts a body; after a ``ChangedError``, starts it again from its first byte."""

Tell = Callable[[int], object]

_BATCH: Final = 4 * 2**20  # bytes that are worth a visit to the disk


class Sink(Protocol):
    """What bytes can be poured into. Its methods block."""

    def write(self, data: bytes) -> object:
        """Take more bytes."""
        ...

    def restart(self) -> None:
        """Forget the bytes."""
        ...

    def settle(self) -> object:
        """Return when what was written is where it is to stay; called beside write."""
        ...


async def write_stream(pieces: Pieces, sink: Sink, tell: Tell) -> None:
    """Write a body: while one piece is written, the next arrives.

    Meanwhile the disk takes what was written before. The system would begin with that
    after many seconds, so that whoever asks at the end of a long file whether the disk
    has it waits for all of it: 200 MiB took 1.6 times as long.

    Args:
        pieces: The body.
        sink: Where to.
        tell: Called with the bytes so far, after each piece.
    """
    while True:
        written = settled = 0
        try:
            async with (
                SerialWorker() as writes,
                SerialWorker() as settles,
                aclosing(pieces()) as body,
            ):
                async for piece in body:
                    await writes.start(sink.write, piece)
                    written += len(piece)
                    tell(written)
                    if written - settled >= _BATCH and settles.is_idle:
                        await settles.start(sink.settle)
                        settled = written
        except ChangedError:
            await in_thread(sink.restart)
        else:
            return
