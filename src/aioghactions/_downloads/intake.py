"""The bytes of a download, unpacked and checked as they arrive."""

from collections.abc import AsyncGenerator

from attrs import frozen

from aioghactions._core.threads import in_thread
from aioghactions._downloads import integrity
from aioghactions._downloads.transfer import Transfer
from aioghactions.errors import DownloadError


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
