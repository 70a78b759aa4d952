"""Print a table of simulations: ``python -m tests.mirror [SEED...]``."""

import sys
import tempfile
from pathlib import Path

from attrs import asdict

from tests.mirror.simulation import Settings, simulate

FULL = {"days": 120.0, "repositories": 5, "runs_a_day": 6.0, "hours": 8.0}


def main() -> int:
    """Run the simulations.

    Returns:
        1 if something is missing, stale, twice or wrongly marked, or costs too much.
    """
    failed = False
    for seed in map(int, sys.argv[1:] or ("1", "2", "3")):
        with tempfile.TemporaryDirectory() as folder:
            figures = simulate(Settings(seed=seed, **FULL), Path(folder, "mirror.db"))
        line = ", ".join(f"{name} {value}" for name, value in asdict(figures).items())
        sys.stdout.write(f"seed {seed}: {line}, ratio {figures.ratio:.3f}\n")
        failed |= bool(
            figures.missing + figures.stale + figures.twice + figures.unmarked
            + figures.mismarked or figures.ratio > 1.3
        )  # fmt: skip
    return failed


if __name__ == "__main__":
    sys.exit(main())
