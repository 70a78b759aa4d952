"""HTTP range requests."""

import re
from collections.abc import Mapping
from http import HTTPStatus

from aioghactions.testing._server.rendering import RawResponse

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def select_range(whole: RawResponse, request: Mapping[str, str]) -> RawResponse:
    """Return the range of ``whole`` that a request asks for.

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
