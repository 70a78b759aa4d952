"""Check a body as it arrives, and unpack it if storage has packed it."""

import hashlib
import re
import zlib
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from aioghactions.errors import DownloadError

# A block of output, so that nothing grows with what a few bytes may unpack to.
_PIECE: Final = 256 * 2**10
# Beyond the first mebibyte, gzip shrinks what people write by far less than this.
_MOST_SHRUNK: Final = 200
_UNSUSPICIOUS: Final = 2**20
_GZIP: Final = zlib.MAX_WBITS | 16
_DIGEST: Final = re.compile(r"(sha256|sha384|sha512):([0-9a-fA-F]+)")


@frozen
class Digest:
    """A checksum as GitHub writes it, ``sha256:`` and hexadecimal digits."""

    algorithm: str
    value: str


def read_digest(text: str) -> Digest:
    """Return ``text`` taken apart.

    Raises:
        ValueError: It is no checksum that can be computed.
    """
    parts = _DIGEST.fullmatch(text)
    if parts is None:
        raise ValueError(f"{text!r} is no digest: it begins with sha256:")
    algorithm, value = parts[1], parts[2].lower()
    if len(value) != 2 * hashlib.new(algorithm).digest_size:
        raise ValueError(f"{text!r} has not the length of a {algorithm} digest")
    return Digest(algorithm, value)


class IntegrityCheck:
    """What has arrived so far, held against what was promised.

    Args:
        coding: The ``content-encoding``, or "". We ask storage for none.
        longest: Bytes, unpacked, that are accepted.
        digest: The checksum of the unpacked bytes, if it is known.

    Attributes:
        is_packed: Whether what is fed has to be unpacked.

    Raises:
        DownloadError: It is packed in a way that we cannot unpack.
    """

    def __init__(self, *, coding: str, longest: int, digest: Digest | None) -> None:
        self._longest = longest
        self._length = self._packed = 0
        self._digest = digest
        self._sum = hashlib.new(digest.algorithm) if digest else None
        self.is_packed = is_packed(coding)
        self._member = zlib.decompressobj(_GZIP)

    @property
    def proves_its_end(self) -> bool:
        """Whether a body cut short is found out, however it travelled."""
        return self.is_packed or self._digest is not None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` holds, unpacked, a piece at a time.

        Raises:
            DownloadError: It is longer than accepted, or no gzip, or unpacks to so
                much that it was made to do harm.
        """
        if not self.is_packed:
            yield self._counted(data)
            return
        self._packed += len(data)
        while data:
            piece, data = self._unpacked(data)
            if piece:
                yield self._counted(piece)

    def end(self) -> None:
        """Check what only the end shows.

        Raises:
            DownloadError: The packed body is cut short, or the checksum differs.
        """
        if self.is_packed and not self._member.eof:
            raise DownloadError(f"the gzip body ends too early, at {self._length}")
        if self._digest is None or self._sum is None:
            return
        if self._sum.hexdigest() != self._digest.value:
            raise DownloadError(
                f"the body's {self._digest.algorithm} is {self._sum.hexdigest()}, "
                f"should be {self._digest.value}"
            )

    def _unpacked(self, data: bytes) -> tuple[bytes, bytes]:
        """Return a piece of what ``data`` holds, and what is left of it."""
        if self._member.eof:  # gzip files may follow one another
            self._member = zlib.decompressobj(_GZIP)
        try:
            piece = self._member.decompress(data, _PIECE)
        except zlib.error:
            raise DownloadError("the body says it is gzip, and is not") from None
        return piece, self._member.unused_data or self._member.unconsumed_tail

    def _counted(self, piece: bytes) -> bytes:
        self._length += len(piece)
        if self._length > self._longest:
            raise too_long(self._longest)
        most = max(_UNSUSPICIOUS, self._packed * _MOST_SHRUNK)
        if self.is_packed and self._length > most:
            raise DownloadError(
                f"{self._packed} bytes unpack to more than {most}: this is no log"
            )
        if self._sum is not None:
            self._sum.update(piece)
        return piece


def is_packed(coding: str) -> bool:
    """Return whether a body with this ``content-encoding`` must be unpacked.

    Raises:
        DownloadError: Nobody here can.
    """
    match coding.strip().lower():
        case "" | "identity":
            return False
        case "gzip" | "x-gzip":
            return True
        case _:
            raise DownloadError("storage packed it in a way that was not asked for")


def too_long(longest: int) -> DownloadError:
    """Return the error for a body beyond its bound."""
    return DownloadError(
        f"the body is longer than {longest} bytes: no more is accepted"
    )
