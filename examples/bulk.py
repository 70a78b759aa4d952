"""Minutes that many repositories spent in successful runs, asked all at once.

python examples/bulk.py 2024-01-01 octo-org/hello octo-org/world
"""

import asyncio
import sys
from collections.abc import Iterable

import aioghactions as gha


async def minutes_by_repo(
    client: gha.Client, names: Iterable[str], *, since: str
) -> dict[str, float]:
    """Return the minutes by repository; one that fails is said and skipped."""

    async def minutes(name: str) -> float:
        runs = client.repo(name).runs.list(status="success", created=f">={since}")
        return (
            sum([(r.updated_at - r.created_at).total_seconds() async for r in runs])
            / 60
        )

    totals: dict[str, float] = {}
    async with gha.fan_out(minutes, names, limit=8) as outcomes:
        async for outcome in outcomes:
            match outcome:
                case gha.Done(name, spent):
                    totals[name] = spent
                case gha.Failed(name, error):
                    print(f"{name}: skipped, {error}")
    return totals


async def main() -> None:
    since, *names = sys.argv[1:]
    async with gha.Client.from_env() as client:
        totals = await minutes_by_repo(client, names, since=since)
    for name, spent in sorted(totals.items(), key=lambda item: -item[1]):
        print(f"{spent:10,.0f}  {name}")


if __name__ == "__main__":
    asyncio.run(main())
