"""Compare downloads with `curl -L`: `python -m tests.bench.downloads`.

Each size is saved in turn by curl and by this library, from the same server to the same
disk, several times; medians count. Each replaces its previous file and starts after the
disk has written the other's data. Our time includes what curl does not do: fsync, and
the atomic rename.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from attrs import frozen

from tests.bench import storage

MIB = 2**20
SIZES = (2, 20, 200)  # MiB
ROUNDS = 9
MOST_GROWN = 8.0  # MiB
LEAST_RATIO = 0.8
CURL = shutil.which("curl")


@frozen
class Row:
    """The medians for one size."""

    size: int
    curl: float
    ours: float
    cpu: float
    grown: float

    @property
    def ratio(self) -> float:
        """Our throughput as a share of curl's."""
        return self.curl / self.ours

    @property
    def holds(self) -> bool:
        """Whether memory, and for the largest size the ratio, is within its bounds."""
        fast = self.size < SIZES[-1] or self.ratio >= LEAST_RATIO
        return fast and self.grown <= MOST_GROWN


def by_curl(api: str, target: Path) -> float:
    """Return the seconds that curl takes, without its start."""
    os.sync()
    command = [CURL or "curl", "-sSfL", "-o", str(target), "-w", "%{time_total}"]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, api + storage.PATH], check=True, capture_output=True
    )
    return float(done.stdout)


def by_us(api: str, target: Path) -> dict[str, float]:
    """Return the cost that a new process reports."""
    os.sync()
    command = [sys.executable, "-m", "tests.bench.download_one", api, str(target)]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, "save"], check=True, capture_output=True
    )
    cost: dict[str, float] = json.loads(done.stdout)
    return cost


def measure(size: int, rounds: int) -> Row:
    """Save ``size`` MiB ``rounds`` times with curl and with this library."""
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        folder.chmod(0o755)  # nginx runs as another user
        (folder / "www").mkdir(mode=0o755)
        (folder / "www" / "log").write_bytes(os.urandom(size * MIB))
        (folder / "own").mkdir()
        curl, ours = folder / "curl", folder / "ours"
        with storage.serving(folder / "www", folder / "own") as api:
            by_curl(api, curl)
            theirs: list[float] = []
            costs: list[dict[str, float]] = []
            for _ in range(rounds):
                theirs.append(by_curl(api, curl))
                costs.append(by_us(api, ours))
    return Row(
        size,
        median(theirs),
        *(median(cost[name] for cost in costs) for name in ("wall", "cpu", "grown")),
    )


def main() -> int:
    """Print the table; return 1 if a value is out of bounds."""
    say = sys.stdout.write
    say(
        f"{platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, served by {storage.name()}, "
        f"medians of {ROUNDS}\n"
    )
    say("   MiB   curl MiB/s   ours MiB/s   ratio   CPU s   RSS grown MiB\n")
    rows = [measure(size, ROUNDS) for size in SIZES]
    for row in rows:
        say(
            f"{row.size:6}{row.size / row.curl:13.0f}{row.size / row.ours:13.0f}"
            f"{row.ratio:8.2f}{row.cpu:8.2f}{row.grown:16.1f}"
            f"   {'ok' if row.holds else 'FAILS'}\n"
        )
    return not all(row.holds for row in rows)


if __name__ == "__main__":
    sys.exit(main())
