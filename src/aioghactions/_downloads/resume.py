"""Decide what an answer of storage means for a body that is being fetched."""

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from aioghactions._core.messages import Headers
from aioghactions._core.transient import is_transient_status
from aioghactions.errors import DownloadError

_LENGTH: Final = re.compile(r"[0-9]{1,18}")
_RANGE: Final = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\*)")
_NO_RANGE: Final = re.compile(r"bytes \*/([0-9]{1,18})")
_STRONG: Final = re.compile(r'"[\x21\x23-\x7e]*"')
# Azure refuses a dead signature with 403, a stray credential with 400 or 401, and
# what it has not (yet) with 404; S3 says 403 to all of them.
_REFUSED: Final = frozenset({400, 401, 403, 404, 410})


class ChangedError(DownloadError):
    """What storage holds is not what it held before; its first byte comes next."""


@frozen(kw_only=True)
class Received:
    """What has arrived of a body, and how to know the rest of it again.

    Attributes:
        received: How many bytes, as storage sends them.
        total: How long the whole is; None if storage does not say.
        etag: Which version it is: a strong tag, or "".
    """

    received: int = 0
    total: int | None = None
    etag: str = ""

    @property
    def is_short(self) -> bool:
        """Whether bytes are known to be missing."""
        return self.total is not None and self.received < self.total

    def wanted(self) -> Headers:
        """Return the headers that ask for the rest; none, to ask for the whole."""
        headers = Headers()
        if self.received and (self.etag or self.total is not None):
            headers["range"] = f"bytes={self.received}-"
            if self.etag:
                headers["if-range"] = self.etag
        return headers

    def advanced(self, count: int) -> "Received":
        """Return the same with ``count`` bytes more.

        Raises:
            DownloadError: That is more than was announced.
        """
        received = self.received + count
        if self.total is not None and received > self.total:
            raise DownloadError(f"storage announced {self.total} bytes and sent more")
        return evolve(self, received=received)

    def is_of(self, total: int | None, etag: str) -> bool:
        """Return whether a body of this length and tag is surely the same."""
        lengths_known = self.total is not None and total is not None
        if lengths_known and self.total != total:
            return False
        if self.etag and etag:
            return self.etag == etag
        return lengths_known


@frozen
class Restart:
    """The body follows from its first byte.

    Attributes:
        held: Nothing yet, and what is announced.
        framed: Whether its end can be told from a connection cut short.
    """

    held: Received
    framed: bool = True


@frozen
class Resume:
    """The body goes on.

    Attributes:
        held: What has arrived before.
        skip: How many bytes come once more, and are to be dropped.
    """

    held: Received
    skip: int = 0


Verdict: TypeAlias = Literal["over", "changed", "refused", "failing", "unusable"]
"""Nothing is missing · what has arrived does not fit what is there: ask for the whole ·
the link is dead: ask for another · storage fails for now · asking again will not help.
"""


def judge(
    status: int, headers: Mapping[str, str], held: Received
) -> Restart | Resume | Verdict:
    """Return what an answer of storage means.

    Whatever it says, it is no answer of the API: a 403 is no missing permission
    and no rate limit.

    Args:
        status: HTTP status code; redirects have been followed.
        headers: Header names are lower case.
        held: What had arrived when the request was sent, with ``held.wanted()``.
    """
    if status in _REFUSED:
        return "refused"
    if is_transient_status(status):
        return "failing"
    match status:
        case 200:
            return _whole(headers, held)
        case 206 if held.wanted():
            return _part(headers, held)
        case 416 if held.wanted():
            return _nothing(headers, held)
        case _:
            return "unusable"


def _whole(headers: Mapping[str, str], held: Received) -> Restart | Resume | Verdict:
    total, etag, framed = _total(headers), _strong(headers), _is_framed(headers)
    if held.received and framed and held.is_of(total, etag):
        # It knows no ranges, or does not like ours.
        return Resume(_completed(held, total, etag), skip=held.received)
    return Restart(Received(total=total, etag=etag), framed)


def _part(headers: Mapping[str, str], held: Received) -> Restart | Resume | Verdict:
    parts = _RANGE.fullmatch(headers.get("content-range", "").strip())
    if parts is None:
        return "changed"
    first, last = int(parts[1]), int(parts[2])
    total = None if parts[3] == "*" else int(parts[3])
    etag = _strong(headers)
    fits = first == held.received <= last and held.is_of(total, etag)
    if not (fits and _is_framed(headers)):
        return "changed"
    return Resume(_completed(held, total, etag))


def _nothing(headers: Mapping[str, str], held: Received) -> Restart | Resume | Verdict:
    """Judge "no such range": perhaps only the end of the body was lost."""
    parts = _NO_RANGE.fullmatch(headers.get("content-range", "").strip())
    if parts is None or int(parts[1]) != held.received:
        return "changed"
    return "over" if held.is_of(held.received, _strong(headers)) else "changed"


def _completed(held: Received, total: int | None, etag: str) -> Received:
    known = total if held.total is None else held.total
    return evolve(held, total=known, etag=held.etag or etag)


def _total(headers: Mapping[str, str]) -> int | None:
    text = headers.get("content-length", "").strip()
    if _is_chunked(headers) or not _LENGTH.fullmatch(text):
        return None
    return int(text)


def _is_framed(headers: Mapping[str, str]) -> bool:
    """Return whether the connection cannot end too early without being found out."""
    return "content-length" in headers or _is_chunked(headers)


def _is_chunked(headers: Mapping[str, str]) -> bool:
    return headers.get("transfer-encoding", "").lower().endswith("chunked")


def _strong(headers: Mapping[str, str]) -> str:
    """Return the tag if it promises the same bytes; a weak one does not."""
    tag = headers.get("etag", "").strip()
    return tag if _STRONG.fullmatch(tag) else ""
