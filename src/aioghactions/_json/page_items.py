"""Parse a page item by item.

A page of runs that share nothing is 1.1 MB of text and makes 2.6 MB of objects, more
than a processor keeps at hand: parsed as a whole, the first run has left its caches
again before a model is made of it. Decision 19 tells what that gains.
"""

from collections.abc import Iterator
from typing import Any, Final

from aioghactions._json import codec

# Bytes of an item. Pages of smaller ones stay at hand, and searching costs more.
_WORTH: Final = 4_096
# Before the list there is a number or two.
_LATEST: Final = 256
_LONGEST_KEY: Final = 64
_END: Final = b"}]}"
_MOST_TRIES: Final = 8


class Items(list[Any]):
    """The items of a page, each parsed when its turn comes.

    To be iterated, and nothing else: as a list it is empty. A ``ValueError`` says that
    an item cannot be told from the next one: then the page is to be parsed whole.
    """

    __slots__ = ("_begin", "_between", "_raw")

    def __init__(self, raw: bytes, begin: int, between: bytes) -> None:
        """Parse nothing yet.

        Args:
            raw: The body, which ends with the list.
            begin: Where the first item begins.
            between: How an item ends and the next one begins.
        """
        super().__init__()
        self._raw = raw
        self._begin = begin
        self._between = between

    def __iter__(self) -> Iterator[Any]:
        begin, least = self._begin, 0
        end = len(self._raw) - len(b"]}")
        while begin < end:
            item, length = self._next(begin, end, least)
            yield item
            least = min(least or length, length)
            begin += length + len(b",")

    def _next(self, begin: int, end: int, least: int) -> tuple[Any, int]:
        """Return the item that begins at ``begin``, and its length.

        Items are of much the same length: most of one need not be searched for its end.
        """
        raw, start = self._raw, begin + least * 3 // 4
        for _ in range(_MOST_TRIES):
            at = raw.find(self._between, start)
            stop = end if at < 0 else at + 1
            try:
                return codec.loads(raw[begin:stop]), stop - begin
            except ValueError:
                # A short one was passed over, or its own arrays look like the list.
                start, least = (begin, 0) if least else (stop, 0)
        raise ValueError("items that cannot be told apart")


def parse(raw: bytes, member: str | None) -> Any:
    """Return the JSON value of a body; large items of a page come when iterated.

    What is parsed so is what would be parsed whole: complete objects with commas
    between them are a list of just these objects, wherever they were cut.

    Args:
        raw: The body.
        member: Which member holds the items of a page; None if it is none.

    Raises:
        ValueError: It is no JSON, or must be parsed whole.
    """
    if member is None:
        return codec.loads(raw)
    opening = f'"{member}":['.encode()
    begin = raw.find(opening, 0, _LATEST) + len(opening)
    key = raw[begin : raw.find(b":", begin, begin + _LONGEST_KEY) + 1]
    between = b"}," + key
    is_list = begin >= len(opening) and key.startswith(b'{"') and raw.endswith(_END)
    if not is_list or raw.find(between, begin, begin + _WORTH) >= 0:
        return codec.loads(raw)
    page = codec.loads(raw[:begin] + b"]}")
    page[member] = Items(raw, begin, between)
    return page
