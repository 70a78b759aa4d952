"""Reject unknown operation ids, so that no test passes because of a typo."""

from collections import Counter
from difflib import get_close_matches
from typing import Final

from aioghactions._generated.operations import OPERATIONS

# Undocumented requests, all operations, and downloads.
_OTHER: Final = frozenset({"", "*", "storage"})


def check(name: str) -> str:
    """Return ``name`` if it is an operation id, ``*``, ``storage`` or empty.

    Raises:
        ValueError: It is not; the message suggests the most similar id.
    """
    if name in OPERATIONS or name in _OTHER:
        return name
    similar = get_close_matches(name.replace("_", "-"), OPERATIONS, n=1)
    hint = f"did you mean {similar[0]!r}?" if similar else "see operations.OPERATIONS"
    raise ValueError(f"unknown operation id {name!r}: {hint}")


class Counts(Counter[str]):
    """Counts by operation id, 0 for operations without a count."""

    def __missing__(self, name: str) -> int:
        """Return 0.

        Raises:
            ValueError: ``name`` is not an operation id.
        """
        check(name)
        return 0
