"""Print the figures of the full scenarios: ``make chaos``, ``SCENARIOS="C1 C8"``."""

import sys
from math import isfinite

from tests.chaos.figure import Figure
from tests.chaos.forms import FULL, LONG


def line(name: str, figure: Figure) -> str:
    """Return a row: scenario, figure, value, result, bounds."""
    bounds = [f"at least {figure.least:g}"] * isfinite(figure.least)
    bounds += [f"at most {figure.most:g}"] * isfinite(figure.most)
    result = "ok" if figure.holds else "FAILS"
    return (
        f"{name:4}  {figure.name:34} {figure.value:10.3f}  {result:5} "
        f"{', '.join(bounds)}\n"
    )


def main() -> int:
    """Run the given scenarios, or all that take minutes at most.

    Returns:
        1 if a figure is out of bounds.
    """
    failed = False
    for name in sys.argv[1:] or FULL:
        for figure in {**FULL, **LONG}[name]():
            sys.stdout.write(line(name, figure))
            sys.stdout.flush()
            failed |= not figure.holds
    return failed


if __name__ == "__main__":
    sys.exit(main())
