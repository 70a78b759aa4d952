"""Structure the pages of a list and print the cost as JSON.

    python structure.py STRUCTURER FLOOR FOLDER ROUNDS

CPU seconds for all pages and for the first page of the process, CPU seconds of the
floor, the ratio of both, and the bytes that the runs occupy. Each structurer has a
process of its own, so that the classes of others do not affect it. The floor is
measured in each of them, since on a shared machine one process may run at half the
speed of the next.
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
    """Return the CPU seconds for reading all pages once."""
    read = reader()
    start = time.process_time()
    for page in pages:
        read(page)
    return time.process_time() - start


def held(reader, pages):
    """Return the bytes of the results, without the pages themselves."""
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
    reader, floor_reader = (import_module(which).reader for which in (name, floor))
    pages = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    first = cpu(reader, pages[:1])
    costs = [
        (cpu(reader, pages), cpu(floor_reader, pages)) for _ in range(int(rounds) + 1)
    ]
    del costs[0]  # the warm-up
    result = {"cpu": min(costs)[0], "held": held(reader, pages), "first": first}
    result |= beside_floor(costs)
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
