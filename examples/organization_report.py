"""Count the runs of the last day wherever a GitHub App is installed.

python examples/organization_report.py Iv23li... app.pem
"""

import asyncio
import os
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aioghactions as gha

Report = dict[str, Counter[str]]  # conclusions by repository


async def report(app: gha.App, since: datetime) -> tuple[Report, dict[str, Exception]]:
    """Return the conclusions of the runs of each repository, and what failed."""
    found: Report = {}
    failures: dict[str, Exception] = {}

    async def conclusions(repo: gha.Repo) -> Counter[str]:
        runs = repo.runs.list(status="completed", created=f">={since:%Y-%m-%d}")
        return Counter([str(run.conclusion) async for run in runs])

    async def count(installation: gha.models.Installation) -> None:
        async with app.client(installation) as client:
            query = client.repos(repositories(client, installation))
            async with query.each(conclusions) as outcomes:
                async for outcome in outcomes:
                    collect(outcome, found, failures)

    installations = app.installations(active_only=True)
    async with gha.fan_out(count, installations, limit=4) as outcomes:
        async for outcome in outcomes:
            match outcome:
                case gha.Failed(installation, gha.GitHubActionsError() as error):
                    failures[f"installation {installation.id}"] = error
                case gha.Failed(_, bug):
                    raise bug
                case gha.Done():
                    pass
    return found, failures


def repositories(
    client: gha.Client, installation: gha.models.Installation
) -> gha.Pager[gha.models.MinimalRepository]:
    """Return the active repositories of an organization, or those of a user."""
    account = installation.account
    if isinstance(account, gha.models.SimpleUser) and account.type == "Organization":
        return client.org(account.login).repositories(active_only=True)
    return client.installation.repositories(active_only=True)


def collect(
    outcome: gha.Done[gha.models.MinimalRepository, Counter[str]]
    | gha.Failed[gha.models.MinimalRepository],
    found: Report,
    failures: dict[str, Exception],
) -> None:
    """Add the outcome of a repository to the report."""
    match outcome:
        case gha.Done(repository, counted):
            found[repository.full_name] = counted
        case gha.Failed(repository, gha.GitHubActionsError() as error):
            failures[repository.full_name] = error
        case gha.Failed(_, bug):
            raise bug


async def main() -> None:
    try:
        client_id, key = sys.argv[1:]
    except ValueError:
        sys.exit(__doc__)
    private_key = await asyncio.to_thread(Path(key).read_text, "utf-8")
    since = datetime.now(UTC) - timedelta(days=1)
    url = os.environ.get("GITHUB_API_URL", "https://api.github.com")
    async with gha.App(app=client_id, private_key=private_key, base_url=url) as app:
        found, failures = await report(app, since)
    for name, counted in sorted(found.items()):
        if counted:
            print(name, *(f"{key}={number}" for key, number in counted.items()))
    for name, error in failures.items():
        print(f"{name} was skipped: {error}", file=sys.stderr)


if __name__ == "__main__":
    asyncio.run(main())
