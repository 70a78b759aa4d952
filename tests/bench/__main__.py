"""Compare this library with other clients: ``make bench``.

    python -m tests.bench [--turns N] [--draw]

Prints the table and writes it, with a description of the machine and a chart, to the
documentation. With ``--draw`` nothing is measured: the last results are written again.
"""

import argparse
import json
import shutil
import sys

from tests.bench import corpus, measure, report
from tests.bench.environment import CACHE, ROOT, environments, stock_client

RESULTS = CACHE / "results.json"


def main() -> None:
    """Measure unless ``--draw``, then write table and chart."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--draw", action="store_true")
    options = parser.parse_args()
    pythons = environments()
    if not options.draw:
        stock_client()
        served = CACHE / "corpus"
        shutil.rmtree(served, ignore_errors=True)
        corpus.write(served, singles=1_000, lists=(1, 10, 100), pages=10)
        results = {}
        for python in pythons:
            results[python.version] = measure.everything(python, served, options.turns)
            RESULTS.write_text(json.dumps(results, indent=1), "utf-8")
    sys.stdout.write(report.write(json.loads(RESULTS.read_text("utf-8"))) + "\n")
    picture = ROOT / "docs" / "benchmarks.svg"
    pythons[-1].run("tests/bench/plot.py", str(RESULTS), str(picture))


if __name__ == "__main__":
    main()
