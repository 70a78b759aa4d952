"""Write a CSV about the workflows of many repositories in the last days.

python examples/fleet_report.py 7 octo-org/hello octo-org/world > report.csv
"""

import asyncio
import csv
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import aioghactions as gha


async def report(
    client: gha.Client, names: Iterable[str], start: datetime
) -> tuple[list[gha.stats.Row], dict[str, Exception]]:
    """Return a row for each workflow, and the error of each repository that failed."""

    async def workflows(repo: gha.Repo) -> list[gha.stats.Row]:
        runs = [run async for run in repo.runs.history(start)]
        return gha.stats.summarise_runs(runs, by="workflow")

    rows: list[gha.stats.Row] = []
    failures: dict[str, Exception] = {}
    async with client.repos(names).each(workflows, ordered=True) as outcomes:
        async for outcome in outcomes:
            match outcome:
                case gha.Done(name, found):
                    rows += [{"repository": name, **row} for row in found]
                case gha.Failed(name, gha.GitHubActionsError() as error):
                    failures[name] = error
                case gha.Failed(_, bug):
                    raise bug
    return rows, failures


async def main() -> None:
    try:
        days, *names = sys.argv[1:]
    except ValueError:
        sys.exit(__doc__)
    start = datetime.now(UTC) - timedelta(days=int(days))
    async with gha.Client.from_env() as client:
        rows, failures = await report(client, names, start)
    if rows:
        table = csv.DictWriter(sys.stdout, rows[0])
        table.writeheader()
        table.writerows(rows)
    for name, error in failures.items():
        print(f"{name} was skipped: {error}", file=sys.stderr)


if __name__ == "__main__":
    asyncio.run(main())
