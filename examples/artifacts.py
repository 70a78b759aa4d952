"""Unpack all artifacts of a run, a few at once, with a progress bar for each.

python examples/artifacts.py octo-org/hello 30433642 folder
"""

import asyncio
import sys
from pathlib import Path

from rich.markup import escape
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TransferSpeedColumn,
)

import aioghactions as gha
from aioghactions import logs

EXPECTED = (gha.GitHubActionsError, OSError)  # others are mistakes of this program


async def unpack(repo: gha.Repo, run_id: int, folder: Path) -> dict[str, Path]:
    """Return the folder of each artifact; print those that failed."""
    found: dict[str, Path] = {}
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    ) as progress:
        bars: dict[int, TaskID] = {}

        def show(artifact: gha.models.Artifact, done: int, total: int | None) -> None:
            if artifact.id not in bars:
                bars[artifact.id] = progress.add_task(escape(logs.safe(artifact.name)))
            progress.update(bars[artifact.id], completed=done, total=total)

        async with repo.runs.save_artifacts(
            run_id, folder, extract=True, progress=show
        ) as outcomes:
            async for outcome in outcomes:
                match outcome:
                    case gha.Done(artifact, path):
                        found[artifact.name] = path
                    case gha.Failed(
                        artifact, (gha.GitHubActionsError() | OSError()) as error
                    ):
                        message = f"{logs.safe(artifact.name)} was skipped: {error}"
                        progress.console.print(message, highlight=False, markup=False)
                    case gha.Failed(_, bug):
                        raise bug
    return found


async def main() -> None:
    try:
        name, run_id, folder = sys.argv[1:]
    except ValueError:
        sys.exit(__doc__)
    async with gha.Client.from_env() as client:
        found = await unpack(client.repo(name), int(run_id), Path(folder))
    for artifact, path in sorted(found.items()):
        files = sum(1 for file in path.rglob("*") if file.is_file())
        print(f"{logs.safe(artifact)}: {files} files in {path}")


if __name__ == "__main__":
    asyncio.run(main())
