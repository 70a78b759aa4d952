"""The second origin: where logs and artifacts really lie.

It behaves as the blob storage behind GitHub: a link is signed and dies after a
minute, a request with a token is refused, and a part can be asked for.
"""

from email.utils import formatdate
from hashlib import sha256
from hmac import compare_digest
from typing import Final
from urllib.parse import quote, urlencode

from attrs import define, field

from aioghactions.testing._handlers.request import Blob
from aioghactions.testing._server.ranges import partial
from aioghactions.testing._server.rendering import Wire
from aioghactions.testing._state.instant import epoch, iso
from aioghactions.testing._state.world import World
from aioghactions.testing.journal import Journal, RecordedRequest

LIFETIME: Final = 60.0  # seconds


@define(eq=False)
class Storage:
    """Serves bytes to whoever has a link.

    Attributes:
        world: Whose clock the links die by.
        journal: What arrived.
        origin: Its address, known once the server listens.
    """

    world: World
    journal: Journal = field(factory=Journal)
    origin: str = ""
    _blobs: dict[str, Blob] = field(factory=dict[str, Blob], repr=False)

    def link(self, blob: Blob) -> str:
        """Return a link to ``blob`` that lives for a minute."""
        path = f"/blobs/{self.world.ids.next('Blob')}"
        self._blobs[path] = blob
        expiry = iso(self.world.now() + LIFETIME)
        query = {"se": expiry, "sp": "r", "sr": "b", "sv": "2024-11-04"}
        query["sig"] = _signature(path, expiry)
        return f"{self.origin}{path}?{urlencode(query)}"

    def identify(self, request: RecordedRequest) -> tuple[str, str]:
        """Return what faults for downloads are filed under."""
        del request
        return "storage", ""

    def answer(self, request: RecordedRequest) -> Wire:
        """Return the bytes, or storage's reason to refuse them."""
        if "authorization" in request.headers:
            return _refusal(400, "InvalidAuthenticationInfo")
        query = dict(request.query)
        expiry = query.get("se", "")
        if not compare_digest(query.get("sig", ""), _signature(request.path, expiry)):
            return _refusal(403, "AuthenticationFailed")
        if self.world.now() > epoch(expiry):
            return _refusal(403, "AuthenticationFailed", "Signature not valid in time")
        blob = self._blobs.get(request.path)
        if blob is None or request.method != "GET":
            return _refusal(404, "BlobNotFound")
        return partial(self._whole(blob), request.headers)

    def _whole(self, blob: Blob) -> Wire:
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
        return Wire(200, headers, content)


def _signature(path: str, expiry: str) -> str:
    # It need not resist anybody: it makes tampering and truncation show.
    return sha256(f"{path}\n{expiry}".encode()).hexdigest()


def _refusal(status: int, code: str, message: str = "") -> Wire:
    text = (
        f'<?xml version="1.0" encoding="utf-8"?>'
        f"<Error><Code>{code}</Code><Message>{message or code}</Message></Error>"
    )
    return Wire(status, {"Content-Type": "application/xml"}, text.encode())
