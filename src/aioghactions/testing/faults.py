"""Named faults, to pass to :meth:`~aioghactions.testing.FakeGitHub.fail`.

Each is a :class:`~aioghactions.testing.Fault`. ``a | b`` is both at once:
``faults.on_page(2) | faults.short_page(0)`` is an empty second page. ``fail`` selects
the operation, and how many of its requests they are injected into.
"""

import gzip
import json
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, cast
from urllib.parse import urlencode

from attrs import evolve

from aioghactions.testing.script import Edit, Fault, RecordedAnswer, Turn

__all__ = [
    "altered",
    "circular_link",
    "cut_gzip",
    "echoed_token",
    "endless_link",
    "garbled",
    "heavy_page",
    "item_members",
    "members",
    "no_link",
    "on_page",
    "short_page",
    "total",
    "truncated",
]


def on_page(number: int) -> Fault:
    """Limit other faults to one page of a list.

    Args:
        number: The number of the page, from 1.
    """
    return Fault(when=(lambda query: query.get("page", "1") == str(number),))


def heavy_page(*, above: int) -> Fault:
    """Answer 502 to requests for large pages.

    Args:
        above: The largest page that is served, in items.
    """
    return Fault(status=502, when=(lambda query: _size(query) > above,))


def no_link() -> Fault:
    """Omit the ``Link`` header, as some proxies and servers do."""
    return Fault(headers={"Link": None})


def circular_link() -> Fault:
    """Let the ``next`` link of a page lead to the same page."""
    return _edit(lambda turn, answer: _with_next(turn, answer, {}))


def endless_link() -> Fault:
    """Let the ``next`` link be a new address each time, with the same items."""

    def edit(turn: Turn, answer: RecordedAnswer) -> RecordedAnswer:
        return _with_next(turn, answer, {"cursor": str(turn.number)})

    return _edit(edit)


def short_page(keep: int) -> Fault:
    """Omit items of a page, but neither links nor ``total_count``.

    Args:
        keep: The number of items that remain, from the front.
    """

    def change(payload: Any) -> None:
        del _items(payload)[keep:]

    return altered(change)


def total(*, by: int) -> Fault:
    """Change ``total_count``, as a replica does that is behind or ahead.

    Args:
        by: The number that is added to it.
    """

    def change(payload: Any) -> None:
        payload["total_count"] += by

    return altered(change)


def members(**values: Any) -> Fault:
    """Replace or add members of the JSON object in a response.

    Args:
        values: The members, such as ``conclusion=None``.
    """
    return altered(lambda payload: payload.update(values))


def item_members(first: int | None = None, **values: Any) -> Fault:
    """Replace or add members of the items of a list.

    Args:
        first: How many items of the page are changed; None for all.
        values: The members, such as ``started_at=None``.
    """

    def change(payload: Any) -> None:
        for item in _items(payload)[:first]:
            item.update(values)

    return altered(change)


def altered(change: Callable[[Any], object]) -> Fault:
    """Change the JSON of responses that were successful.

    Args:
        change: Called with the parsed JSON of each, which it changes in place.
    """

    def edit(turn: Turn, answer: RecordedAnswer) -> RecordedAnswer:
        del turn
        if answer.status >= 300 or not answer.body:  # noqa: PLR2004 - redirects, errors
            return answer
        payload = json.loads(answer.body)
        change(payload)
        return evolve(answer, body=json.dumps(payload).encode())

    return _edit(edit)


def echoed_token(*, header: str = "X-Debug") -> Fault:
    """Repeat the token of the request in a header and in the ``message`` of the body.

    Args:
        header: The name of the header.
    """

    def edit(turn: Turn, answer: RecordedAnswer) -> RecordedAnswer:
        text = f"Authorization: Bearer {turn.token}"
        headers = {**answer.headers, header.lower(): text}
        payload = json.loads(answer.body or b"{}") | {"message": text}
        return evolve(answer, headers=headers, body=json.dumps(payload).encode())

    return _edit(edit)


def cut_gzip() -> Fault:
    """End a compressed body in the middle, with a ``Content-Length`` that fits it."""

    def edit(turn: Turn, answer: RecordedAnswer) -> RecordedAnswer:
        del turn
        body = gzip.compress(answer.body, mtime=0)
        headers = {**answer.headers, "content-encoding": "gzip"}
        return evolve(answer, headers=headers, body=body[: len(body) // 2])

    return _edit(edit)


def truncated(*, keep: float = 0.5) -> Fault:
    """End a body early, with a ``Content-Length`` that fits it.

    Args:
        keep: The share of the bytes that remains.
    """

    def edit(turn: Turn, answer: RecordedAnswer) -> RecordedAnswer:
        del turn
        return evolve(answer, body=answer.body[: int(len(answer.body) * keep)])

    return _edit(edit)


def garbled(*, seed: int = 0) -> Fault:
    """Change one byte in each kilobyte of a body, and at least one.

    Args:
        seed: Determines which.
    """

    def edit(turn: Turn, answer: RecordedAnswer) -> RecordedAnswer:
        random = Random(f"{seed}/{turn.number}")  # noqa: S311 - reproducible
        body = bytearray(answer.body)
        for start in range(0, len(body), 1024):
            index = random.randrange(start, min(start + 1024, len(body)))
            body[index] ^= random.randrange(1, 256)
        return evolve(answer, body=bytes(body))

    return _edit(edit)


def _edit(edit: Edit) -> Fault:
    return Fault(edits=(edit,))


def _size(query: Mapping[str, str]) -> int:
    """Return the page size of a request; 30 is the default."""
    return int(query.get("per_page", "30"))


def _items(payload: Any) -> list[dict[str, Any]]:
    """Return the items of a page, under any name."""
    inside: list[Any] = [payload]
    if isinstance(payload, dict):
        inside = list(cast("dict[str, Any]", payload).values())
    for value in inside:
        if isinstance(value, list):
            return cast("list[dict[str, Any]]", value)
    raise ValueError("this fault is for lists, and the response contains none")


def _with_next(
    turn: Turn, answer: RecordedAnswer, changes: Mapping[str, str]
) -> RecordedAnswer:
    query = urlencode({**turn.query, **changes})
    link = f'<{turn.url}?{query}>; rel="next"'
    return evolve(answer, headers={**answer.headers, "link": link})
