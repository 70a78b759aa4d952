"""A store in one file, by the standard library's sqlite3."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from aioghactions._core.threads import in_thread
from aioghactions._mirror import plan, tables
from aioghactions._mirror.records import Batch, Begun, Counts, Coverage, StoredAttempt
from aioghactions.errors import StoreError
from aioghactions.rows import Row

T = TypeVar("T")

# Seconds to wait for another process. A transaction takes some hundredths.
_BUSY: Final = 60.0


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

            since = datetime(2026, 1, 1, tzinfo=UTC)
            async with gha.SqliteStore("actions.db") as store:
                await gha.mirror(client.repos(names), store, since=since)
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path: Path = Path(fspath(path))
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

                sql = "SELECT * FROM runs WHERE event = ?"
                async with gha.SqliteStore("actions.db") as store:
                    found = await store.query(sql, "push")
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
                    f"SELECT count(DISTINCT run_id) FROM runs WHERE {tables.UNSEEN}",  # noqa: S608 - a constant
                    (coverage.repository_id, _text(first), until, begun.tick),
                )
                db.execute(
                    f"UPDATE runs SET deleted_at = ? WHERE {tables.UNSEEN}",  # noqa: S608 - a constant
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
    def _errors(self) -> Generator[None]:
        try:
            yield
        except (sqlite3.Error, sqlite3.Warning) as error:
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
                self._connection = connection
            finally:
                if self._connection is None:
                    connection.close()

    def _prepare(self, db: sqlite3.Connection) -> None:
        """Create the tables of a new file; refuse one of another kind."""
        with _transaction(db):  # another process may create them now
            for statement in () if self._is_prepared(db) else tables.schema():
                db.execute(statement)
            db.execute("UPDATE ticks SET tick = tick")  # fails if it is read-only
        # Readers do not block a writer. Of the last transactions before a power failure
        # some may be lost: a sync reads them again.
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")

    def _is_prepared(self, db: sqlite3.Connection) -> bool:
        [owner] = db.execute("PRAGMA application_id").fetchone()
        [version] = db.execute("PRAGMA user_version").fetchone()
        if owner == tables.APPLICATION and version == tables.VERSION:
            return True
        if owner == tables.APPLICATION:
            raise StoreError(
                f"{self.path} has version {version} of the tables, this version of "
                f"aioghactions needs {tables.VERSION}; "
                + ("upgrade it" if version > tables.VERSION else "use a new file")
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


@contextmanager
def _transaction(db: sqlite3.Connection) -> Generator[None]:
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
    changed = db.executemany(tables.UPSERTS[table], found).rowcount if found else 0
    [added] = db.execute(
        f"SELECT count(*) FROM {table} WHERE rowid > ?",  # noqa: S608 - a constant
        (last or 0,),
    ).fetchone()
    return added, changed


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


def _text(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
