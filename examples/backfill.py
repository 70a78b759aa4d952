"""Copy every run of a repository into SQLite; started again, it resumes.

python examples/backfill.py octo-org/hello runs.db 2024-01-01
"""

import asyncio
import json
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import aioghactions as gha

TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY, workflow TEXT, branch TEXT, event TEXT,
    conclusion TEXT, created_at TEXT, seconds REAL
);
CREATE TABLE IF NOT EXISTS progress (start TEXT, position TEXT);
"""
BATCH = 500  # runs in one transaction
OVERLAP = timedelta(days=1)  # read again: runs listed late, or completed since


async def backfill(repo: gha.Repo, db: sqlite3.Connection, start: datetime) -> bool:
    """Store the runs since ``start`` or the checkpoint; return whether it has all."""
    db.executescript(TABLES)
    position = None
    if saved := db.execute("SELECT start, position FROM progress").fetchone():
        start, position = datetime.fromisoformat(saved[0]), json.loads(saved[1])
    history = repo.runs.history(start, resume=position)
    batch: list[gha.models.WorkflowRun] = []
    async for run in history:
        batch.append(run)
        if len(batch) == BATCH:
            store(db, batch, start.isoformat(), history.position)
            batch = []
    end = datetime.fromisoformat(history.position["end"])
    store(db, batch, (end - OVERLAP).isoformat(), None)  # start of the next time
    return history.complete


def store(
    db: sqlite3.Connection,
    runs: list[gha.models.WorkflowRun],
    start: str,
    position: dict[str, object] | None,
) -> None:
    """Store runs and the checkpoint in one transaction."""
    rows = [
        (
            run.id,
            run.name,
            run.head_branch,
            run.event,
            run.conclusion,
            run.created_at and run.created_at.isoformat(),
            gha.stats.run_seconds(run),
        )
        for run in runs
    ]
    with db:
        db.executemany("REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        db.execute("DELETE FROM progress")
        db.execute("INSERT INTO progress VALUES (?, ?)", (start, json.dumps(position)))


async def main() -> None:
    try:
        name, file, since = sys.argv[1:]
    except ValueError:
        sys.exit(__doc__)
    start = datetime.fromisoformat(since).replace(tzinfo=UTC)
    async with gha.Client.from_env() as client:
        with closing(sqlite3.connect(file)) as db:
            complete = await backfill(client.repo(name), db, start)
            [[count]] = db.execute("SELECT count(*) FROM runs")
    print(f"{count} runs in {file}" + ", possibly not all" * (not complete))


if __name__ == "__main__":
    asyncio.run(main())
