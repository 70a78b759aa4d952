"""Run one contender's workload and print what it cost, as JSON.

A process of its own for each contender: this one needs nothing but the contender
and the standard library, so that it runs in the environment of the peers too.

    python contend.py CONTENDER WORKLOAD URL ROUNDS
"""

import asyncio
import importlib.util
import json
import resource
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def load(name):
    """Return the contender's module."""
    path = HERE / "contenders" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"contender_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def main(name, workload, url, rounds):
    """Run ``workload`` ``rounds`` times, after one that does not count."""
    contender = load(name)
    what, _, size = workload.partition(":")
    costs = []
    async with contender.client(url) as client:
        for number in range(rounds + 1):
            cpu, wall = time.process_time(), time.perf_counter()
            if what == "list":
                done, expected = await contender.list_runs(client), 1000
            else:
                expected = int(size)
                done = await contender.get_runs(client, expected, 50)
            assert done == expected, (name, workload, done)
            cost = (time.process_time() - cpu, time.perf_counter() - wall)
            if number:
                costs.append(cost)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu, wall = (min(column) for column in zip(*costs))
    print(json.dumps({"cpu": cpu, "wall": wall, "peak": peak}))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4], int(sys.argv[4])))
