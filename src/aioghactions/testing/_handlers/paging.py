"""Pages of lists, with the total count and links to other pages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, invalid

T = TypeVar("T")

DEFAULT_SIZE = 30
LARGEST_SIZE = 100


def page(
    request: Request,
    items: Sequence[T],
    payload: Callable[[T], Any],
    *,
    cap: int | None = None,
    default: int = DEFAULT_SIZE,
    largest: int = LARGEST_SIZE,
) -> Response:
    """Return the requested page of ``items``.

    Args:
        request: The request, with ``page`` and ``per_page``.
        items: The whole list.
        payload: Returns the payload of one item.
        cap: The number of items that pages contain in total; ``total_count``
            counts all items.
        default: The number of items of a page without ``per_page``.
        largest: The greatest number of items of a page.
    """
    size = min(_positive(request.query, "per_page", default), largest)
    number = _positive(request.query, "page", 1)
    reachable = len(items) if cap is None else min(len(items), cap)
    start = (number - 1) * size
    shown = items[start : min(start + size, reachable)]
    body: Any = [payload(item) for item in shown]
    if member := request.operation.items:
        body = {"total_count": len(items), member: body}
    last = max(-(-reachable // size), 1)
    links = _links(request, number, last)
    return Response(200, body, {"Link": links} if links else {})


def cursor_page(
    request: Request,
    items: Sequence[T],
    payload: Callable[[T], Any],
    position: Callable[[T], str],
    *,
    parameter: str = "cursor",
) -> Response:
    """Return the requested page of ``items``, with a cursor in its link.

    Args:
        request: The request, with the cursor and ``per_page``.
        items: The whole list.
        payload: Returns the payload of one item.
        position: Returns what identifies an item in the list.
        parameter: The query parameter of the cursor, which names the last item of the
            page before.

    Raises:
        HTTPError: 422: the cursor names no item.
    """
    size = min(_positive(request.query, "per_page", DEFAULT_SIZE), LARGEST_SIZE)
    cursor, start = request.query.get(parameter), 0
    if cursor is not None:
        positions = [position(item) for item in items]
        if cursor not in positions:
            raise invalid(message=f"Invalid {parameter}.")
        start = positions.index(cursor) + 1
    shown = items[start : start + size]
    body: Any = [payload(item) for item in shown]
    if member := request.operation.items:
        body = {"total_count": len(items), member: body}
    if start + size >= len(items):
        return Response(200, body)
    query = urlencode({**request.query, parameter: position(shown[-1])})
    link = f'<{request.context.api}{request.canonical}?{query}>; rel="next"'
    return Response(200, body, {"Link": link})


def _links(request: Request, number: int, last: int) -> str:
    wanted: dict[str, int] = {}
    if number > 1:
        wanted["prev"] = min(number - 1, last)
    if number < last:
        wanted |= {"next": number + 1, "last": last}
    if number > 1:
        wanted["first"] = 1
    base = request.context.api + request.canonical
    links: list[str] = []
    for relation, target in wanted.items():
        query = urlencode({**request.query, "page": str(target)})
        links.append(f'<{base}?{query}>; rel="{relation}"')
    return ", ".join(links)


def _positive(query: Mapping[str, str], name: str, default: int) -> int:
    """Return a number in the query; an invalid value is ignored, as on GitHub."""
    text = query.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() else 0
    return number or default
