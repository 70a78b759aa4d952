"""The storage of logs and artifacts, on a separate origin.

It behaves like the blob storage of GitHub: links are signed and expire after a
minute, requests with a token are rejected, and ranges are supported.
"""

import re
from collections.abc import Mapping
from email.utils import formatdate
from hashlib import sha256
from hmac import compare_digest
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urlencode

from attrs import define, field

from aioghactions.testing._handlers.request import Blob
from aioghactions.testing._server.rendering import RawResponse
from aioghactions.testing._state.instant import epoch, iso
from aioghactions.testing._state.world import World
from aioghactions.testing.journal import Journal, RecordedRequest

LIFETIME: Final = 60.0  # seconds
_ONE_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")


@define(eq=False)
class Storage:
    """Serves files under signed links.

    Attributes:
        world: Provides the clock and ids.
        journal: The requests that arrived.
        origin: Scheme, host and port, known once the server listens.
    """

    world: World
    journal: Journal = field(factory=Journal)
    origin: str = ""
    _blobs: dict[str, Blob] = field(factory=dict[str, Blob], repr=False)

    def link(self, blob: Blob) -> str:
        """Return a link to ``blob`` that expires after a minute."""
        path = f"/blobs/{self.world.ids.next('Blob')}"
        self._blobs[path] = blob
        expiry = iso(self.world.now() + LIFETIME)
        query = {"se": expiry, "sp": "r", "sr": "b", "sv": "2024-11-04"}
        query["sig"] = _signature(path, expiry)
        return f"{self.origin}{path}?{urlencode(query)}"

    def identify(self, recorded: RecordedRequest) -> tuple[str, str]:
        """Return the name that faults use for downloads."""
        del recorded
        return "storage", ""

    def respond(self, recorded: RecordedRequest) -> RawResponse:
        """Return the requested file, or an error."""
        if "authorization" in recorded.headers:
            return _error(400, "InvalidAuthenticationInfo")
        query = dict(recorded.query)
        expiry = query.get("se", "")
        if not compare_digest(query.get("sig", ""), _signature(recorded.path, expiry)):
            return _error(403, "AuthenticationFailed")
        if self.world.now() > epoch(expiry):
            return _error(403, "AuthenticationFailed", "Signature not valid in time")
        blob = self._blobs.get(recorded.path)
        if blob is None or recorded.method != "GET":
            return _error(404, "BlobNotFound")
        return _select_range(self._whole(blob), recorded.headers)

    def _whole(self, blob: Blob) -> RawResponse:
        content = blob.content()
        headers = {
            "Content-Type": blob.content_type,
            "Date": formatdate(self.world.now(), usegmt=True),
            "ETag": f'"0x{sha256(content).hexdigest()[:15].upper()}"',
            "Accept-Ranges": "bytes",
        }
        if blob.file_name:
            name = quote(blob.file_name)
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return RawResponse(200, headers, content)


def _signature(path: str, expiry: str) -> str:
    # Detects changed and truncated links; it does not protect from forgery.
    return sha256(f"{path}\n{expiry}".encode()).hexdigest()


def _select_range(whole: RawResponse, request: Mapping[str, str]) -> RawResponse:
    """Return the range of ``whole`` of a request.

    Without a valid ``Range`` header, or if ``If-Range`` does not match, this is
    ``whole`` itself.

    Args:
        whole: A 200 with an ETag.
        request: The headers of the request, names in lower case.
    """
    wanted = _ONE_RANGE.fullmatch(request.get("range", ""))
    etag = whole.headers["ETag"]
    if wanted is None or request.get("if-range", etag) != etag:
        return whole
    size = len(whole.body)
    first, beyond = _bounds(wanted[1], wanted[2], size)
    if first >= beyond:
        headers = {**whole.headers, "Content-Range": f"bytes */{size}"}
        return RawResponse(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers, b"")
    headers = {**whole.headers, "Content-Range": f"bytes {first}-{beyond - 1}/{size}"}
    return RawResponse(HTTPStatus.PARTIAL_CONTENT, headers, whole.body[first:beyond])


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Return the start of a range, and its end, which is exclusive."""
    if first:
        return int(first), min(int(last) + 1, size) if last else size
    return max(size - int(last or 0), 0), size


def _error(status: int, code: str, message: str = "") -> RawResponse:
    text = (
        f'<?xml version="1.0" encoding="utf-8"?>'
        f"<Error><Code>{code}</Code><Message>{message or code}</Message></Error>"
    )
    return RawResponse(status, {"Content-Type": "application/xml"}, text.encode())
