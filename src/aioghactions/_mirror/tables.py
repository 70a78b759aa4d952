"""The tables of an SQLite store, and the statements that write to them."""

from collections.abc import Iterable
from typing import Final

from aioghactions import rows
from aioghactions.rows import Column

VERSION: Final = 1
# Says which program a file belongs to: "aioa".
APPLICATION: Final = 0x61696F61
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

UNSEEN: Final = (
    "repository_id = ? AND created_at >= ? AND created_at <= ? AND seen <= ? "
    "AND deleted_at IS NULL"
)


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


UPSERTS: Final = {table: _upsert_statement(table) for table in _COLUMNS}


def schema() -> Iterable[str]:
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
    yield f"PRAGMA application_id = {APPLICATION}"
    yield f"PRAGMA user_version = {VERSION}"


def _definition(column: Column) -> str:
    return f"{column.name} {_TYPES[column.type]}"
