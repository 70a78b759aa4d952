"""The departures from GitHub's descriptions that have a stated reason."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from attrs import frozen

from codegen.drift.compare import Difference


@frozen
class Verdict:
    """What remains when corrections meet differences.

    Attributes:
        unexplained: Differences without a correction.
        stale: Corrections without a difference.
    """

    unexplained: list[Difference]
    stale: list[Difference]


def expected(entries: Iterable[Mapping[str, Any]]) -> list[Difference]:
    """Return the differences that the entries of the file foretell.

    Raises:
        ValueError: An entry has no reason, or two foretell the same.
    """
    found: list[Difference] = []
    for entry in entries:
        if not str(entry.get("why", "")).strip():
            raise ValueError(f"no reason is given for {entry['where']}")
        here, there = _value(entry["ours"]), _value(entry["theirs"])
        found += [
            Difference(where, entry["what"], here, there) for where in entry["where"]
        ]
    if twice := {str(one) for one in found if found.count(one) > 1}:
        raise ValueError(f"said twice: {', '.join(sorted(twice))}")
    return found


def judge(found: Iterable[Difference], foretold: Iterable[Difference]) -> Verdict:
    """Return the differences without an explanation, and the unused explanations."""
    found, foretold = list(found), list(foretold)
    return Verdict(
        unexplained=[one for one in found if one not in foretold],
        stale=[one for one in foretold if one not in found],
    )


def _value(value: Any) -> Any:
    # Values of an enumeration and types are sorted tuples in a Shape.
    if isinstance(value, list):
        return tuple(sorted(cast("list[str]", value)))
    return value
