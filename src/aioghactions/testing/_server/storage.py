"""The storage of logs and artifacts, on an origin of its own.

It behaves like the blob storage of GitHub: links are signed and expire after a
minute, requests with a token are rejected, and ranges are supported.
"""

from email.utils import formatdate
from hashlib import sha256
from hmac import compare_digest
from typing import Final
from urllib.parse import quote, urlencode

from attrs import define, field

from aioghactions.testing._handlers.request import Blob
from aioghactions.testing._server.ranges import select_range
from aioghactions.testing._server.rendering import RawResponse
from aioghactions.testing._state.instant import epoch, iso
from aioghactions.testing._state.world import World
from aioghactions.testing.journal import Journal, RecordedRequest

LIFETIME: Final = 60.0  # seconds


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
        return select_range(self._whole(blob), recorded.headers)

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


def _error(status: int, code: str, message: str = "") -> RawResponse:
    text = (
        f'<?xml version="1.0" encoding="utf-8"?>'
        f"<Error><Code>{code}</Code><Message>{message or code}</Message></Error>"
    )
    return RawResponse(status, {"Content-Type": "application/xml"}, text.encode())
