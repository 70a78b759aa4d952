"""Print what fleets of processes did: ``make fleet``, ``SCENARIOS="6 away"``.

Starts a Redis of its own, and a server that counts for itself.
"""

import asyncio
import sys
from collections.abc import Iterator

from tests.chaos.__main__ import line
from tests.chaos.figure import Figure
from tests.fleet.scenarios import FULL, Outcome, run
from tests.fleet.store import MISSING, PROGRAM

_STEADY = {"2", "6", "12", "skew"}  # nothing happens to them


def figures(name: str, outcome: Outcome, baseline: float | None) -> Iterator[Figure]:
    """Yield the figures that hold for a scenario."""
    yield from outcome.figures()
    if name in _STEADY:
        yield outcome.unused()
    if baseline is not None:
        added = outcome.cpu - baseline
        yield Figure("CPU ms a request added by the budget", added, most=0.2)
    if name == "points":
        yield Figure("points in any minute", outcome.origin.most_points, most=900)
    if name == "writes":
        yield Figure("writes at once", outcome.origin.most_writes, most=1)
        yield Figure("writes within a second", outcome.origin.early_writes, most=0)


def main(names: list[str], program: str | None = PROGRAM) -> int:
    """Run the given scenarios, or all.

    Returns:
        1 if a figure is out of bounds, or there is no Redis.
    """
    if program is None:
        sys.stderr.write(MISSING + "\n")
        return 1
    failed, baseline = False, None
    for name in names or FULL:
        outcome = asyncio.run(run(FULL[name]))
        if not FULL[name].shared:  # shown for comparison: it exceeds the limit
            baseline = outcome.cpu
            for figure in outcome.figures():
                sys.stdout.write(f"{name:9}{figure.name:36} {figure.value:10.3f}\n")
            continue
        for figure in figures(name, outcome, baseline if name == "6" else None):
            sys.stdout.write(f"{name:9}{line('', figure)[6:]}")
            sys.stdout.flush()
            failed |= not figure.holds
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
