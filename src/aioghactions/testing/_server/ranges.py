"""Answering for a part of a file, as HTTP ranges ask."""

import re
from collections.abc import Mapping
from http import HTTPStatus

from aioghactions.testing._server.rendering import Wire

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def partial(whole: Wire, request: Mapping[str, str]) -> Wire:
    """Return the part of ``whole`` that a request asks for.

    The whole goes out if no range is asked for, or if ``If-Range`` names another
    version of it.

    Args:
        whole: A 200 with an ETag.
        request: The headers of the request, names in lower case.
    """
    asked = _ONE_RANGE.fullmatch(request.get("range", ""))
    version = request.get("if-range", whole.headers["ETag"])
    if asked is None or version != whole.headers["ETag"]:
        return whole
    size = len(whole.body)
    first, beyond = _bounds(asked[1], asked[2], size)
    if first >= beyond:
        headers = {**whole.headers, "Content-Range": f"bytes */{size}"}
        return Wire(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers, b"")
    headers = {**whole.headers, "Content-Range": f"bytes {first}-{beyond - 1}/{size}"}
    return Wire(HTTPStatus.PARTIAL_CONTENT, headers, whole.body[first:beyond])


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Return where the part begins, and where it is over."""
    if first:
        return int(first), min(int(last) + 1, size) if last else size
    return max(size - int(last or 0), 0), size
