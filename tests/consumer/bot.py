"""A bot that reports the logs of failed runs and reruns them once."""

from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

import aioghactions as gha

Say = Callable[[str], Awaitable[None]]


async def nurse(repo: gha.Repo, run_id: int, say: Say) -> None:
    """Report why a run failed; rerun its failed jobs the first time."""
    run = await repo.runs.wait(run_id, timeout=3600)
    if run.conclusion != "failure":
        return
    async for job in repo.jobs.list_for_run(run_id):
        if job.conclusion == "failure":
            async with repo.jobs.logs(job.id) as log:
                tail = deque([line async for line in log.lines()], maxlen=5)
            await say(f"{job.name} failed:\n" + "\n".join(tail))
    if run.run_attempt == 1:
        await repo.runs.rerun_failed_jobs(run_id)


async def failures(client: gha.Client, names: Iterable[str]) -> dict[str, int | str]:
    """Return the number of failed runs of each repository, or the error's name."""

    async def count(name: str) -> int:
        return len(await client.repo(name).runs.list(status="failure").collect())

    found: dict[str, int | str] = {}
    async with gha.fan_out(count, names, limit=4) as outcomes:
        async for outcome in outcomes:
            match outcome:
                case gha.Done(name, number):
                    found[name] = number
                case gha.Failed(name, error):
                    found[name] = type(error).__name__
    return found


async def keep(repo: gha.Repo, run_id: int, folder: Path) -> list[Path]:
    """Save the artifacts of a run."""
    async with repo.runs.save_artifacts(run_id, folder) as outcomes:
        return [
            outcome.result
            async for outcome in outcomes
            if isinstance(outcome, gha.Done)
        ]


async def release(repo: gha.Repo, secret: str, say: Say) -> None:
    """Set a secret, start the release and report its conclusion."""
    await repo.secrets.set("DEPLOY_TOKEN", secret)
    run = await repo.workflows.run("release.yml", ref="main")
    run = await repo.runs.wait(run.id, timeout=3600)
    await say(f"release {run.run_number}: {run.conclusion}")
