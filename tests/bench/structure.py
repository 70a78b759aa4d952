"""Structure the pages of a list and print what that cost, as JSON.

    python structure.py STRUCTURER FLOOR FOLDER ROUNDS

Seconds of CPU for all pages, the same of the floor, their ratio, and the bytes that
their runs hold afterwards. A process of its own for each structurer, so that no other
one's classes are in the way. The floor is in all of them: a machine that is shared runs
one process at half the speed of the next, and both have to be measured in the same.
"""

import gc
import json
import sys
import time
import tracemalloc
from importlib import import_module
from pathlib import Path

from paired import beside_floor

HERE = Path(__file__).parent


def cpu(reader, pages):
    """Return the seconds that reading all pages once takes."""
    read = reader()
    start = time.process_time()
    for page in pages:
        read(page)
    return time.process_time() - start


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


def main(name, floor, folder, rounds):
    """Print all figures."""
    sys.path.insert(0, str(HERE / "structurers"))
    mine, floors = (import_module(which).reader for which in (name, floor))
    pages = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    costs = [(cpu(mine, pages), cpu(floors, pages)) for _ in range(int(rounds) + 1)]
    del costs[0]  # it warmed up
    told = {"cpu": min(costs)[0], "held": held(mine, pages)} | beside_floor(costs)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
