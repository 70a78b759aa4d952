"""Print what the full scenarios measured: ``make chaos``."""

import sys
from math import isfinite

from tests.chaos.figure import Figure
from tests.chaos.forms import FULL


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
    """Run every scenario; return 1 if a figure does not hold."""
    failed = False
    for name, scenario in FULL.items():
        for figure in scenario():
            sys.stdout.write(line(name, figure))
            failed |= not figure.holds
    return failed


if __name__ == "__main__":
    sys.exit(main())
