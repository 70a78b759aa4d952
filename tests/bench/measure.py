"""Measure every row of the table in one environment.

The clients take turns, so that other load of the machine affects all of them. Each turn
is a process of its own, in which the client takes turns with the floor and reports its
fastest round and its ratio to the floor. Medians of the turns count.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from subprocess import CalledProcessError
from typing import Any

from tests.bench import origin
from tests.bench.corpus import LISTED, NOTHING_SHARED, ONE_REPOSITORY
from tests.bench.environment import Environment

Costs = dict[str, dict[str, float]]
HERE = Path(__file__).parent
LATENCY = 0.2

FLOOR = "floor"
TYPED = (FLOOR, "ours", "githubkit_", "stock", "cattrs_")
CLIENTS = (FLOOR, "ours", "gidgethub_", "githubkit_", "pygithub_", "ghapi_")
STARTS = ("nothing", "aiohttp", *CLIENTS[1:])
GROWTH = ("ours",)
WIDTHS = (10, 25, 40)  # single runs at once; 50 has a row
FEW = 2  # turns of what takes long, or has no target
SLOW = 0.8  # seconds of CPU for a round; a client that takes longer has one turn


def everything(environment: Environment, corpus: Path, turns: int) -> dict[str, Any]:
    """Return the figures of all rows.

    Args:
        environment: The Python with the other clients.
        corpus: The folder written by :func:`tests.bench.corpus.write`.
        turns: Number of turns of each client.
    """
    say(f"Python {environment.version}")
    figures: dict[str, Any] = {}
    for kind in (*ONE_REPOSITORY, *NOTHING_SHARED):
        say(f"structuring, {kind}")
        figures[f"structure {kind}"] = in_turns(
            TYPED if kind in {"shared", "distinct"} else (FLOOR, "ours"),
            turns,
            program(environment, "structure.py", FLOOR, str(corpus / kind), "5"),
        )
    with origin.serving(corpus) as url:
        for workload in ("list:10", "get:1000"):
            say(f"CPU, {workload}")
            figures[f"cpu {workload}"] = in_turns(
                (*CLIENTS, "fan_out") if workload == "get:1000" else CLIENTS,
                turns,
                program(environment, "contend.py", workload, url, "5", FLOOR),
            )
        for kind in LISTED:
            say(f"CPU, list:10-{kind}")
            figures[f"cpu list:10-{kind}"] = in_turns(
                ("ours",),
                turns,
                program(environment, "contend.py", f"list:10-{kind}", url, "5", FLOOR),
            )
        for width in WIDTHS:
            say(f"CPU, get:1000@{width}")
            figures[f"cpu get:1000@{width}"] = in_turns(
                ("ours", "gidgethub_"),
                turns,
                program(
                    environment, "contend.py", f"get:1000@{width}", url, "5", FLOOR
                ),
            )
        for workload in ("list:1", "list:100", "get:100", "get:10000"):
            say(f"growth, {workload}")
            rounds = "1" if workload == "get:10000" else "5"
            figures[f"cpu {workload}"] = in_turns(
                GROWTH,
                FEW,
                program(environment, "contend.py", workload, url, rounds, FLOOR),
            )
    with origin.serving(corpus, latency=LATENCY) as url:
        for workload in ("list:10", "get:1000"):
            say(f"wall, {workload}")
            figures[f"wall {workload}"] = in_turns(
                CLIENTS, 1, program(environment, "contend.py", workload, url, "2")
            )
        for kind in LISTED:
            say(f"wall, list:10-{kind}")
            figures[f"wall list:10-{kind}"] = in_turns(
                ("ours",),
                1,
                program(environment, "contend.py", f"list:10-{kind}", url, "5"),
            )
    say("webhooks")
    figures["webhooks"] = in_turns(
        ("aioghactions", "githubkit"),
        turns,
        program(environment, "receive.py", str(HERE.parent / "fixtures" / "webhooks")),
    )
    say("start")
    figures["start"] = start(environment, corpus, turns)
    for part in ("downloads", "fan_out", "pages", "limits"):
        say(part)
        run = environment.run("-m", "tests.bench.figures", part)
        figures[part] = json.loads(run)
    return figures


def say(what: str) -> None:
    """Print the progress with the time."""
    sys.stderr.write(f"  {time.strftime('%H:%M:%S')} {what}\n")


def program(
    environment: Environment, name: str, *arguments: str
) -> Callable[[str], dict[str, float]]:
    """Return a function that runs a client and returns its costs."""

    def run(contender: str) -> dict[str, float]:
        output = environment.run(str(HERE / name), contender, *arguments)
        costs: dict[str, float] = json.loads(output)
        return costs

    return run


def in_turns(
    contenders: Sequence[str], turns: int, run: Callable[[str], dict[str, float]]
) -> Costs:
    """Return the medians of each client, without those of which every turn failed.

    The clients with an underscore are others' and may time out on a busy machine: the
    run of half an hour goes on without that turn, and says so.
    """
    costs_of: dict[str, list[dict[str, float]]] = {name: [] for name in contenders}
    for _ in range(turns):
        for name in contenders:
            costs = costs_of[name]
            if costs and costs[-1].get("cpu", 0.0) >= SLOW:
                continue
            try:
                costs.append(run(name))
            except CalledProcessError:
                if not name.endswith("_"):
                    raise
                say(f"a turn of {name} failed")
    return {
        name: {what: median(cost[what] for cost in costs) for what in costs[0]}
        for name, costs in costs_of.items()
        if costs
    }


def start(environment: Environment, corpus: Path, turns: int) -> dict[str, Costs]:
    """Return the CPU of fresh processes: to a client, and to its first response."""
    with origin.serving(corpus) as url:
        return {
            "client": in_turns(STARTS, 2 * turns + 1, program(environment, "start.py")),
            "answer": in_turns(
                CLIENTS, 2 * turns + 1, program(environment, "start.py", url)
            ),
        }
