"""Calls over real sockets that are cancelled at random or by a signal."""

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
from tests.support.no_timeouts import NO_TIMEOUTS
from tests.support.turns import turns

BODY = b"""{"name": "S", "created_at": "2024-01-01T00:00:00Z",
            "updated_at": "2024-01-01T00:00:00Z"}"""
HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(BODY)
POOL = 10
HEALTHY = 30


def in_pieces(random: Random) -> raw.Script:
    """Return a script that responds in pieces, and sometimes stalls."""

    async def script(exchange: raw.Exchange) -> None:
        data = HEAD + BODY
        while data:
            await turns(random.randint(0, 6))
            if random.random() < 0.02:
                await raw.stall(exchange)
            size = random.randint(1, len(data))
            await exchange.send(data[:size])
            data = data[size:]

    return script


def descriptors() -> int:
    """Return the number of open files and sockets of this process."""
    return len(os.listdir("/dev/fd"))  # noqa: PTH208 - only the number is needed


def c5(cancellations: int, seeds: int) -> list[Figure]:
    """C5: cancellations at random moments, over a pool of ten connections."""
    rounds: list[tuple[float, ...]] = []
    for seed in range(seeds):
        before = descriptors()
        leftovers = asyncio.run(_cancelled(cancellations, seed))
        rounds.append((*leftovers, descriptors() - before))
    return [
        Figure(name, max(values), most=most, timed=name.startswith("seconds"))
        for (name, most), values in zip(
            _LEFTOVERS.items(), zip(*rounds, strict=True), strict=True
        )
    ]


_LEFTOVERS = {
    "connections still acquired": 0,
    "waiters for a connection": 0,
    "permits not released": 0,
    "tasks left": 0,
    "pooled connections": POOL,
    "healthy calls that failed": 0,
    f"seconds for {HEALTHY} healthy calls": 3,
    "files and sockets left open": 0,
}


async def _cancelled(count: int, seed: int) -> tuple[float, ...]:
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    async with (
        raw.serve(in_pieces(random)) as server,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=POOL)) as session,
        gha.Client(
            "ghp_token",
            base_url=server.url,
            session=session,
            pace=gha.Pace.off(concurrency=50),
            patience=NO_TIMEOUTS,
        ) as client,
    ):
        secrets = client.repo("octo-org/hello").secrets
        cancelled = 0
        for _ in range(count // 50):
            async with asyncio.TaskGroup() as group:
                calls = [
                    group.create_task(
                        _cancel_after(secrets.get("S"), random.randint(0, 60))
                    )
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


async def _cancel_after(call: Coroutine[Any, Any, Any], after: int) -> bool:
    """Cancel ``call`` after ``after`` turns; return whether it was cancelled."""
    task = asyncio.ensure_future(call)
    await turns(after)
    task.cancel()
    await asyncio.wait([task])
    return task.cancelled()


async def _reads(secrets: Any, count: int) -> list[Any]:
    async with gha.fan_out(secrets.get, ["S"] * count, limit=count) as outcomes:
        return [outcome async for outcome in outcomes]


# A long fan-out with a server that does not respond to some requests.
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
                    print("running", flush=True)

# A background process may have been started with SIGINT ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    asyncio.run(main())
except KeyboardInterrupt:
    sys.exit(130)
"""


async def slow(exchange: raw.Exchange) -> None:
    """Respond, except to each tenth request."""
    if exchange.target.endswith("7"):
        await raw.stall(exchange)
    await exchange.send(HEAD, BODY)


def c14(calls: int) -> list[Figure]:
    """C14: SIGINT and SIGTERM during a fan-out."""
    return [
        *_signalled(calls, signal.SIGINT, "Ctrl-C", status=130),
        *_signalled(calls, signal.SIGTERM, "SIGTERM", status=-signal.SIGTERM),
    ]


def _signalled(
    calls: int, by: signal.Signals, name: str, *, status: int
) -> Iterator[Figure]:
    with subprocess.Popen(  # noqa: S603 - this Python, with code from this file
        [sys.executable, "-W", "error", "-c", _PROGRAM, str(calls)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        start = time.perf_counter()
        child.send_signal(by)
        _, stderr = child.communicate()
        seconds = time.perf_counter() - start
    yield Figure(f"exit status, {name}", child.returncode, most=status, least=status)
    yield Figure(f"bytes on stderr, {name}", len(stderr), most=0)
    yield Figure(f"seconds to the end, {name}", seconds, most=2, timed=True)
