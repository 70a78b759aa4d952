"""Ask for the newest run of many repositories, by workers of taskiq.

python examples/fleet_taskiq.py octo-org/hello octo-org/world

Start workers before, on any number of machines, with the token and REDIS_URL in their
environment:

taskiq worker --app-dir examples fleet_taskiq:broker

Needs: pip install 'aioghactions[fleet]' taskiq taskiq-redis
"""

import asyncio
import os
import sys

from taskiq import Context, TaskiqDepends, TaskiqEvents, TaskiqState
from taskiq_redis import ListQueueBroker, RedisAsyncResultBackend

import aioghactions as gha

REDIS = os.environ.get("REDIS_URL", "redis://localhost:6379")

broker = ListQueueBroker(REDIS).with_result_backend(
    RedisAsyncResultBackend(REDIS, result_ex_time=3600)
)


@broker.on_event(TaskiqEvents.WORKER_STARTUP)
async def start(state: TaskiqState) -> None:
    """Open a client for each worker process; all share one budget."""
    state.client = gha.Client.from_env(budget=gha.fleet.RedisBudget(REDIS))
    await state.client.open()


@broker.on_event(TaskiqEvents.WORKER_SHUTDOWN)
async def stop(state: TaskiqState) -> None:
    await state.client.close()


@broker.task(task_name="newest")
async def newest(name: str, context: Context = TaskiqDepends()) -> str:  # noqa: B008
    """Return the state of the newest run, or why it is not known."""
    client: gha.Client = context.state.client
    try:
        run = await client.repo(name).runs.list(per_page=1).first()
    except gha.GitHubActionsError as error:
        return f"failed: {error}"  # a value: another attempt would not help
    return "no run" if run is None else str(run.conclusion or run.status)


async def main() -> None:
    names = sys.argv[1:]
    if not names:
        sys.exit(__doc__)
    await broker.startup()
    tasks = [await newest.kiq(name) for name in names]
    for name, task in zip(names, tasks, strict=True):
        print(name, (await task.wait_result(timeout=3600)).return_value)
    await broker.shutdown()


if __name__ == "__main__":
    asyncio.run(main())
