"""The store in an SQLite file."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aioghactions import SqliteStore, StoreError, mirroring, rows
from aioghactions._mirror import tables
from aioghactions.mirroring import Batch, Counts, Coverage, Snapshot

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
AT = "2026-06-01T12:00:00Z"


@pytest.fixture
def path(tmp_path):
    """Return the path of a file that is not there yet."""
    return tmp_path / "mirror.db"


def filled(columns, **values):
    """Return a row with these values."""
    row = dict.fromkeys(column.name for column in columns) | {"repository_id": 1}
    assert not values.keys() - row.keys()
    return row | values


def run(number=5, attempt=1, *, created=NOON, updated=AT, status="completed", **more):
    """Return the row of a run."""
    return filled(
        rows.RUN,
        run_id=number,
        run_attempt=attempt,
        created_at=f"{created:%Y-%m-%dT%H:%M:%SZ}",
        updated_at=updated,
        status=status,
        **more,
    )


def job(number=50, *, run_id=5, status="completed", **more):
    """Return the row of a job."""
    return filled(
        rows.JOB, run_id=run_id, run_attempt=1, job_id=number, status=status, **more
    )


def step(number=1, *, job_id=50, status="completed", **more):
    """Return the row of a step."""
    return filled(
        rows.STEP,
        run_id=5,
        run_attempt=1,
        job_id=job_id,
        number=number,
        status=status,
        **more,
    )


def batch(*snapshots, **more):
    """Return a batch of one repository."""
    return Batch(
        **{
            "repository_id": 1,
            "repository": "octo-org/hello",
            "requested": "octo-org/hello",
            "at": AT,
            "snapshots": snapshots,
        }
        | more
    )


def whole(**more):
    """Return a run with a job and two steps."""
    return Snapshot(run(**more), [job()], [step(1), step(2)], jobs_read=True)


async def test_rows_are_added_once_and_updated_where_they_differ(path):
    """The counts are of rows."""
    async with SqliteStore(path) as store:
        assert await store.save(batch(whole())) == Counts(4, 0)
        assert await store.save(batch(whole())) == Counts(0, 0)
        assert await store.save(batch(whole(title="new"))) == Counts(0, 1)
        [stored] = await store.query("SELECT title, jobs_read FROM runs")
        assert stored == {"title": "new", "jobs_read": 1}


async def test_rows_have_all_columns(path):
    """Each value is stored as it is."""
    values = {"integer": 3, "number": 1.5, "text": "é", "time": AT}
    made = {
        table: {column.name: values[column.type] for column in columns}
        for table, columns in (
            ("runs", rows.RUN),
            ("jobs", rows.JOB),
            ("steps", rows.STEP),
        )
    }
    snapshot = Snapshot(made["runs"], [made["jobs"]], [made["steps"]])
    async with SqliteStore(path) as store:
        await store.save(batch(snapshot, repository_id=3))
        for table, row in made.items():
            [stored] = await store.query(f"SELECT * FROM {table}")  # noqa: S608 - one of three
            assert row.items() <= stored.items()


async def test_whether_jobs_were_read_is_kept_unless_it_is_known(path):
    """None keeps it, False resets it."""
    async with SqliteStore(path) as store:
        for read, expected in ((None, 0), (True, 1), (None, 1), (False, 0)):
            await store.save(batch(Snapshot(run(), jobs_read=read)))
            [attempt] = await store.attempts(1, [5, 6])
            assert attempt.jobs_read is bool(expected)


async def test_rows_of_a_slower_sync_do_not_overwrite(path):
    """Neither run, nor jobs, nor steps."""
    older = "2026-06-01T11:00:00Z"
    async with SqliteStore(path) as store:
        await store.save(batch(whole()))
        slow = Snapshot(
            run(updated=older, status="queued"),
            [job(status="queued")],
            [step(status="queued"), step(3)],
            jobs_read=True,
        )
        assert await store.save(batch(slow)) == Counts(0, 0)
        same = Snapshot(run(), [job(status="queued")], [step(status="queued")])
        assert await store.save(batch(same)) == Counts(0, 0)
        late = Snapshot(run(), [job(name="build")], [step(name="test")])
        assert await store.save(batch(late)) == Counts(0, 2)


async def test_runs_not_seen_since_the_start_are_marked(path):
    """Only those in the window; seen again, they are not deleted any more."""
    old = run(1, created=NOON - timedelta(days=40))
    async with SqliteStore(path) as store:
        await store.save(batch(Snapshot(old), Snapshot(run(2)), Snapshot(run(3))))
        begun = await store.begin("octo-org/hello")
        await store.save(batch(Snapshot(run(3))))
        coverage = Coverage(1, "octo-org/hello", NOON - timedelta(days=90), NOON)
        assert await store.finish(begun, coverage, NOON - timedelta(days=32)) == 1
        assert await store.finish(begun, coverage, NOON - timedelta(days=32)) == 0
        assert await marked(store) == {2: AT}
        assert (await store.begin(1)).coverage == coverage
        await store.save(batch(Snapshot(run(2))))
        assert await marked(store) == {}


async def marked(store):
    """Return when each deleted run was found to be so."""
    found = await store.query(
        "SELECT DISTINCT run_id, deleted_at FROM runs WHERE deleted_at IS NOT NULL"
    )
    return {row["run_id"]: row["deleted_at"] for row in found}


async def test_run_seen_by_another_sync_is_not_marked(path):
    """It may have been created after the slower one has listed."""
    async with SqliteStore(path) as store, SqliteStore(path) as other:
        begun = await store.begin("octo-org/hello")
        await other.save(batch(Snapshot(run(2))))
        coverage = Coverage(1, "octo-org/hello", NOON, NOON)
        assert await store.finish(begun, coverage, NOON) == 0


async def test_deleted_runs_of_a_batch_are_marked_once(path):
    """With the time of the first sync that found it."""
    async with SqliteStore(path) as store:
        await store.save(batch(Snapshot(run(2)), Snapshot(run(2, 2))))
        await store.save(batch(deleted=[2]))
        await store.save(batch(deleted=[2], at="2026-07-01T00:00:00Z"))
        assert await marked(store) == {2: AT}


async def test_coverage_of_a_slower_sync_is_ignored(path):
    """Its end is earlier."""
    new = Coverage(1, "octo-org/hello", NOON - timedelta(days=9), NOON)
    old = Coverage(1, "octo-org/hello", NOON - timedelta(days=8), NOON - timedelta(1))
    async with SqliteStore(path) as store:
        begun = await store.begin("octo-org/hello")
        assert begun.coverage is None
        await store.save(batch(Snapshot(run(2))))
        assert (await store.begin("octo-org/hello")).coverage is None
        await store.finish(begun, new, NOON)
        await store.finish(begun, old, NOON)
        assert (await store.begin("OCTO-org/hello")).coverage == new


async def test_repository_is_found_by_each_of_its_names(path):
    """A name that another repository has now is that one's."""
    async with SqliteStore(path) as store:
        begun = await store.begin(1)
        renamed = batch(
            Snapshot(run(2)), repository="octo-org/world", requested="octo-org/Hello"
        )
        await store.save(renamed)
        coverage = Coverage(1, "octo-org/world", NOON, NOON)
        await store.finish(begun, coverage, NOON)
        for name in ("octo-org/hello", "octo-org/world", 1):
            assert (await store.begin(name)).coverage == coverage
        await store.save(batch(repository_id=2))
        assert (await store.begin("octo-org/hello")).coverage is None
        assert (await store.begin("octo-org/world")).coverage == coverage


async def test_open_runs_are_those_that_may_change(path):
    """Not completed, or their jobs were not read; not deleted."""
    before = NOON - timedelta(days=1)
    kinds = {
        1: Snapshot(run(1, created=before, status="queued"), jobs_read=True),
        2: Snapshot(run(2, created=before), jobs_read=False),
        3: Snapshot(run(3, created=before), jobs_read=True),
        4: Snapshot(run(4, created=NOON, status="queued")),
        5: Snapshot(run(5, created=before, status="queued")),
    }
    async with SqliteStore(path) as store:
        await store.save(batch(*kinds.values()))
        await store.save(batch(deleted=[5]))
        assert await store.open_runs(1, NOON) == {1: before, 2: before}
        assert await store.open_runs(2, NOON) == {}


async def test_query_cannot_write(path):
    """Nor is the store read-only afterwards."""
    async with SqliteStore(path) as store:
        with pytest.raises(StoreError, match="readonly"):
            await store.query("DELETE FROM runs")
        with pytest.raises(StoreError, match="no such table"):
            await store.query("SELECT * FROM absent")
        with pytest.raises(StoreError, match="one statement"):
            await store.query("SELECT 1; SELECT 2")
        assert await store.save(batch(whole())) == Counts(4, 0)
        assert await store.query("SELECT run_id FROM runs WHERE run_id = ?", 5)


async def test_store_is_used_within_its_block(path):
    """Before and after it, a RuntimeError says so."""
    store = SqliteStore(path)
    assert repr(store) == f"<SqliteStore {str(path)!r}, closed>"
    with pytest.raises(RuntimeError, match="async with"):
        await store.begin("octo-org/hello")
    async with store:
        assert "open" in repr(store)
        with pytest.raises(RuntimeError, match="is open"):
            await store.__aenter__()
    with pytest.raises(RuntimeError, match="async with"):
        await store.save(batch())
    async with store:
        await store.save(batch(whole()))
    await store.__aexit__(None, None, None)


async def test_rows_are_in_the_file_for_other_programs(path):
    """Also while the store is open."""
    async with SqliteStore(path) as store:
        await store.save(batch(whole()))
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("SELECT count(*) FROM steps").fetchone() == (2,)


def damaged(kind, path):
    """Make a path that cannot be used."""
    if kind == "folder":
        path.mkdir()
    elif kind == "no folder":
        return path / "below" / "mirror.db"
    elif kind == "text":
        path.write_text("name,conclusion\n" * 1000)
    else:
        with closing(sqlite3.connect(path)) as db:
            for statement in {
                "other tables": ["CREATE TABLE mine (x)"],
                "other program": ["PRAGMA application_id = 5"],
                "other version": ["PRAGMA user_version = 5"],
                "newer": [
                    f"PRAGMA application_id = {tables.APPLICATION}",
                    "PRAGMA user_version = 99",
                ],
                "older": [f"PRAGMA application_id = {tables.APPLICATION}"],
            }[kind]:
                db.execute(statement)
    return path


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("folder", "is a folder; pass the path of a file"),
        ("no folder", "does not exist; create it"),
        ("text", "file is not a database"),
        ("other tables", "of another program; pass a new file"),
        ("other program", "of another program"),
        ("other version", "of another program"),
        ("newer", r"has version 99 of the tables.* needs 1; upgrade it"),
        ("older", r"has version 0 of the tables.*use a new file"),
    ],
)
async def test_file_that_cannot_be_used(kind, message, path):
    """The message says why, and the file is unchanged."""
    bad = damaged(kind, path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=message):
        async with SqliteStore(bad):
            pass
    assert (path.read_bytes() if path.is_file() else None) == before


async def test_empty_file_is_a_new_one(path):
    """As one made by ``mktemp``."""
    path.touch()
    async with SqliteStore(path) as store:
        assert await store.save(batch(whole())) == Counts(4, 0)


def test_read_only_database(path):
    """SQLite's mode for it, since permissions do not bind the superuser."""

    async def create():
        async with SqliteStore(path):
            pass

    asyncio.run(create())
    uri = f"{path.as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as db:
        store = SqliteStore(path)
        with pytest.raises(StoreError, match="readonly"), store._errors():
            store._prepare(db)


async def limit_pages(store, more):
    """Let the file grow by some pages at most."""
    [pages] = (await store.query("PRAGMA page_count"))[0].values()
    await store.query(f"PRAGMA max_page_count = {pages + more}")


async def test_full_disk_changes_nothing(path):
    """The error names the file; what was there is there."""
    async with SqliteStore(path) as store:
        await store.save(batch(whole()))
        await limit_pages(store, 0)
        many = [Snapshot(run(n, title="x" * 5000)) for n in range(100, 200)]
        with pytest.raises(StoreError, match=r"mirror\.db.*full; nothing was changed"):
            await store.save(batch(*many))
        assert await store.query("SELECT run_id FROM runs") == [{"run_id": 5}]
        await limit_pages(store, 1000)
        assert await store.save(batch(*many)) == Counts(100, 0)


async def test_cancelled_save_is_done_or_not(path):
    """The thread ends before the cancellation does."""
    async with SqliteStore(path) as store:
        task = asyncio.create_task(store.save(batch(whole())))
        await asyncio.sleep(0)  # noqa: TID251 - lets the task start
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(await store.query("SELECT * FROM runs")) in {0, 1}
        await store.save(batch(whole()))
        assert len(await store.query("SELECT * FROM steps")) == 2


WRITER = """
import asyncio, sys
sys.path.insert(0, {root!r})
from aioghactions import SqliteStore
from tests.unit.mirror.test_sqlite import batch, run, Snapshot

async def main():
    async with SqliteStore({path!r}) as store:
        for number in range(40):
            await store.save(batch(Snapshot(run(number)), Snapshot(run(1000))))

asyncio.run(main())
"""


@pytest.mark.slow
async def test_processes_write_to_a_new_file_at_once(path):
    """They create the tables once, and wait for each other."""
    root = str(Path(__file__).parents[3])
    program = WRITER.format(root=root, path=str(path))
    writers = [
        subprocess.Popen([sys.executable, "-c", program], cwd=root, env=os.environ)  # noqa: ASYNC220, S603 - a Python
        for _ in range(3)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    async with SqliteStore(path) as store:
        found = await store.query("SELECT run_id FROM runs")
        assert len(found) == 41
        assert (await store.begin(1)).tick == 120


def test_records_are_public():
    """Other stores need them."""
    assert {"Store", "Batch", "Snapshot", "Begun", "Coverage"} <= {*dir(mirroring)}
