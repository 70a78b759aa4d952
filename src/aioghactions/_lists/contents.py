"""What a page contains: its items, its total, and what identifies an item.

A page is a model, a tuple of models, or the JSON of a list that has no model.
"""

from collections.abc import Hashable, Iterable
from typing import Any, Final, cast

from aioghactions.errors import UnexpectedAnswerError

_USUAL: Final = frozenset({int, str, type(None)})  # types of what identifies an item


def items_of(page: object) -> tuple[Any, ...]:
    """Return the items of a page.

    Raises:
        UnexpectedAnswerError: JSON that is neither an array nor an object with one.
    """
    if page is None:
        return ()
    if isinstance(page, tuple | list):
        return tuple(cast("Iterable[Any]", page))
    if not isinstance(page, dict):
        return tuple(getattr(page, "items", ())) if hasattr(page, "items") else _none()
    members = cast("dict[str, Any]", page)
    arrays = [name for name, value in members.items() if isinstance(value, list)]
    return tuple(members[arrays[0]]) if len(arrays) == 1 else _none()


def _none() -> tuple[Any, ...]:
    raise UnexpectedAnswerError(
        "the response is not a list: neither an array nor an object with one array; "
        "use client.request()"
    )


def total_of(page: object) -> int | None:
    """Return the total of a page; None if it has none, or one that is not a count."""
    if isinstance(page, dict):
        total: object = cast("dict[str, object]", page).get("total_count")
    else:
        total = getattr(page, "total_count", None)  # not checked when it was read
    is_count = isinstance(total, int) and not isinstance(total, bool) and total >= 0
    return cast("int", total) if is_count else None


def keys_of(items: Iterable[object]) -> list[Hashable]:
    """Return what identifies each item in its list; None where nothing does.

    Raises:
        UnexpectedAnswerError: An id or name is neither a number nor text.
    """
    keys = [_key_of(item) for item in items]
    for key in keys:
        if type(key) not in _USUAL and not _is_comparable(key):
            raise UnexpectedAnswerError(
                "an item of the list has an id or name that is not a number or text"
            )
    return keys


def _key_of(item: object) -> Any:
    if isinstance(item, dict):
        # Items of different kinds may have the same number, but not the same node id.
        members = cast("dict[str, object]", item)
        key = members.get("id"), members.get("node_id")
        return key if any(key) else None
    identity: object = getattr(item, "id", None)
    if identity or not isinstance(identity, Hashable):
        return identity
    names: tuple[str, ...] = getattr(item, "identity", ())  # of its model
    return next(filter(None, (getattr(item, n, None) for n in ("name", *names))), None)


def _is_comparable(key: object) -> bool:
    parts = cast("tuple[object, ...]", key) if isinstance(key, tuple) else (key,)
    return all(isinstance(part, Hashable) for part in parts)


def fingerprint(item: object) -> int:
    """Return a hash of the contents of an item that nothing identifies."""
    try:
        return hash(item)
    except TypeError:
        return hash(repr(item))
