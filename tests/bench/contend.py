"""Run a workload with one client and print its cost as JSON.

    python contend.py CONTENDER WORKLOAD URL ROUNDS [FLOOR]

A workload is ``list:10``, ten pages of a list one after the other, ``list:10-ghec``,
the same with another kind of run, or ``get:1000``, a thousand single runs 50 at once;
``get:1000@10`` gets 10 at once.
Each client has a process of its own, with nothing but the client and the standard
library, so that it runs in the environment of the other clients. The floor, if it is
named, takes turns with the client in the same process: on a shared machine one process
may run at half the speed of the next.
"""

import asyncio
import json
import sys
import time
from base64 import b64encode
from contextlib import AsyncExitStack
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from paired import beside_floor

HERE = Path(__file__).parent
WIDTH = 50
PAGE = 100
# As long as GitHub's, since this library looks for it in every response.
TOKEN = "ghp_" + b64encode(sha256().digest()).decode()[:36]
LONG = 3.0  # seconds of CPU; a client that takes longer runs once


async def cost(contender, client, what, size, width):
    """Return the CPU and wall-clock seconds of one round."""
    cpu, wall = time.process_time(), time.perf_counter()
    if what == "list":
        done, expected = await contender.list_runs(client, size), PAGE
    else:
        done, expected = await contender.get_runs(client, size, width), 1
    seconds = time.process_time() - cpu, time.perf_counter() - wall
    assert done == expected * size, (contender.__name__, what, size, done)
    return seconds


async def main(workload, url, rounds, *names):
    """Run ``workload`` ``rounds`` times, after a warm-up round."""
    sys.path.insert(0, str(HERE / "contenders"))
    what, _, name = workload.partition(":")
    name, _, width = name.partition("@")
    size, width = int(name.partition("-")[0]), int(width or WIDTH)
    costs = []
    async with AsyncExitStack() as stack:
        contenders = []
        for module in names:
            contender = import_module(module)
            opened = contender.client(url, f"list-{name}", TOKEN)
            contenders.append((contender, await stack.enter_async_context(opened)))
        for _ in range(rounds + 1):
            costs.append(
                [await cost(*contender, what, size, width) for contender in contenders]
            )
            if costs[-1][0][0] > LONG:
                break
    counted = costs[1:] or costs
    cpu, wall = (min(column) for column in zip(*(c[0] for c in counted), strict=True))
    result = {"cpu": cpu, "wall": wall}
    if len(names) > 1:
        result |= beside_floor([(mine[0], floor[0]) for mine, floor in counted])
    print(json.dumps(result))


if __name__ == "__main__":
    name, workload, url, rounds, *floor = sys.argv[1:]
    asyncio.run(main(workload, url, int(rounds), name, *floor))
