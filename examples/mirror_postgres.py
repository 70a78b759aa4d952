"""Mirror repositories into PostgreSQL: a store of your own, with psycopg.

python examples/mirror_postgres.py postgresql://localhost/ci 2026-01-01 octo-org/hello
"""

import asyncio
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg

import aioghactions as gha
from aioghactions.mirroring import Batch, Begun, Counts, Coverage, StoredAttempt

TYPES = {
    "integer": "bigint",
    "number": "double precision",
    "text": "text",
    "time": "timestamptz",
}
TABLES = {
    "runs": (gha.rows.RUN, ("repository_id", "run_id", "run_attempt")),
    "jobs": (gha.rows.JOB, ("repository_id", "job_id")),
    "steps": (gha.rows.STEP, ("repository_id", "job_id", "number")),
}
OWN = ", jobs_read boolean NOT NULL, deleted_at timestamptz, seen bigint"
SCHEMA = [
    *(
        f"CREATE TABLE IF NOT EXISTS {table} ("
        + ", ".join(f"{column.name} {TYPES[column.type]}" for column in columns)
        + (OWN if table == "runs" else "")
        + f", PRIMARY KEY ({', '.join(key)}))"
        for table, (columns, key) in TABLES.items()
    ),
    "CREATE INDEX IF NOT EXISTS runs_by_time ON runs (repository_id, created_at)",
    """
    CREATE TABLE IF NOT EXISTS repositories (
        repository_id bigint PRIMARY KEY, repository text NOT NULL,
        since timestamptz, until timestamptz
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS names (
        name text PRIMARY KEY, repository_id bigint NOT NULL
    )
    """,
    "CREATE SEQUENCE IF NOT EXISTS ticks",
]
CREATION = 0  # the lock for creating the tables; no repository has this id
AS_TEXT = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
UNSEEN = (
    "repository_id = %(id)s AND created_at BETWEEN %(first)s AND %(until)s "
    "AND seen <= %(tick)s AND deleted_at IS NULL"
)


def upsert(table: str) -> str:
    """Return the statement that adds a row, or updates one that differs."""
    columns, key = TABLES[table]
    names = [column.name for column in columns]
    others = [name for name in names if name not in key]
    values = [f"%({name})s" for name in names]
    changes = [f"{name} = excluded.{name}" for name in others]
    differs = (
        f"({', '.join(f'{table}.{name}' for name in others)}) IS DISTINCT FROM "
        f"({', '.join(f'excluded.{name}' for name in others)})"
    )
    keeps = f"(excluded.status = 'completed' OR {table}.status <> 'completed')"
    if table == "runs":
        read = "coalesce(%(jobs_read)s::boolean, runs.jobs_read)"
        names.append("jobs_read")
        values.append("coalesce(%(jobs_read)s::boolean, false)")
        changes.append(f"jobs_read = {read}")
        differs, keeps = f"({differs} OR runs.jobs_read <> {read})", "true"
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(values)}) "  # noqa: S608 - names of columns
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {', '.join(changes)} "
        f"WHERE {differs} AND {keeps} RETURNING xmax = 0"
    )


class PostgresStore:
    """A store in PostgreSQL: every method of ``gha.Store`` is one transaction."""

    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        self._connection = connection
        self._lock = asyncio.Lock()  # syncs of several repositories share a connection

    @asynccontextmanager
    async def _transaction(
        self, lock: int | None = None
    ) -> AsyncGenerator[psycopg.AsyncCursor[Any]]:
        """Begin a transaction; only one at a time has ``lock``, in all processes."""
        async with (
            self._lock,
            self._connection.transaction(),
            self._connection.cursor() as cursor,
        ):
            if lock is not None:
                await cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
            yield cursor

    async def create_tables(self) -> None:
        """Create the tables that are missing."""
        async with self._transaction(CREATION) as cursor:
            for statement in SCHEMA:
                await cursor.execute(statement.encode())

    async def begin(self, repository: str | int) -> Begun:
        """Return the time of the last complete sync, and a tick."""
        name = repository.lower() if isinstance(repository, str) else None
        number = repository if isinstance(repository, int) else None
        async with self._transaction() as cursor:
            tick = await one(cursor, "SELECT nextval('ticks')")
            await cursor.execute(
                "SELECT repository_id, repository, since, until FROM repositories "
                "WHERE until IS NOT NULL AND repository_id = coalesce(%s, "
                "(SELECT repository_id FROM names WHERE name = %s))",
                [number, name],
            )
            found = await cursor.fetchone()
        return Begun(tick, Coverage(*found) if found else None)

    async def attempts(
        self, repository_id: int, run_ids: Sequence[int]
    ) -> list[StoredAttempt]:
        """Return what is stored of runs."""
        async with self._transaction() as cursor:
            return await self._attempts(cursor, repository_id, run_ids)

    async def _attempts(
        self,
        cursor: psycopg.AsyncCursor[Any],
        repository_id: int,
        run_ids: Sequence[int],
    ) -> list[StoredAttempt]:
        updated = AS_TEXT.format("updated_at")
        await cursor.execute(
            f"SELECT run_id, run_attempt, {updated}, status, conclusion, jobs_read "  # noqa: S608 - a constant
            "FROM runs WHERE repository_id = %s AND run_id = ANY(%s)".encode(),
            [repository_id, list(run_ids)],
        )
        return [StoredAttempt(*row) for row in await cursor.fetchall()]

    async def open_runs(
        self, repository_id: int, before: datetime
    ) -> Mapping[int, datetime]:
        """Return the runs of which something is missing or may change."""
        async with self._transaction() as cursor:
            await cursor.execute(
                "SELECT DISTINCT run_id, created_at FROM runs WHERE repository_id = %s "
                "AND created_at < %s AND deleted_at IS NULL "
                "AND (status IS DISTINCT FROM 'completed' OR NOT jobs_read)",
                [repository_id, before],
            )
            return dict(await cursor.fetchall())

    async def save(self, batch: Batch) -> Counts:
        """Add and update rows, but not by those of a slower sync."""
        run_ids = sorted({int(it.run["run_id"] or 0) for it in batch.snapshots})
        async with self._transaction(batch.repository_id) as cursor:
            tick = await one(cursor, "SELECT nextval('ticks')")
            await cursor.execute(
                "INSERT INTO repositories VALUES (%s, %s) ON CONFLICT (repository_id) "
                "DO UPDATE SET repository = excluded.repository",
                [batch.repository_id, batch.repository],
            )
            for name in (batch.requested, batch.repository):
                await cursor.execute(
                    "INSERT INTO names VALUES (%s, %s) ON CONFLICT (name) "
                    "DO UPDATE SET repository_id = excluded.repository_id",
                    [name.lower(), batch.repository_id],
                )
            stored = {
                (it.run_id, it.run_attempt): (it.updated_at or "", it.status)
                for it in await self._attempts(cursor, batch.repository_id, run_ids)
            }
            new = [it for it in batch.snapshots if not outdated(it.run, stored)]
            found = [
                await write(
                    cursor, "runs", [it.run | {"jobs_read": it.jobs_read} for it in new]
                ),
                await write(cursor, "jobs", [row for it in new for row in it.jobs]),
                await write(cursor, "steps", [row for it in new for row in it.steps]),
            ]
            await cursor.execute(
                "UPDATE runs SET seen = %s, deleted_at = NULL "
                "WHERE repository_id = %s AND run_id = ANY(%s)",
                [tick, batch.repository_id, run_ids],
            )
            await cursor.execute(
                "UPDATE runs SET deleted_at = %s WHERE repository_id = %s "
                "AND run_id = ANY(%s) AND deleted_at IS NULL",
                [batch.at, batch.repository_id, list(batch.deleted)],
            )
        return Counts(sum(it.added for it in found), sum(it.updated for it in found))

    async def finish(self, begun: Begun, coverage: Coverage, first: datetime) -> int:
        """Mark what was not listed, and remember that the sync was complete."""
        values = {
            "id": coverage.repository_id,
            "first": first,
            "since": coverage.since,
            "until": coverage.until,
            "tick": begun.tick,
        }
        async with self._transaction(coverage.repository_id) as cursor:
            await cursor.execute(
                "WITH gone AS (UPDATE runs SET deleted_at = %(until)s "  # noqa: S608 - a constant
                f"WHERE {UNSEEN} RETURNING run_id) "
                "SELECT count(DISTINCT run_id) FROM gone".encode(),
                values,
            )
            [(gone,)] = await cursor.fetchall()
            await cursor.execute(
                "UPDATE repositories SET since = %(since)s, until = %(until)s "
                "WHERE repository_id = %(id)s "
                "AND (until IS NULL OR until <= %(until)s)",
                values,
            )
        return int(gone)


def outdated(
    run: gha.rows.Row, stored: Mapping[tuple[Any, Any], tuple[str, str | None]]
) -> bool:
    """Return whether the stored run is newer, or completed in the same second."""
    updated, status = stored.get((run["run_id"], run["run_attempt"]), ("", None))
    mine = str(run["updated_at"] or "")
    ended = status == "completed" != run["status"]
    return mine < updated or (mine == updated and ended)


async def write(
    cursor: psycopg.AsyncCursor[Any], table: str, rows: Sequence[gha.rows.Row]
) -> Counts:
    """Write rows; return how many are new, and how many were different."""
    if not rows:
        return Counts()
    await cursor.executemany(upsert(table).encode(), rows, returning=True)
    added = updated = 0
    async for result in cursor.results():
        for (is_new,) in await result.fetchall():
            added, updated = added + is_new, updated + (not is_new)
    return Counts(added, updated)


async def one(cursor: psycopg.AsyncCursor[Any], sql: str) -> int:
    """Return the only value of a query."""
    await cursor.execute(sql.encode())
    [(value,)] = await cursor.fetchall()
    return int(value)


async def main() -> None:
    try:
        url, start, *names = sys.argv[1:]
    except ValueError:
        sys.exit(__doc__)
    since = datetime.fromisoformat(start).replace(tzinfo=UTC)
    async with (
        gha.Client.from_env() as client,
        await psycopg.AsyncConnection.connect(url, autocommit=True) as connection,
    ):
        store = PostgresStore(connection)
        await store.create_tables()
        report = await gha.mirror(client.repos(names), store, since=since)
    print(f"{report.added:,} rows added, {report.updated:,} updated")
    for result in report.incomplete:
        print(f"{result.repository}: {result.reason}", file=sys.stderr)


if __name__ == "__main__":
    asyncio.run(main())
