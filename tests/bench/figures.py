"""Print the results of the other programs of this folder as JSON.

python -m tests.bench.figures downloads|fan_out|pages|limits
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from tests.bench import downloads, fan_out, pages
from tests.chaos.scenarios import c2

ROUNDS = 5


def of_downloads() -> dict[str, Any]:
    """Return the cost of saving a log, by size in MiB."""
    rows = [downloads.measure(size, ROUNDS) for size in downloads.SIZES]
    return {str(row.size): {"grown": row.grown, "ratio": row.ratio} for row in rows}


def of_fan_out() -> dict[str, Any]:
    """Return the growth of a fan-out in MiB, by number of items."""
    counts = (1_000, 10_000, 100_000)
    return {str(n): pages.alone(fan_out.slowly, (n, False)) for n in counts}


def of_pages() -> dict[str, Any]:
    """Return the growth of a slow reader of a list in MiB, by number of runs."""
    grown = {}
    for count in (10, 100, 1_000):
        with pages.server(pages=count, latency=0.0) as url:
            grown[str(count * pages.SIZE)] = pages.alone(pages.slowly, url)
    return grown


def of_limits() -> dict[str, Any]:
    """Return the figures of 10,000 calls with a quota of 5,000 an hour."""
    return {figure.name: figure.value for figure in c2(10_000, 5_000)}


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "downloads": of_downloads,
    "fan_out": of_fan_out,
    "pages": of_pages,
    "limits": of_limits,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(PARTS[sys.argv[1]]()))
