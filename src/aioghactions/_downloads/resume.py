"""Decide what a response from storage means for a partly received body."""

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from attrs import evolve, field, frozen

from aioghactions._core.messages import Headers
from aioghactions._core.transient import is_transient_status
from aioghactions.errors import DownloadError

_CONTENT_LENGTH: Final = re.compile(r"[0-9]{1,18}")
_CONTENT_RANGE: Final = re.compile(
    r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\*)"
)
_UNSATISFIED_RANGE: Final = re.compile(r"bytes \*/([0-9]{1,18})")
_STRONG_ETAG: Final = re.compile(r'"[\x21\x23-\x7e]*"')
# Azure rejects an expired signature with 403, a stray credential with 400 or 401, and
# a missing blob with 404; S3 responds 403 to all of them.
_REJECTED: Final = frozenset({400, 401, 403, 404, 410})


class ChangedError(DownloadError):
    """The stored body has changed; the next byte is the first of the new one."""


@frozen(kw_only=True)
class Received:
    """How much of a body was received, and how to recognize the rest."""

    count: int = 0  # bytes, as storage sends them
    total: int | None = None  # None if storage does not send it
    etag: str = ""  # strong, or none
    # What else tells versions apart: the ETag without its weakness, and the date.
    version: tuple[str, str] = field(default=("", ""), eq=False)

    @property
    def is_short(self) -> bool:
        """Whether bytes are known to be missing."""
        return self.total is not None and self.count < self.total

    def range_headers(self) -> Headers:
        """Return the headers that request the rest; none, to request the whole."""
        headers = Headers()
        if self.count and (self.etag or self.total is not None):
            headers["range"] = f"bytes={self.count}-"
            if self.etag:
                headers["if-range"] = self.etag
        return headers

    def advanced(self, count: int) -> "Received":
        """Return a copy with ``count`` more bytes received."""
        count += self.count
        if self.total is not None and count > self.total:
            raise DownloadError(f"storage announced {self.total} bytes but sent more")
        return evolve(self, count=count)

    def matches(self, total: int | None, headers: Mapping[str, str]) -> bool:
        """Return whether a body of this length is certainly the same."""
        lengths_known = self.total is not None and total is not None
        if lengths_known and self.total != total:
            return False
        tag, date = self.version
        pairs = zip((tag or self.etag, date), _version(headers), strict=True)
        if any(mine and theirs and mine != theirs for mine, theirs in pairs):
            return False
        return lengths_known or bool(self.etag and _strong_etag(headers))


@frozen
class Restart:
    """The response contains a body from its first byte."""

    received: Received
    is_delimited: bool = True  # a truncated body can be detected


@frozen
class Resume:
    """The response continues the body."""

    received: Received
    skip: int = 0  # bytes at its beginning that were received before


Verdict: TypeAlias = Literal[
    "complete", "changed", "rejected", "unavailable", "unusable"
]
"""Nothing is missing · the stored body does not match what was received: request it
whole · storage rejects the link: request another · storage fails for now · a retry does
not help.
"""


def judge(
    status: int, headers: Mapping[str, str], received: Received
) -> Restart | Resume | Verdict:
    """Return what a response from storage means.

    It is not a response of the API: a 403 means neither a missing permission nor a
    rate limit. The request was sent with ``received.range_headers()``.
    """
    if status in _REJECTED:
        return "rejected"
    if is_transient_status(status):
        return "unavailable"
    match status:
        case 200:
            return _judge_whole(headers, received)
        case 206 if received.range_headers():
            return _judge_part(headers, received)
        case 416 if received.range_headers():
            return _judge_unsatisfied(headers, received)
        case _:
            return "unusable"


def _judge_whole(headers: Mapping[str, str], received: Received) -> Restart | Resume:
    total, etag = _content_length(headers), _strong_etag(headers)
    delimited = _is_delimited(headers)
    # A 200 without the ETag that the request named says that the body has changed.
    is_confirmed = received.etag == etag if received.etag else True
    same = is_confirmed and received.matches(total, headers)
    if received.count and delimited and same:
        # Storage does not support ranges, or ignored this one.
        return Resume(_completed(received, total, etag), skip=received.count)
    new = Received(total=total, etag=etag, version=_version(headers))
    return Restart(new, delimited)


def _judge_part(headers: Mapping[str, str], received: Received) -> Resume | Verdict:
    parts = _CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
    if parts is None:
        return "changed"
    first, last = int(parts[1]), int(parts[2])
    total = None if parts[3] == "*" else int(parts[3])
    etag = _strong_etag(headers)
    fits = first == received.count <= last and received.matches(total, headers)
    if not (fits and _is_delimited(headers)):
        return "changed"
    return Resume(_completed(received, total, etag))


def _judge_unsatisfied(headers: Mapping[str, str], received: Received) -> Verdict:
    """Judge a 416: perhaps only the end of a chunked body was lost."""
    parts = _UNSATISFIED_RANGE.fullmatch(headers.get("content-range", "").strip())
    if parts is None or int(parts[1]) != received.count:
        return "changed"
    same = received.matches(received.count, headers)
    return "complete" if same else "changed"


def _completed(received: Received, total: int | None, etag: str) -> Received:
    known = total if received.total is None else received.total
    return evolve(received, total=known, etag=received.etag or etag)


def _content_length(headers: Mapping[str, str]) -> int | None:
    text = headers.get("content-length", "").strip()
    if _is_chunked(headers) or not _CONTENT_LENGTH.fullmatch(text):
        return None
    return int(text)


def _is_delimited(headers: Mapping[str, str]) -> bool:
    """Return whether the body ends before the connection does."""
    return "content-length" in headers or _is_chunked(headers)


def _is_chunked(headers: Mapping[str, str]) -> bool:
    return headers.get("transfer-encoding", "").lower().endswith("chunked")


def _version(headers: Mapping[str, str]) -> tuple[str, str]:
    """Return the ETag, weak or strong, and the date of a body; "" for none."""
    etag = headers.get("etag", "").strip().removeprefix("W/")
    return etag, headers.get("last-modified", "").strip()


def _strong_etag(headers: Mapping[str, str]) -> str:
    """Return the ETag if it is strong: a weak one does not guarantee equal bytes."""
    etag = headers.get("etag", "").strip()
    return etag if _STRONG_ETAG.fullmatch(etag) else ""
