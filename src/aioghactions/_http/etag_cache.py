"""Cache of responses by ETag: a 304 does not count against the rate limit.

https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

import re
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve, frozen

from aioghactions._core.messages import Headers, Response

_OK: Final = 200
# Strings, which ``re`` compiles for the first response that is kept.
_ETAG: Final = r'(?:W/)?"[\x21\x23-\x7e]{0,256}"'
_DATE: Final = r"[A-Za-z0-9 ,:+-]{1,64}"


@frozen(kw_only=True, eq=False, repr=False)
class CachedResponse:
    """A stored response. Stays valid for its holder when it is evicted."""

    # Of a request that gets a 304 if the resource is unchanged.
    conditional_headers: Mapping[str, str]
    response: Response
    value: Any = None  # what the caller decoded, or None

    def with_headers_of(self, not_modified: Response) -> Response:
        """Return the stored response with the headers of a 304 merged in.

        The body, and the headers that describe it, are the stored ones; rate limit,
        request id and date are the new ones.
        """
        fields, stored = not_modified.headers.items(), ("content-", "transfer-")
        new = {k: v for k, v in fields if not k.startswith(stored)}
        return evolve(self.response, headers=Headers({**self.response.headers, **new}))


class EtagCache:
    """The most recently used responses, bounded by number and by bytes.

    The keys are digests of what a response depends on, so that a repr shows no URL.

    Bytes of bodies as received: a model kept with its response takes a few times more.
    """

    def __init__(self, *, entries: int = 1_000, size: int = 32 * 2**20) -> None:
        self._max_entries, self._max_bytes = entries, size
        self._entries: OrderedDict[str, CachedResponse] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: str) -> CachedResponse | None:
        """Return the entry for ``key``, or None, and mark it as used."""
        found = self._entries.get(key)
        if found is not None:
            self._entries.move_to_end(key)
        return found

    def store(self, key: str, response: Response, value: Any = None) -> bool:
        """Replace the entry for ``key``; return whether the response can be cached.

        That is a 200 with a valid ETag or date, without ``no-store``, that is not
        larger than the cache.
        """
        self.discard(key)
        headers = response.headers
        etag = _valid(_ETAG, headers.get("etag", ""))
        modified = _valid(_DATE, headers.get("last-modified", ""))
        may_store = "no-store" not in headers.get("cache-control", "").lower()
        size = _size(response)
        if response.status != _OK or not (etag or modified) or not may_store:
            return False
        if size > self._max_bytes or not self._max_entries:
            return False
        # With an ETag, GitHub ignores the date, as RFC 9110 requires.
        condition = {"if-none-match": etag} if etag else {"if-modified-since": modified}
        self._entries[key] = CachedResponse(
            conditional_headers=condition, response=response, value=value
        )
        self._bytes += size
        while len(self) > self._max_entries or self._bytes > self._max_bytes:
            self.discard(next(iter(self._entries)))
        return True

    def discard(self, key: str) -> None:
        found = self._entries.pop(key, None)
        if found is not None:
            self._bytes -= _size(found.response)


def _valid(pattern: str, text: str) -> str:
    return text if re.fullmatch(pattern, text) else ""


def _size(response: Response) -> int:
    return len(response.body) + 2_048  # headers, key and the objects that hold them
