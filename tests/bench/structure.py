"""Structure the pages of a list and print what that cost, as JSON.

    python structure.py STRUCTURER FOLDER ROUNDS

Seconds of CPU for all pages, and the bytes that their runs hold afterwards. A process
of its own for each structurer, so that no other one's classes are in the way.
"""

import gc
import json
import sys
import time
import tracemalloc
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def cpu(reader, pages, rounds):
    """Return the seconds of the cheapest round: the others were disturbed."""
    costs = []
    for _ in range(rounds + 1):  # the first one warms up
        read = reader()
        start = time.process_time()
        for page in pages:
            read(page)
        costs.append(time.process_time() - start)
    return min(costs[1:])


def held(reader, pages):
    """Return the bytes held by what is read, the pages themselves not counted."""
    gc.collect()
    tracemalloc.start()
    read = reader()
    kept = [read(page) for page in pages]
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(kept) == len(pages)
    return size


def main(name, folder, rounds):
    """Print both figures."""
    sys.path.insert(0, str(HERE / "structurers"))
    reader = import_module(name).reader
    pages = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    cost = {"cpu": cpu(reader, pages, int(rounds)), "held": held(reader, pages)}
    sys.stdout.write(json.dumps(cost))


if __name__ == "__main__":
    main(*sys.argv[1:])
