"""Ask for the newest run of many repositories, on all workers of a Dask cluster.

python examples/fleet_dask.py redis://localhost:6379 octo-org/hello octo-org/world

Needs: pip install 'aioghactions[fleet]' distributed
"""

import asyncio
import sys
from typing import Any, cast

import distributed

import aioghactions as gha


class OneClient(distributed.WorkerPlugin):
    """Opens a client for each worker; all share one budget.

    The token is in the environment of the workers: it is not sent with the tasks.
    """

    name = "github"

    def __init__(self, redis: str) -> None:
        self.redis = redis

    async def setup(self, worker: distributed.Worker) -> None:  # noqa: ARG002
        """Open the client."""
        budget = gha.fleet.RedisBudget(self.redis)
        self.client = gha.Client.from_env(budget=budget)
        await self.client.open()

    async def teardown(self, worker: distributed.Worker) -> None:  # noqa: ARG002
        """Close the client."""
        await self.client.close()


async def newest(name: str) -> str | gha.GitHubActionsError:
    """Return the state of the newest run, or why it is not known."""
    plugin = cast("OneClient", distributed.get_worker().plugins["github"])
    try:
        run = await plugin.client.repo(name).runs.list(per_page=1).first()
    except gha.GitHubActionsError as error:
        return error  # a value: another attempt would not help
    return "no run" if run is None else str(run.conclusion or run.status)


async def main() -> None:
    try:
        redis, *names = sys.argv[1:]
    except ValueError:
        sys.exit(__doc__)
    cluster: Any = distributed.LocalCluster(
        n_workers=6, threads_per_worker=4, dashboard_address=":0", asynchronous=True
    )
    # Dask's own annotations are those of its blocking interface.
    dask: Any
    async with cluster, distributed.Client(cluster, asynchronous=True) as dask:
        await dask.register_plugin(OneClient(redis))
        # Dask runs a task again if its worker dies.
        found = await dask.gather(dask.map(newest, names, pure=False))
    for name, state in zip(names, found, strict=True):
        print(name, f"failed: {state}" if isinstance(state, Exception) else state)


if __name__ == "__main__":
    asyncio.run(main())
