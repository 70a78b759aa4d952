"""Check the length and digest of a body while it arrives, and decompress it."""

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from aioghactions._core import redact
from aioghactions._core.gunzip import Gunzip, InvalidGzipError
from aioghactions.errors import DownloadError

# Output is produced in blocks of this size, so that memory does not grow with what a
# few bytes decompress to.
_BLOCK: Final = 256 * 2**10
# gzip compresses text by far less than this. The first mebibyte is always accepted.
_MAX_RATIO: Final = 200
_ALWAYS_ACCEPTED: Final = 2**20
_DIGEST: Final = re.compile(r"([a-z0-9][a-z0-9_./-]*):(\S+)", re.IGNORECASE)
_LENGTHS: Final = {"sha256": 64, "sha384": 96, "sha512": 128}  # hex digits


@frozen
class Digest:
    """A checksum: algorithm and lower-case hexadecimal digits."""

    algorithm: str
    value: str


def parse_digest(text: str) -> Digest | None:
    """Parse a checksum as GitHub writes it, such as ``sha256:...``.

    Return None for another algorithm, which cannot be checked: servers may change it.
    """
    parts = _DIGEST.fullmatch(text.strip())
    if parts is None:
        raise ValueError(f'digest must be "sha256:" and hex digits, got {text!r}')
    algorithm, value = parts[1].lower(), parts[2].lower()
    if algorithm not in _LENGTHS:
        return None
    length = _LENGTHS[algorithm]
    if not re.fullmatch(f"[0-9a-f]{{{length}}}", value):
        raise ValueError(
            f"a {algorithm} digest must have {length} hex digits, got {text!r}"
        )
    return Digest(algorithm, value)


class IntegrityCheck:
    """Incremental check of a body.

    Limit and checksum are those of the decompressed body. ``coding`` is the
    ``content-encoding`` of the response, or "".
    """

    def __init__(self, *, coding: str, max_bytes: int, digest: Digest | None) -> None:
        self._max_bytes = max_bytes
        self._length = self._compressed_length = 0
        self._digest = digest
        self._hash = hashlib.new(digest.algorithm) if digest else None
        self.is_compressed = _is_gzip(coding)
        self._gunzip = Gunzip()

    @property
    def detects_truncation(self) -> bool:
        """Whether :meth:`end` fails for a truncated body."""
        return self.is_compressed or self._digest is not None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield ``data``, decompressed, block by block; reject gzip bombs."""
        if not self.is_compressed:
            yield self._checked(data)
            return
        self._compressed_length += len(data)
        while data:
            try:
                block, data = self._gunzip.decompress(data, _BLOCK)
            except InvalidGzipError:
                raise DownloadError("the body is not valid gzip") from None
            if block:
                yield self._checked(block)

    def end(self) -> None:
        """Raise if the body is truncated or its checksum differs."""
        if self.is_compressed and not self._gunzip.is_complete:
            raise DownloadError(
                f"the gzip body is truncated after {self._length} decompressed bytes"
            )
        if self._digest is None or self._hash is None:
            return
        found, expected = self._hash.hexdigest(), self._digest.value
        if found != expected:
            raise DownloadError(
                f"the {self._digest.algorithm} of the body is {found}, "
                f"expected {expected}"
            )

    def _checked(self, block: bytes) -> bytes:
        self._length += len(block)
        if self._length > self._max_bytes:
            raise too_long(self._max_bytes)
        limit = max(_ALWAYS_ACCEPTED, self._compressed_length * _MAX_RATIO)
        if self.is_compressed and self._length > limit:
            raise DownloadError(
                f"{self._compressed_length} bytes of gzip decompress to more than "
                f"{limit} bytes"
            )
        if self._hash is not None:
            self._hash.update(block)
        return block


def too_long(max_bytes: int) -> DownloadError:
    """Return the error for a body beyond its limit."""
    return DownloadError(
        f"the body is longer than {max_bytes} bytes; set max_bytes to accept more"
    )


def _is_gzip(coding: str) -> bool:
    match coding.strip().lower():
        case "" | "identity":
            return False
        case "gzip" | "x-gzip":
            return True
        case _:
            shown = redact.one_line(coding)
            raise DownloadError(f"unsupported content-encoding {shown!r}")
