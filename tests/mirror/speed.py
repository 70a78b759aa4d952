"""Measure how many rows a second a store saves: ``python -m tests.mirror.speed``."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import aioghactions as gha
from aioghactions.mirroring import Batch, Snapshot
from aioghactions.models import Job, WorkflowRun

BATCHES = 100
RUNS = 100  # in a batch, with 3 jobs of 10 steps each


def batch(number: int) -> Batch:
    """Return the rows of a page of runs."""
    snapshots: list[Snapshot] = []
    for run_id in range(number * RUNS, (number + 1) * RUNS):
        run = gha.rows.run(WorkflowRun.from_dict({"id": run_id, "status": "completed"}))
        times = {
            "started_at": "2026-01-01T00:00:00Z",
            "completed_at": "2026-01-01T00:01:00Z",
        }
        steps = [
            {"name": f"Run step {n}", "number": n, "status": "completed", **times}
            for n in range(1, 11)
        ]
        jobs = [
            Job.from_dict({"id": run_id * 3 + n, "run_id": run_id, "steps": steps})
            for n in range(3)
        ]
        snapshots.append(
            Snapshot(
                run | {"repository_id": 1},
                [gha.rows.job(job, repository_id=1) for job in jobs],
                [row for job in jobs for row in gha.rows.steps(job, repository_id=1)],
                jobs_read=True,
            )
        )
    return Batch(
        repository_id=1,
        repository="octo-org/hello",
        requested="octo-org/hello",
        at="2026-01-01T00:00:00Z",
        snapshots=snapshots,
    )


async def main() -> None:
    """Save new rows, and then the same ones."""
    started = time.perf_counter()
    batches = [batch(number) for number in range(BATCHES)]
    made = time.perf_counter() - started
    rows = BATCHES * RUNS * (1 + 3 + 30)
    sys.stdout.write(f"rows made of models: {rows / made:,.0f} a second\n")
    with tempfile.TemporaryDirectory() as folder:
        async with gha.SqliteStore(Path(folder, "mirror.db")) as store:
            for what in ("new", "unchanged"):
                started = time.perf_counter()
                for one in batches:
                    await store.save(one)
                took = time.perf_counter() - started
                sys.stdout.write(f"{what} rows saved: {rows / took:,.0f} a second\n")


if __name__ == "__main__":
    asyncio.run(main())
