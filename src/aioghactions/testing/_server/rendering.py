"""Render responses to headers and bytes."""

import gzip
from collections.abc import Mapping
from email.utils import formatdate
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from attrs import field, frozen

from aioghactions._json import codec
from aioghactions.testing._handlers.response import HTTPError, Response
from aioghactions.testing.identity import Identity

_WORTH_COMPRESSING = 1024  # bytes
_MEDIA_TYPE = "application/json; charset=utf-8"


@frozen
class RawResponse:
    """A rendered response.

    Attributes:
        status: HTTP status code.
        headers: Headers, in GitHub's capitalization.
        body: The bytes before compression.
        compressed: Whether the body is sent compressed.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    compressed: bool = False

    @property
    def encoded_body(self) -> bytes:
        """The bytes to send."""
        if not self.compressed:
            return self.body
        return gzip.compress(self.body, 1, mtime=0)


def html_page(status: int, title: str) -> RawResponse:
    """Return an HTML page."""
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head></html>"
    headers = {"Content-Type": "text/html; charset=utf-8"}
    return RawResponse(status, headers, page.encode())


def error_body(status: int, message: str) -> bytes:
    """Return the body of an error that contains only a message."""
    return codec.dumps({"message": message, "status": str(status)})


def error_payload(error: HTTPError, docs: str) -> dict[str, Any]:
    """Return the payload of an error."""
    payload: dict[str, Any] = {"message": error.message}
    if error.errors:
        payload["errors"] = list(error.errors)
    if "Location" in error.headers:
        payload["url"] = error.headers["Location"]
    return payload | {
        "documentation_url": docs + error.anchor,
        "status": str(error.status),
    }


def render(
    response: Response, request: Mapping[str, str], caller: Identity, now: float
) -> RawResponse:
    """Return ``response`` as bytes, or a 304 if ``If-None-Match`` matches.

    Args:
        response: The response of a handler.
        request: The headers of the request, names in lower case.
        caller: The sender; the ETag depends on it, as on GitHub.
        now: The server's time.
    """
    headers = {"Date": formatdate(now, usegmt=True), "Vary": "Accept, Authorization"}
    headers["X-GitHub-Media-Type"] = "github.v3; format=json"
    headers |= response.headers
    body = b""
    if response.payload is not None:
        body = codec.dumps(response.payload)
        headers["Content-Type"] = _MEDIA_TYPE
    if response.status == HTTPStatus.OK:
        headers["ETag"] = _etag(body, caller, request)
        if _matches(request.get("if-none-match", ""), headers["ETag"]):
            del headers["Content-Type"]
            return RawResponse(HTTPStatus.NOT_MODIFIED, headers, b"")
    compressed = len(body) >= _WORTH_COMPRESSING and _accepts_gzip(request)
    if compressed:
        headers["Content-Encoding"] = "gzip"
    return RawResponse(response.status, headers, body, compressed)


def _etag(body: bytes, caller: Identity, request: Mapping[str, str]) -> str:
    salt = f"{caller.key}\n{request.get('accept', '')}\n".encode()
    return f'W/"{sha256(salt + body).hexdigest()}"'


def _matches(condition: str, etag: str) -> bool:
    known = {text.strip().removeprefix("W/") for text in condition.split(",")}
    return condition.strip() == "*" or etag.removeprefix("W/") in known


def _accepts_gzip(request: Mapping[str, str]) -> bool:
    return "gzip" in request.get("accept-encoding", "").lower()
