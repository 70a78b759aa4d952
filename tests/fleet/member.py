"""One process of a fleet: sends requests for some seconds, then prints its figures.

python -m tests.fleet.member '{"url": ..., "redis": ..., "name": ..., ...}'
"""

import asyncio
import json
import sys
import time
from typing import Any

from redis.asyncio.sentinel import Sentinel

import aioghactions as gha
from tests.fleet.store import NAME


async def send(client: gha.Client, method: str, until: float) -> int:
    """Send requests one after the other; return how many failed."""
    failed = 0
    body = None if method == "GET" else {"ref": "main"}
    while time.monotonic() < until:  # noqa: TID251 - a real process has a real clock
        try:
            await client.request(method, "/repos/o/r/things", body=body)
        except gha.GitHubActionsError:
            failed += 1
    return failed


def budget_of(about: dict[str, Any]) -> gha.fleet.RedisBudget | None:
    """Return the budget in a Redis, or in what a Sentinel names."""
    if port := about.get("sentinel"):
        sentinel = Sentinel([("127.0.0.1", port)], socket_timeout=1)
        return gha.fleet.RedisBudget(sentinel.master_for(NAME))
    return gha.fleet.RedisBudget(about["redis"]) if about["redis"] else None


async def main(about: dict[str, Any]) -> None:
    """Send for as long as told, and print what it took."""
    events: list[str] = []
    client = gha.Client(
        "t" * 40,
        base_url=about["url"],
        user_agent=f"{about['name']}/1",
        budget=budget_of(about),
        pace=gha.Pace(
            concurrency=about["width"],
            points_per_minute=about["points"],
            content_per_minute=None,
            content_per_hour=None,
            release=0.0,
        ),
        patience=gha.Patience(deadline=about["seconds"] + 30, attempts=1),
        on_event=lambda event: (
            events.append(event.error or "back") if event.kind == "budget" else None
        ),
    )
    async with client:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)  # until the whole fleet is ready
        until = time.monotonic() + about["seconds"]  # noqa: TID251
        cpu = time.process_time()
        tasks: list[asyncio.Task[int]] = []
        try:
            async with asyncio.timeout(about["seconds"] + 1), asyncio.TaskGroup() as it:
                tasks += [
                    it.create_task(send(client, about["method"], until))
                    for _ in range(about["tasks"])
                ]
        except TimeoutError:  # they wait for the next window
            pass
        cpu = time.process_time() - cpu
    failed = sum(task.result() for task in tasks if not task.cancelled())
    report = {"name": about["name"], "failed": failed, "events": events, "cpu": cpu}
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
