"""Remember answers by their ETag, so that an unchanged one costs nothing.

https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

import re
from collections import OrderedDict
from typing import Any, Final

from attrs import evolve, field, frozen

from aioghactions._core.messages import Headers, Response

_OK: Final = 200
_ETAG: Final = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,256}"')
_DATE: Final = re.compile(r"[A-Za-z0-9 ,:+-]{1,64}")
# What an entry weighs beside its body: headers, key and this class.
_OVERHEAD: Final = 2_048


@frozen
class CacheKey:
    """What an answer depends on.

    Attributes:
        identity: ``credentials.identity`` of the token: GitHub's ETags differ by
            token, and so may what it lets be seen.
        url: The whole URL.
        accept: The ``Accept`` header.
        api_version: The ``X-GitHub-Api-Version`` header, or "".
    """

    identity: str
    url: str = field(repr=False)
    accept: str = ""
    api_version: str = ""


@frozen(kw_only=True)
class CachedResponse:
    """A stored answer. Keep it while asking: it stays good if it is evicted.

    Attributes:
        etag: Its ``ETag``, or "".
        last_modified: Its ``Last-Modified``, or "".
        response: The answer.
        value: What the caller made of it, or None.
    """

    etag: str
    last_modified: str
    response: Response
    value: Any = field(default=None, repr=False)

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for a 304 if nothing has changed."""
        # GitHub, as RFC 9110 demands, ignores the date where there is an ETag.
        if self.etag:
            return {"if-none-match": self.etag}
        return {"if-modified-since": self.last_modified}

    def revived(self, not_modified: Response) -> Response:
        """Return the stored answer with the news of a 304.

        Its body, and what describes the body, are the stored ones; limits, request
        id and date are the new ones.
        """
        headers = Headers(self.response.headers)
        headers.update(
            (name, value)
            for name, value in not_modified.headers.items()
            if not name.startswith(("content-", "transfer-"))
        )
        return evolve(self.response, headers=headers)


class EtagCache:
    """The answers used last, bounded by number and by bytes."""

    def __init__(self, *, entries: int = 1_000, size: int = 32 * 2**20) -> None:
        """Bound what is kept.

        Args:
            entries: Most answers.
            size: Most bytes, counted by bodies as they were received; a model that
                is kept beside its answer takes a few times its body.
        """
        self._most_entries, self._most_bytes = entries, size
        self._stored: OrderedDict[CacheKey, CachedResponse] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._stored)

    def recall(self, key: CacheKey) -> CachedResponse | None:
        """Return what is stored for ``key`` and mark it as used."""
        found = self._stored.get(key)
        if found is not None:
            self._stored.move_to_end(key)
        return found

    def remember(self, key: CacheKey, response: Response, value: Any = None) -> bool:
        """Store an answer in the place of what was stored for ``key``.

        Returns:
            Whether it was stored: a 200 with a validator that fits and may be kept.
        """
        self.forget(key)
        headers = response.headers
        etag = _valid(_ETAG, headers.get("etag", ""))
        modified = _valid(_DATE, headers.get("last-modified", ""))
        kept = "no-store" not in headers.get("cache-control", "").lower()
        size = _size(response)
        if response.status != _OK or not (etag or modified) or not kept:
            return False
        if size > self._most_bytes or not self._most_entries:
            return False
        self._stored[key] = CachedResponse(
            etag=etag, last_modified=modified, response=response, value=value
        )
        self._bytes += size
        while len(self) > self._most_entries or self._bytes > self._most_bytes:
            self.forget(next(iter(self._stored)))
        return True

    def forget(self, key: CacheKey) -> None:
        """Drop what is stored for ``key``, if anything."""
        found = self._stored.pop(key, None)
        if found is not None:
            self._bytes -= _size(found.response)


def _valid(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""


def _size(response: Response) -> int:
    return len(response.body) + _OVERHEAD
