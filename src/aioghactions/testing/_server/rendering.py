"""From what is to be said to bytes and headers."""

import gzip
from collections.abc import Mapping
from email.utils import formatdate
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from attrs import field, frozen

from aioghactions._wire import codec
from aioghactions.testing._handlers.response import RefusalError, Reply
from aioghactions.testing.identity import Identity

_WORTH_COMPRESSING = 1024  # bytes
_MEDIA_TYPE = "application/json; charset=utf-8"


@frozen
class Wire:
    """An answer as it goes out.

    Attributes:
        status: HTTP status code.
        headers: Names as GitHub writes them.
        body: The bytes before any compression.
        compressed: Whether they are to be sent compressed.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    compressed: bool = False

    @property
    def payload(self) -> bytes:
        """The bytes to send."""
        if not self.compressed:
            return self.body
        return gzip.compress(self.body, 1, mtime=0)


def web_page(status: int, title: str) -> Wire:
    """Return what is for eyes, not for programs."""
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head></html>"
    return Wire(status, {"Content-Type": "text/html; charset=utf-8"}, page.encode())


def error_body(status: int, message: str) -> bytes:
    """Return the bytes of an error that has nothing but a message."""
    return codec.dumps({"message": message, "status": str(status)})


def error_document(refusal: RefusalError, docs: str) -> dict[str, Any]:
    """Return the JSON of an error."""
    document: dict[str, Any] = {"message": refusal.message}
    if refusal.errors:
        document["errors"] = list(refusal.errors)
    if "Location" in refusal.headers:
        document["url"] = refusal.headers["Location"]
    return document | {
        "documentation_url": docs + refusal.anchor,
        "status": str(refusal.status),
    }


def render(
    reply: Reply, request: Mapping[str, str], caller: Identity, now: float
) -> Wire:
    """Return ``reply`` in bytes, or a 304 if the sender has them already.

    Args:
        reply: What is to be said.
        request: The headers of the request, names in lower case.
        caller: Who asks; an ETag is worth nothing to anybody else.
        now: The server's time.
    """
    headers = {"Date": formatdate(now, usegmt=True), "Vary": "Accept, Authorization"}
    headers["X-GitHub-Media-Type"] = "github.v3; format=json"
    headers |= reply.headers
    body = b""
    if reply.document is not None:
        body = codec.dumps(reply.document)
        headers["Content-Type"] = _MEDIA_TYPE
    if reply.status == HTTPStatus.OK:
        headers["ETag"] = _etag(body, caller, request)
        if _matches(request.get("if-none-match", ""), headers["ETag"]):
            del headers["Content-Type"]
            return Wire(HTTPStatus.NOT_MODIFIED, headers, b"")
    compressed = len(body) >= _WORTH_COMPRESSING and _accepts_gzip(request)
    if compressed:
        headers["Content-Encoding"] = "gzip"
    return Wire(reply.status, headers, body, compressed)


def _etag(body: bytes, caller: Identity, request: Mapping[str, str]) -> str:
    secret = f"{caller.key}\n{request.get('accept', '')}\n".encode()
    return f'W/"{sha256(secret + body).hexdigest()}"'


def _matches(condition: str, etag: str) -> bool:
    known = {text.strip().removeprefix("W/") for text in condition.split(",")}
    return condition.strip() == "*" or etag.removeprefix("W/") in known


def _accepts_gzip(request: Mapping[str, str]) -> bool:
    return "gzip" in request.get("accept-encoding", "").lower()
