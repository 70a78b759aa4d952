"""Calls over real sockets, cancelled at random, in one go, or by Ctrl-C."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Coroutine, Iterator
from random import Random
from typing import Any

import aiohttp

import aioghactions as gha
from tests.chaos.figure import Figure
from tests.support import raw
from tests.support.turns import turns
from tests.support.unhurried import UNHURRIED

BODY = b"""{"name": "S", "created_at": "2024-01-01T00:00:00Z",
            "updated_at": "2024-01-01T00:00:00Z"}"""
HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(BODY)
POOL = 10
HEALTHY = 30


def wavering(random: Random) -> raw.Script:
    """Return a script that answers in pieces, and sometimes never."""

    async def script(exchange: raw.Exchange) -> None:
        answer = HEAD + BODY
        while answer:
            await turns(random.randint(0, 6))
            if random.random() < 0.02:
                await raw.stall(exchange)
            size = random.randint(1, len(answer))
            await exchange.send(answer[:size])
            answer = answer[size:]

    return script


def descriptors() -> int:
    """Return how many files and sockets this process has open."""
    return len(os.listdir("/dev/fd"))  # noqa: PTH208 - names are all we need


def c5(cancellations: int, seeds: int) -> list[Figure]:
    """C5: cancellations at random moments, over a pool of ten connections."""
    rounds: list[tuple[float, ...]] = []
    for seed in range(seeds):
        before = descriptors()
        kept = asyncio.run(_cancelled(cancellations, seed))
        rounds.append((*kept, descriptors() - before))
    return [
        Figure(name, max(values), most=most, timed=name.startswith("seconds"))
        for (name, most), values in zip(
            _KEPT.items(), zip(*rounds, strict=True), strict=True
        )
    ]


_KEPT = {
    "connections still acquired": 0,
    "waiters for a connection": 0,
    "places in the gate": 0,
    "tasks left": 0,
    "connections kept for later": POOL,
    "healthy calls that failed": 0,
    f"seconds for {HEALTHY} healthy calls": 3,
    "files and sockets left open": 0,
}


async def _cancelled(count: int, seed: int) -> tuple[float, ...]:
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    async with (
        raw.serve(wavering(random)) as server,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=POOL)) as session,
        gha.Client(
            "ghp_token",
            base_url=server.url,
            session=session,
            pace=gha.Pace.off(concurrency=50),
            patience=UNHURRIED,
        ) as client,
    ):
        secrets = client.repo("octo-org/hello").secrets
        cancelled = 0
        for _ in range(count // 50):
            async with asyncio.TaskGroup() as group:
                calls = [
                    group.create_task(_give_up(secrets.get("S"), random.randint(0, 60)))
                    for _ in range(50)
                ]
            cancelled += sum(call.result() for call in calls)
        assert cancelled > count / 2, cancelled
        server.scripts = [raw.answer("200 OK", BODY)]
        start = time.perf_counter()
        outcomes = await _reads(secrets, HEALTHY)
        seconds = time.perf_counter() - start
        pool: Any = session.connector
        return (
            len(pool._acquired),
            sum(map(len, pool._waiters.values())),
            client._pipeline.context.limiter._admission.in_flight,
            len(asyncio.all_tasks() - server.tasks) - 1,
            sum(map(len, pool._conns.values())),
            sum(isinstance(outcome, gha.Failed) for outcome in outcomes),
            seconds,
        )


async def _give_up(call: Coroutine[Any, Any, Any], after: int) -> bool:
    """Cancel ``call`` when the loop has turned ``after`` times; say if that struck."""
    task = asyncio.ensure_future(call)
    await turns(after)
    task.cancel()
    await asyncio.wait([task])
    return task.cancelled()


async def _reads(secrets: Any, count: int) -> list[Any]:
    async with gha.fan_out(secrets.get, ["S"] * count, limit=count) as outcomes:
        return [outcome async for outcome in outcomes]


# A fan-out that would take for ever, over a server that is slow to answer.
_PROGRAM = """
import asyncio, signal, sys
import aioghactions as gha
from tests.chaos.sockets import slow
from tests.support import raw

async def main():
    async with (
        raw.serve(slow) as server,
        gha.Client("ghp_token", base_url=server.url) as client,
    ):
        secrets = client.repo("octo-org/hello").secrets
        names = (f"S{number}" for number in range(int(sys.argv[1])))
        async with gha.fan_out(secrets.get, names, limit=200) as outcomes:
            seen = 0
            async for outcome in outcomes:
                seen += 1
                if seen == 200:
                    print("amid", flush=True)

# What is started in the background may be deaf to it.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    asyncio.run(main())
except KeyboardInterrupt:
    sys.exit(130)
"""


async def slow(exchange: raw.Exchange) -> None:
    """Answer, but each tenth request never."""
    if exchange.target.endswith("7"):
        await raw.stall(exchange)
    await exchange.send(HEAD, BODY)


def c14(calls: int) -> list[Figure]:
    """C14: Ctrl-C and a shutdown in the middle of a fan-out."""
    return [
        *_ended(calls, signal.SIGINT, "Ctrl-C", status=130),
        *_ended(calls, signal.SIGTERM, "SIGTERM", status=-signal.SIGTERM),
    ]


def _ended(
    calls: int, by: signal.Signals, name: str, *, status: int
) -> Iterator[Figure]:
    with subprocess.Popen(  # noqa: S603 - this Python, and code that stands here
        [sys.executable, "-W", "error", "-c", _PROGRAM, str(calls)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        start = time.perf_counter()
        child.send_signal(by)
        _, told = child.communicate()
        seconds = time.perf_counter() - start
    yield Figure(f"exit status, {name}", child.returncode, most=status, least=status)
    yield Figure(f"bytes on its screen, {name}", len(told), most=0)
    yield Figure(f"seconds to the end, {name}", seconds, most=2, timed=True)
