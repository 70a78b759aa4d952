"""Lists in pages, with totals and links to the other pages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import Reply

T = TypeVar("T")

DEFAULT_SIZE = 30
LARGEST_SIZE = 100


def page(
    ask: Ask,
    items: Sequence[T],
    document: Callable[[T], Any],
    *,
    cap: int | None = None,
) -> Reply:
    """Return the page of ``items`` that was asked for.

    Args:
        ask: The request, with ``page`` and ``per_page``.
        items: The whole list.
        document: Writes one item.
        cap: How many items can be reached; the total tells of all.
    """
    size = min(_positive(ask.query, "per_page", DEFAULT_SIZE), LARGEST_SIZE)
    number = _positive(ask.query, "page", 1)
    reachable = len(items) if cap is None else min(len(items), cap)
    start = (number - 1) * size
    shown = items[start : min(start + size, reachable)]
    body = {
        "total_count": len(items),
        str(ask.operation.items): [document(item) for item in shown],
    }
    last = max(-(-reachable // size), 1)
    links = _links(ask, number, last)
    return Reply(200, body, {"Link": links} if links else {})


def _links(ask: Ask, number: int, last: int) -> str:
    wanted: dict[str, int] = {}
    if number > 1:
        wanted["prev"] = min(number - 1, last)
    if number < last:
        wanted |= {"next": number + 1, "last": last}
    if number > 1:
        wanted["first"] = 1
    base = ask.site.api + ask.canonical
    links: list[str] = []
    for relation, target in wanted.items():
        query = urlencode({**ask.query, "page": str(target)})
        links.append(f'<{base}?{query}>; rel="{relation}"')
    return ", ".join(links)


def _positive(query: Mapping[str, str], name: str, default: int) -> int:
    """Return a number from the query; nonsense counts as absent, as on GitHub."""
    text = query.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() else 0
    return number or default
