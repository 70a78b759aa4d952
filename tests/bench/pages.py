"""Measure whole lists: ``python -m tests.bench.pages``.

Wall time of ten pages when every answer takes 200 ms, against the same by hand one
page after the other; memory held while a slow consumer reads a hundred thousand runs.
Every figure comes from a process of its own, and the server from another.
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
        # The quickest: whatever else the machine did made the others slower.
        by_hand = min(alone(one_after_the_other, url) for _ in range(3))
        ours = min(alone(at_once, url) for _ in range(7))
    say("10 pages at 200 ms, one after the other", by_hand[0], "s")
    say("10 pages at 200 ms, Pager", ours[0], "s", most=0.5)
    say("of this, what the processor did", ours[1], "s")
    for pages in (10, 100, 1000):
        with server(pages=pages, latency=0.0) as url:
            grown = alone(slowly, url)
        say(f"RSS growth over {pages * SIZE:,} runs", grown, "MiB", most=32)


def say(what: str, figure: float, unit: str, *, most: float | None = None) -> None:
    """Print one figure, and what it may be at most."""
    verdict = "" if most is None else ("ok" if figure <= most else "FAILS")
    bound = "" if most is None else f"at most {most:g}"
    sys.stdout.write(f"{what:42} {figure:8.3f} {unit:4} {verdict:5} {bound}\n")
    sys.stdout.flush()


# --- what is measured -----------------------------------------------------------


async def one_after_the_other(url: str) -> tuple[float, float]:
    """Return the cost of a loop that a careful person would write."""
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


async def at_once(url: str) -> tuple[float, float]:
    """Return the cost of a loop over a Pager."""
    async with gha.Client("token", base_url=url) as client:
        runs = client.repo("octo-org/octo-repo").runs

        async def read() -> list[int]:
            return [run.id async for run in runs.list()]

        return await warm(read)


async def warm(read: Callable[[], Awaitable[list[int]]]) -> tuple[float, float]:
    """Return the seconds, on the wall and of the processor, of the second time.

    The first one also imports.
    """
    await read()
    wall, cpu = time.perf_counter(), time.process_time()
    assert await read() == list(range(10 * SIZE, 0, -1))
    return time.perf_counter() - wall, time.process_time() - cpu


async def slowly(url: str) -> float:
    """Return by how many MiB the process grows while a list is read slowly."""
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
    """Return the most that this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# --- processes ------------------------------------------------------------------


def alone(measure: Callable[[Any], Any], what: Any) -> Any:
    """Return what ``measure`` says in a new process."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_measure, args=(measure, what, there)
    )
    process.start()
    there.close()
    figures = here.recv()
    process.join()
    return figures


def _measure(measure: Callable[[Any], Any], what: Any, answer: Connection) -> None:
    answer.send(asyncio.run(measure(what)))


@contextmanager
def server(*, pages: int, latency: float) -> Generator[str]:
    """Serve so many pages on loopback from another process; yield the address."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(pages, latency, there)
    )
    process.start()
    try:
        yield here.recv()
    finally:
        process.terminate()
        process.join()


def _serve(pages: int, latency: float, ready: Connection) -> None:
    example = json.loads(Path(EXAMPLE).read_text("utf-8"))["workflow_runs"][0]
    asyncio.run(_listen(pages, latency, example, ready))


async def _listen(
    pages: int, latency: float, example: dict[str, Any], ready: Connection
) -> None:
    made: dict[tuple[int, int], bytes] = {}

    async def answer(request: web.Request) -> web.Response:
        await asyncio.sleep(latency)  # noqa: TID251 - a real server, real time
        number = int(request.query.get("page", "1"))
        size = int(request.query["per_page"])
        if (number, size) not in made:
            made[number, size] = _page(example, number, size, pages * SIZE)
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        if number < pages:
            base = f"{request.url.origin()}{PATH}?per_page={size}&page="
            headers["Link"] = (
                f'<{base}{number + 1}>; rel="next", <{base}{pages}>; rel="last"'
            )
        return web.Response(body=made[number, size], headers=headers)

    app = web.Application()
    app.router.add_get(PATH, answer)
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
