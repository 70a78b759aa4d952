"""Run one contender's workload and print what it cost, as JSON.

    python contend.py CONTENDER WORKLOAD URL ROUNDS

A workload is ``list:10``, so many pages of a list one after the other, or
``get:1000``, so many single runs 50 at once. A process of its own for each contender:
this one needs nothing but the contender and the standard library, so that it runs in
the environment of the peers too.
"""

import asyncio
import json
import sys
import time
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
WIDTH = 50
PAGE = 100
LONG = 3.0  # seconds of CPU; whoever takes more is not asked again


async def main(name, workload, url, rounds):
    """Run ``workload`` ``rounds`` times, after one that does not count."""
    sys.path.insert(0, str(HERE / "contenders"))
    contender = import_module(name)
    what, _, size = workload.partition(":")
    costs = []
    async with contender.client(url, f"list-{size}") as client:
        for _ in range(rounds + 1):
            cpu, wall = time.process_time(), time.perf_counter()
            if what == "list":
                done, expected = await contender.list_runs(client, int(size)), PAGE
            else:
                done, expected = await contender.get_runs(client, int(size), WIDTH), 1
            cost = time.process_time() - cpu, time.perf_counter() - wall
            assert done == expected * int(size), (name, workload, done)
            costs.append(cost)
            if cost[0] > LONG:
                break
    # The cheapest round: whatever else the machine did made the others dearer.
    cpu, wall = (min(column) for column in zip(*(costs[1:] or costs), strict=True))
    print(json.dumps({"cpu": cpu, "wall": wall}))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4], int(sys.argv[4])))
