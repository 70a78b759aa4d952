"""A store in one file, by the standard library's sqlite3."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from aioghactions import rows
from aioghactions._core.threads import in_thread
from aioghactions._mirror import plan
from aioghactions._mirror.records import Batch, Begun, Counts, Coverage, StoredAttempt
from aioghactions.errors import StoreError
from aioghactions.rows import Column, Row

T = TypeVar("T")

VERSION: Final = 1
# Says which program a file belongs to: "aioa".
_APPLICATION: Final = 0x61696F61
# Seconds to wait for another process. A transaction takes some hundredths.
_BUSY: Final = 60.0

_TYPES: Final = {"integer": "INTEGER", "number": "REAL", "text": "TEXT", "time": "TEXT"}
_KEYS: Final = {
    "runs": ("repository_id", "run_id", "run_attempt"),
    "jobs": ("repository_id", "job_id"),
    "steps": ("repository_id", "job_id", "number"),
}
_COLUMNS: Final = {"runs": rows.RUN, "jobs": rows.JOB, "steps": rows.STEP}
# What the mirror adds to a run: whether its jobs are stored, when it was found to be
# deleted, and the tick of the save that has seen it last.
_OWN: Final = "jobs_read INTEGER NOT NULL DEFAULT 0, deleted_at TEXT, seen INTEGER"


class SqliteStore:
    """A mirror's store in an SQLite file: the tables runs, jobs, steps, repositories.

    An async context manager. Several programs may use one file at once, and others may
    read it meanwhile. The columns are those of :mod:`aioghactions.rows`; a run has
    ``deleted_at``, too: when a sync found it deleted. SQLite works in a thread.

    Args:
        path: The file, which is created if it is missing; not its folder. It must be
            on a local disk.

    Attributes:
        path: The file.

    Example:
        ::

            async with gha.SqliteStore("actions.db") as store:
                await gha.mirror(client.repos(names), store, since=start)
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(fspath(path))
        self._connection: sqlite3.Connection | None = None
        self._lock = asyncio.Lock()

    def __repr__(self) -> str:
        state = "open" if self._connection else "closed"
        return f"<SqliteStore {str(self.path)!r}, {state}>"

    async def __aenter__(self) -> Self:
        """Open the file, and create the tables of a new one.

        Raises:
            RuntimeError: It is open.
            StoreError: The file cannot be opened or written, or belongs to another
                program or a newer version of this library.
        """
        if self._connection is not None:
            raise RuntimeError(f"{self} is open; use another SqliteStore")
        async with self._lock:
            await in_thread(self._open)
        return self

    async def __aexit__(self, *raised: object) -> None:
        """Close the file."""
        async with self._lock:
            await in_thread(self._close)

    async def query(self, sql: str, *parameters: Any) -> list[Row]:
        """Return the rows of a query.

        Args:
            sql: A ``SELECT``; it cannot change anything.
            parameters: Values for the ``?`` in it.

        Raises:
            StoreError: The query is not valid, or tries to write.

        Example:
            ::

                found = await store.query("SELECT * FROM runs WHERE event = ?", "push")
                runs = [gha.rows.to_run(row) for row in found]
        """

        def read(db: sqlite3.Connection) -> list[Row]:
            db.execute("PRAGMA query_only = ON")
            try:
                cursor = db.execute(sql, parameters)
                names = [column[0] for column in cursor.description or ()]
                return [dict(zip(names, row, strict=True)) for row in cursor]
            finally:
                db.execute("PRAGMA query_only = OFF")

        return await self._run(read)

    async def begin(self, repository: str | int) -> Begun:
        """Start a sync; see :class:`Store`.

        Args:
            repository: Name or id of the repository.

        Raises:
            StoreError: SQLite failed.
        """

        def read(db: sqlite3.Connection) -> Begun:
            found = db.execute(
                "SELECT repository_id, repository, since, until FROM repositories "
                "WHERE repository_id = :of OR repository_id = "
                "(SELECT repository_id FROM names WHERE name = :of)",
                {"of": repository},
            ).fetchone()
            [tick] = db.execute("SELECT tick FROM ticks").fetchone()
            if found is None or found[3] is None:
                return Begun(tick)
            number, name, since, until = found
            return Begun(tick, Coverage(number, name, _instant(since), _instant(until)))

        return await self._run(read)

    async def attempts(
        self, repository_id: int, run_ids: Sequence[int]
    ) -> list[StoredAttempt]:
        """Return the stored attempts of runs.

        Args:
            repository_id: Id of the repository.
            run_ids: Ids of runs.

        Raises:
            StoreError: SQLite failed.
        """
        return await self._run(lambda db: _attempts(db, repository_id, run_ids))

    async def open_runs(
        self, repository_id: int, before: datetime
    ) -> Mapping[int, datetime]:
        """Return the runs of which something is missing or may change.

        Args:
            repository_id: Id of the repository.
            before: Only runs that were created before this instant.

        Raises:
            StoreError: SQLite failed.
        """

        def read(db: sqlite3.Connection) -> dict[int, datetime]:
            found = db.execute(
                "SELECT DISTINCT run_id, created_at FROM runs WHERE repository_id = ? "
                "AND created_at < ? AND deleted_at IS NULL "
                "AND (status IS NOT 'completed' OR NOT jobs_read)",
                (repository_id, _text(before)),
            )
            return {number: _instant(created) for number, created in found}

        return await self._run(read)

    async def save(self, batch: Batch) -> Counts:
        """Add or update rows; see :class:`Store`.

        Args:
            batch: The rows.

        Raises:
            StoreError: SQLite failed, for example because the disk is full; nothing
                of the batch is saved.
        """
        return await self._run(lambda db: _save(db, batch))

    async def finish(self, begun: Begun, coverage: Coverage, first: datetime) -> int:
        """Mark what was deleted, and remember that a sync was complete.

        Args:
            begun: The start of the sync.
            coverage: What it has read.
            first: The runs created from here on were listed.

        Raises:
            StoreError: SQLite failed.
        """

        def write(db: sqlite3.Connection) -> int:
            since, until = _text(coverage.since), _text(coverage.until)
            with _transaction(db):
                [(gone,)] = db.execute(
                    f"SELECT count(DISTINCT run_id) FROM runs WHERE {_UNSEEN}",  # noqa: S608 - a constant
                    (coverage.repository_id, _text(first), until, begun.tick),
                )
                db.execute(
                    f"UPDATE runs SET deleted_at = ? WHERE {_UNSEEN}",  # noqa: S608 - a constant
                    (until, coverage.repository_id, _text(first), until, begun.tick),
                )
                db.execute(
                    "UPDATE repositories SET since = ?, until = ? "
                    "WHERE repository_id = ? AND (until IS NULL OR until <= ?)",
                    (since, until, coverage.repository_id, until),
                )
            count: int = gone
            return count

        return await self._run(write)

    async def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        async with self._lock:
            if (connection := self._connection) is None:
                raise RuntimeError(f"{self}: use it inside `async with`")
            with self._errors():
                return await in_thread(work, connection)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            problem = f"{self.path}: {error}"
        else:
            return
        raise StoreError(f"{problem}; nothing was changed")

    def _open(self) -> None:
        if self.path.is_dir():
            raise StoreError(f"{self.path} is a folder; pass the path of a file")
        if not self.path.parent.is_dir():
            raise StoreError(f"the folder {self.path.parent} does not exist; create it")
        with self._errors():
            connection = sqlite3.connect(
                self.path, timeout=_BUSY, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
        self._connection = connection

    def _prepare(self, db: sqlite3.Connection) -> None:
        """Create the tables of a new file; refuse one of another kind."""
        if not self._is_prepared(db):
            with _transaction(db):
                if not self._is_prepared(db):  # another process may have been faster
                    for statement in _schema():
                        db.execute(statement)
        # Readers do not block a writer. Of the last transactions before a power failure
        # some may be lost: a sync reads them again.
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        with _transaction(db):
            db.execute("UPDATE ticks SET tick = tick")  # fails if it is read-only

    def _is_prepared(self, db: sqlite3.Connection) -> bool:
        [owner] = db.execute("PRAGMA application_id").fetchone()
        [version] = db.execute("PRAGMA user_version").fetchone()
        if owner == _APPLICATION and version == VERSION:
            return True
        if owner == _APPLICATION:
            raise StoreError(
                f"{self.path} has version {version} of the tables, this version of "
                f"aioghactions needs {VERSION}; "
                + ("upgrade it" if version > VERSION else "use a new file")
            )
        if owner or version or db.execute("SELECT 1 FROM sqlite_schema").fetchone():
            raise StoreError(
                f"{self.path} is a database of another program; pass a new file"
            )
        return False

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


_UNSEEN: Final = (
    "repository_id = ? AND created_at >= ? AND created_at <= ? AND seen <= ? "
    "AND deleted_at IS NULL"
)


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Run a block as a transaction, which no other process interrupts."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite has rolled back by itself if the disk is full
            db.execute("ROLLBACK")
        raise


def _save(db: sqlite3.Connection, batch: Batch) -> Counts:
    with _transaction(db):
        db.execute("UPDATE ticks SET tick = tick + 1")
        [tick] = db.execute("SELECT tick FROM ticks").fetchone()
        db.execute(
            "INSERT INTO repositories (repository_id, repository) VALUES (?, ?) ON "
            "CONFLICT (repository_id) DO UPDATE SET repository = excluded.repository",
            (batch.repository_id, batch.repository),
        )
        db.executemany(
            "INSERT OR REPLACE INTO names VALUES (?, ?)",
            [
                (name, batch.repository_id)
                for name in (batch.requested, batch.repository)
            ],
        )
        run_ids = [int(it.run["run_id"] or 0) for it in batch.snapshots]
        stored = {
            (attempt.run_id, attempt.run_attempt): attempt
            for attempt in _attempts(db, batch.repository_id, run_ids)
        }
        new = [
            it
            for it in batch.snapshots
            if not plan.is_outdated(
                it.run,
                stored.get((int(it.run["run_id"] or 0), plan.attempt_of(it.run))),
            )
        ]
        own = [{"jobs_read": it.jobs_read} for it in new]
        added, changed = 0, 0
        for table, found in (
            ("runs", [it.run | more for it, more in zip(new, own, strict=True)]),
            ("jobs", [row for it in new for row in it.jobs]),
            ("steps", [row for it in new for row in it.steps]),
        ):
            more, all_of = _upsert(db, table, found)
            added, changed = added + more, changed + all_of
        db.executemany(
            "UPDATE runs SET seen = ?, deleted_at = NULL "
            "WHERE repository_id = ? AND run_id = ?",
            [(tick, batch.repository_id, number) for number in {*run_ids}],
        )
        db.executemany(
            "UPDATE runs SET deleted_at = ? "
            "WHERE repository_id = ? AND run_id = ? AND deleted_at IS NULL",
            [(batch.at, batch.repository_id, number) for number in batch.deleted],
        )
    return Counts(added, changed - added)


def _upsert(
    db: sqlite3.Connection, table: str, found: Sequence[Mapping[str, Any]]
) -> tuple[int, int]:
    """Write rows; return how many are new, and how many are new or different."""
    # Rows that are updated keep their rowid, and nothing else writes meanwhile.
    [last] = db.execute(f"SELECT max(rowid) FROM {table}").fetchone()  # noqa: S608 - a constant
    changed = db.executemany(_UPSERTS[table], found).rowcount if found else 0
    [added] = db.execute(
        f"SELECT count(*) FROM {table} WHERE rowid > ?",  # noqa: S608 - a constant
        (last or 0,),
    ).fetchone()
    return added, changed


def _upsert_statement(table: str) -> str:
    columns = [column.name for column in _COLUMNS[table]]
    others = [name for name in columns if name not in _KEYS[table]]
    updates = [f"{name} = excluded.{name}" for name in others]
    old, new = (
        ", ".join(f"{of}.{name}" for name in others) for of in (table, "excluded")
    )
    differs = [f"({old}) IS NOT ({new})"]
    values = [f":{name}" for name in columns]
    # What is completed does not change: the other sync was slower.
    keeps = f"excluded.status = 'completed' OR {table}.status IS NOT 'completed'"
    if table == "runs":
        columns.append("jobs_read")
        values.append("coalesce(:jobs_read, 0)")
        updates.append("jobs_read = coalesce(:jobs_read, runs.jobs_read)")
        differs.append("runs.jobs_read IS NOT coalesce(:jobs_read, runs.jobs_read)")
        keeps = "TRUE"
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(values)}) "  # noqa: S608 - names of columns
        f"ON CONFLICT ({', '.join(_KEYS[table])}) DO UPDATE SET {', '.join(updates)} "
        f"WHERE ({' OR '.join(differs)}) AND ({keeps})"
    )


_UPSERTS: Final = {table: _upsert_statement(table) for table in _COLUMNS}


def _attempts(
    db: sqlite3.Connection, repository_id: int, run_ids: Sequence[int]
) -> list[StoredAttempt]:
    cursor = db.execute(
        "SELECT run_id, run_attempt, updated_at, status, conclusion, jobs_read "
        "FROM runs WHERE repository_id = ? "
        "AND run_id IN (SELECT value FROM json_each(?))",
        (repository_id, json.dumps([*run_ids])),
    )
    return [
        StoredAttempt(number, attempt, updated, status, conclusion, bool(read))
        for number, attempt, updated, status, conclusion, read in cursor
    ]


def _schema() -> Iterable[str]:
    """Return the statements that create the tables."""
    for table, columns in _COLUMNS.items():
        key = ", ".join(_KEYS[table])
        own = f", {_OWN}" if table == "runs" else ""
        names = ", ".join(map(_definition, columns))
        yield f"CREATE TABLE {table} ({names}{own}, PRIMARY KEY ({key}))"
    yield "CREATE INDEX runs_by_time ON runs (repository_id, created_at)"
    yield "CREATE INDEX jobs_by_run ON jobs (repository_id, run_id, run_attempt)"
    yield (
        "CREATE TABLE repositories (repository_id INTEGER PRIMARY KEY, "
        "repository TEXT NOT NULL, since TEXT, until TEXT)"
    )
    yield (
        "CREATE TABLE names (name TEXT PRIMARY KEY COLLATE NOCASE, "
        "repository_id INTEGER NOT NULL)"
    )
    yield "CREATE TABLE ticks (tick INTEGER NOT NULL)"
    yield "INSERT INTO ticks VALUES (0)"
    yield f"PRAGMA application_id = {_APPLICATION}"
    yield f"PRAGMA user_version = {VERSION}"


def _definition(column: Column) -> str:
    return f"{column.name} {_TYPES[column.type]}"


def _text(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
