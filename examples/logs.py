"""Print why a run failed: the errors of its jobs, with the lines before them.

python examples/logs.py octo-org/hello 30433642 [folder]

With a folder, the logs of the failed jobs are saved there, with a progress bar each.
Job output is untrusted: it is printed without its escape sequences.
"""

import asyncio
import sys
from collections import deque
from pathlib import Path

from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn

import aioghactions as gha
from aioghactions import logs

EXPECTED = (gha.GitHubActionsError, OSError)  # others are mistakes of this program
BEFORE = 5  # lines


async def explain(repo: gha.Repo, run_id: int) -> None:
    """Print each error of the run under the name of its step."""
    async with repo.runs.read_logs(run_id) as run:
        for log in run.jobs:
            if log.job.conclusion != "failure":
                continue
            print(f"{logs.safe(log.job.name)} failed")
            failed = [step for step in log.steps if step.step.conclusion == "failure"]
            for step in failed:
                print(f"  in {logs.safe(step.step.name)}")
                await quote(step)
            if not failed:  # the archive has no steps of it
                await quote(log)


async def quote(log: logs.JobLog | logs.StepLog) -> None:
    """Print the errors of a job or step, and the lines before each."""
    last: deque[str] = deque(maxlen=BEFORE)
    async for line in logs.read(log.lines()):
        if line.kind == "error":
            print(*(f"    {text}" for text in last), f"  ! {line.text}", sep="\n")
            last.clear()
        elif line.text:
            last.append(line.text)


async def save(repo: gha.Repo, run_id: int, folder: Path) -> None:
    """Save the logs of the failed jobs, with a bar for each."""
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn()
    with Progress(*columns) as progress:
        bars: dict[int, TaskID] = {}

        def show(job: gha.models.Job, done: int, total: int | None) -> None:
            if job.id not in bars:
                bars[job.id] = progress.add_task(escape(logs.safe(job.name)))
            progress.update(bars[job.id], completed=done, total=total)

        async with repo.runs.save_failed_logs(
            run_id, folder, overwrite=True, progress=show
        ) as outcomes:
            async for outcome in outcomes:
                match outcome:
                    case gha.Done(_, path):
                        progress.console.print(path.name, highlight=False, markup=False)
                    case gha.Failed(
                        job, (gha.GitHubActionsError() | OSError()) as error
                    ):
                        message = f"{logs.safe(job.name)}: {error}"
                        progress.console.print(message, highlight=False, markup=False)
                    case gha.Failed(_, bug):
                        raise bug


async def main() -> None:
    try:
        name, run_id, *folder = sys.argv[1:]
    except ValueError:
        sys.exit(__doc__)
    async with gha.Client.from_env() as client:
        repo = client.repo(name)
        await explain(repo, int(run_id))
        if folder:
            await save(repo, int(run_id), Path(folder[0]))


if __name__ == "__main__":
    asyncio.run(main())
