"""Minutes that many repositories spent in successful runs, queried concurrently.

python examples/bulk.py 2026-01-01 octo-org/hello octo-org/world
"""

import asyncio
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import aioghactions as gha


async def minutes_by_repo(
    client: gha.Client, names: Iterable[str], *, since: datetime
) -> dict[str, float]:
    """Return the minutes by repository; print those that fail and skip them."""

    async def minutes(name: str) -> float:
        # The history is complete where a filtered list ends after 1,000 runs.
        runs = client.repo(name).runs.history(since, status="success")
        return sum([gha.stats.run_seconds(run) or 0 async for run in runs]) / 60

    totals: dict[str, float] = {}
    async with gha.fan_out(minutes, names, limit=8) as outcomes:
        async for outcome in outcomes:
            match outcome:
                case gha.Done(name, spent):
                    totals[name] = spent
                case gha.Failed(name, gha.GitHubActionsError() as error):
                    print(f"{name}: skipped, {error}")
                case gha.Failed(_, bug):
                    raise bug
    return totals


async def main() -> None:
    try:
        since, *names = sys.argv[1:]
    except ValueError:
        sys.exit(__doc__)
    start = datetime.fromisoformat(since).replace(tzinfo=UTC)
    async with gha.Client.from_env() as client:
        totals = await minutes_by_repo(client, names, since=start)
    for name, spent in sorted(totals.items(), key=lambda item: -item[1]):
        print(f"{spent:10,.0f}  {name}")


if __name__ == "__main__":
    asyncio.run(main())
