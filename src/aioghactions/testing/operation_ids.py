"""Catch misspelt names of operations: a test must not pass because of one."""

from collections import Counter
from difflib import get_close_matches
from typing import Final

from aioghactions._generated.operations import OPERATIONS

_BESIDE: Final = frozenset({"", "*", "storage"})


def check(name: str) -> str:
    """Return ``name`` if it is the id of an operation, or stands for others.

    Raises:
        ValueError: It is none; the message names the nearest.
    """
    if name in OPERATIONS or name in _BESIDE:
        return name
    near = get_close_matches(name.replace("_", "-"), OPERATIONS, n=1)
    hint = f": did you mean {near[0]!r}?" if near else ", such as 'get-workflow-run'"
    raise ValueError(f"{name!r} is no id of an operation{hint}")


class Counts(Counter[str]):
    """How often something happened, by operation: 0 also for what never did."""

    def __missing__(self, name: str) -> int:
        """Return 0 for an operation.

        Raises:
            ValueError: It is none, and would be 0 for ever.
        """
        check(name)
        return 0
