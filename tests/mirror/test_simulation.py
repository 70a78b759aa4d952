"""What the store has after weeks of changes, kills and syncs."""

from pathlib import Path

import pytest

from tests.mirror.simulation import Figures, Settings, simulate

SHORT = Settings(days=36, repositories=2, runs_a_day=2, hours=36, killed=0.2)


def check(figures: Figures) -> None:
    """Check that the store is right, and was so at little cost."""
    wrong = figures.missing, figures.stale, figures.twice
    marks = figures.unmarked, figures.mismarked
    assert (wrong, marks) == ((0, 0, 0), (0, 0)), figures
    assert figures.attempts > 100
    assert figures.steps > 1_000
    assert figures.kills > 0
    assert figures.ratio <= 1.3, figures


def test_nothing_is_missing_stale_or_twice(tmp_path: Path) -> None:
    """Some weeks of a small organization."""
    check(simulate(SHORT, tmp_path / "mirror.db"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 7))
def test_nothing_is_missing_stale_or_twice_in_months(tmp_path: Path, seed: int) -> None:
    """Many repositories, pauses and kills."""
    settings = Settings(seed=seed, days=70, hours=24, killed=0.15)
    check(simulate(settings, tmp_path / "mirror.db"))
