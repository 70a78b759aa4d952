"""Measure complete lists: ``python -m tests.bench.pages``.

The time for ten pages with a latency of 200 ms, compared with a hand-written sequential
loop, and the memory growth while a slow consumer reads a hundred thousand runs. Each
figure comes from a process of its own, with the server in another one.
"""

import asyncio
import gc
import gzip
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

import aioghactions as gha

SIZE = 100
PATH = "/repos/octo-org/octo-repo/actions/runs"
EXAMPLE = "openapi/examples/ghec/list-workflow-runs-for-repo.200.json"


def main() -> None:
    """Print the figures."""
    with server(pages=10, latency=0.2) as url:
        # The fastest run has the least other load.
        by_hand = min(alone(sequentially, url) for _ in range(3))
        ours = min(alone(with_pager, url) for _ in range(7))
    say("10 pages at 200 ms, one after the other", by_hand[0], "s")
    say("10 pages at 200 ms, Pager", ours[0], "s", most=0.5)
    say("CPU of this", ours[1], "s")
    for pages in (10, 100, 1000):
        with server(pages=pages, latency=0.0) as url:
            grown = alone(slowly, url)
        say(f"RSS growth over {pages * SIZE:,} runs", grown, "MiB", most=32)


def say(what: str, figure: float, unit: str, *, most: float | None = None) -> None:
    """Print one figure with its upper bound."""
    result = "" if most is None else ("ok" if figure <= most else "FAILS")
    bound = "" if most is None else f"at most {most:g}"
    sys.stdout.write(f"{what:42} {figure:8.3f} {unit:4} {result:5} {bound}\n")
    sys.stdout.flush()


# --- measurements ---------------------------------------------------------------


async def sequentially(url: str) -> tuple[float, float]:
    """Return the cost of a hand-written sequential loop."""
    async with aiohttp.ClientSession() as session:

        async def read() -> list[int]:
            found: list[int] = []
            target = f"{url}{PATH}?per_page={SIZE}"
            while target:
                async with session.get(target) as response:
                    page = json.loads(await response.read())
                    link = response.links.get("next")
                found += [run["id"] for run in page["workflow_runs"]]
                target = str(link["url"]) if link else ""
            return found

        return await warm(read)


async def with_pager(url: str) -> tuple[float, float]:
    """Return the cost of a loop over a Pager."""
    async with gha.Client("token", base_url=url) as client:
        runs = client.repo("octo-org/octo-repo").runs

        async def read() -> list[int]:
            return [run.id async for run in runs.list()]

        return await warm(read)


async def warm(read: Callable[[], Awaitable[list[int]]]) -> tuple[float, float]:
    """Return the wall-clock and CPU seconds of a second run; the first one imports."""
    await read()
    wall, cpu = time.perf_counter(), time.process_time()
    assert await read() == list(range(10 * SIZE, 0, -1))
    return time.perf_counter() - wall, time.process_time() - cpu


async def slowly(url: str) -> float:
    """Return the growth of the process in MiB while a list is read slowly."""
    async with gha.Client("token", base_url=url, pace=gha.Pace.off()) as client:
        runs = client.repo("octo-org/octo-repo").runs.list()
        await runs.first()
        gc.collect()
        before, count = resident(), 0
        async for _ in runs:
            count += 1
            if count % SIZE == 0:  # the loop of the caller has other things to do
                await asyncio.sleep(0.001)  # noqa: TID251 - real time is measured
        assert count == runs.total
    return resident() - before


def resident() -> float:
    """Return the peak memory of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# --- processes ------------------------------------------------------------------


def alone(measure: Callable[[Any], Any], what: Any) -> Any:
    """Return the result of ``measure`` in a new process."""
    receiver, sender = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_measure, args=(measure, what, sender)
    )
    process.start()
    sender.close()
    figures = receiver.recv()
    process.join()
    return figures


def _measure(measure: Callable[[Any], Any], what: Any, result: Connection) -> None:
    result.send(asyncio.run(measure(what)))


@contextmanager
def server(*, pages: int, latency: float) -> Generator[str]:
    """Serve ``pages`` pages on loopback from another process; yield the URL."""
    receiver, sender = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(pages, latency, sender)
    )
    process.start()
    try:
        yield receiver.recv()
    finally:
        process.terminate()
        process.join()


def _serve(pages: int, latency: float, ready: Connection) -> None:
    example = json.loads(Path(EXAMPLE).read_text("utf-8"))["workflow_runs"][0]
    asyncio.run(_listen(pages, latency, example, ready))


async def _listen(
    pages: int, latency: float, example: dict[str, Any], ready: Connection
) -> None:
    bodies: dict[tuple[int, int], bytes] = {}

    async def respond(request: web.Request) -> web.Response:
        await asyncio.sleep(latency)  # noqa: TID251 - real time of a server
        number = int(request.query.get("page", "1"))
        size = int(request.query["per_page"])
        if (number, size) not in bodies:
            bodies[number, size] = _page(example, number, size, pages * SIZE)
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        if number < pages:
            base = f"{request.url.origin()}{PATH}?per_page={size}&page="
            headers["Link"] = (
                f'<{base}{number + 1}>; rel="next", <{base}{pages}>; rel="last"'
            )
        return web.Response(body=bodies[number, size], headers=headers)

    app = web.Application()
    app.router.add_get(PATH, respond)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    ready.send(f"http://127.0.0.1:{runner.addresses[0][1]}")
    await asyncio.Event().wait()


def _page(example: dict[str, Any], number: int, size: int, total: int) -> bytes:
    first = total - (number - 1) * size
    runs = [example | {"id": first - i} for i in range(size)]
    body = json.dumps({"total_count": total, "workflow_runs": runs})
    return gzip.compress(body.encode(), 1)


if __name__ == "__main__":
    main()
