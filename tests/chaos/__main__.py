"""Print what the full scenarios measured: ``make chaos``, ``SCENARIOS="C1 C8"``."""

import sys
from math import isfinite

from tests.chaos.figure import Figure
from tests.chaos.forms import FULL, LONG


def line(name: str, figure: Figure) -> str:
    """Return a row: scenario, figure, value, bounds, verdict."""
    bounds = [f"at least {figure.least:g}"] * isfinite(figure.least)
    bounds += [f"at most {figure.most:g}"] * isfinite(figure.most)
    verdict = "ok" if figure.holds else "FAILS"
    return (
        f"{name:4}  {figure.name:34} {figure.value:10.3f}  {verdict:5} "
        f"{', '.join(bounds)}\n"
    )


def main() -> int:
    """Run the scenarios that are named, or all that take minutes at most.

    Returns:
        1 if a figure does not hold.
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
