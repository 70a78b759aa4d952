"""The example of a store, against a real PostgreSQL server."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

import aioghactions as gha
from aioghactions.mirroring import Batch, Coverage, Snapshot
from tests.integration.test_examples import load
from tests.support.postgres import postgres

DAY = 86_400.0
TABLES = {"runs": gha.rows.RUN, "jobs": gha.rows.JOB, "steps": gha.rows.STEP}
module = load("mirror_postgres")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server():
    """Return the connection string of a server."""
    with postgres() as url:
        if url is None:
            pytest.skip("PostgreSQL is not installed: initdb and pg_ctl were not found")
        yield url


@pytest.fixture
async def connect(server):
    """Return a function that opens a store in an empty database."""
    async with await psycopg.AsyncConnection.connect(server, autocommit=True) as db:
        await db.execute("DROP SCHEMA public CASCADE")
        await db.execute("CREATE SCHEMA public")
    connections = []

    async def store():
        db = await psycopg.AsyncConnection.connect(server, autocommit=True)
        connections.append(db)
        made = module.PostgresStore(db)
        await made.create_tables()
        return made

    yield store
    for db in connections:
        await db.close()


async def stored(store, table):
    """Return the rows of a table as SqliteStore has them."""
    own = ["jobs_read::int", "deleted_at"] if table == "runs" else []
    names = [
        module.AS_TEXT.format(column.name) if column.type == "time" else column.name
        for column in TABLES[table]
    ]
    if own:
        own[1] = module.AS_TEXT.format(own[1])
    cursor = await store._connection.execute(
        f"SELECT {', '.join([*names, *own])} FROM {table}"  # noqa: S608 - one of three
    )
    return {*await cursor.fetchall()}


async def test_postgres_has_what_sqlite_has(
    fake_github, github_client, instant_clock, tmp_path, connect
):
    """After each of some syncs: re-runs, deletions, a new name, a long pause."""
    store = await connect()
    repo = fake_github.add_repo("octo-org/hello")
    since = datetime.fromtimestamp(instant_clock.now() - 5 * DAY, UTC)
    runs = [repo.add_run(jobs=("build", "test")) for _ in range(5)]
    stuck = [repo.add_run(status="in_progress") for _ in range(2)]

    def rerun():
        runs[0].rerun("test")
        runs[1].complete("failure")
        runs[1].rerun()

    def remove():
        repo.runs.remove(runs[2])
        repo.rename("world")

    def end():
        stuck[0].complete("cancelled")
        repo.runs.remove(stuck[1])

    for change in (lambda: None, rerun, remove, lambda: None, lambda: None, end):
        change()
        async with gha.SqliteStore(tmp_path / "mirror.db") as sqlite:
            reports = [
                await gha.mirror(
                    github_client.repos(["octo-org/hello"]), each, since=since
                )
                for each in (sqlite, store)
            ]
            assert reports[0] == reports[1]
            assert not reports[0].incomplete
            for table, columns in TABLES.items():
                names = [column.name for column in columns]
                names += ["jobs_read", "deleted_at"] * (table == "runs")
                sql = f"SELECT {', '.join(names)} FROM {table}"  # noqa: S608 - one of three
                expected = {tuple(row.values()) for row in await sqlite.query(sql)}
                assert expected == await stored(store, table)
                assert expected
        await instant_clock.advance(20 * DAY)


async def test_rows_of_a_slower_sync_do_not_overwrite(connect):
    """Nor do they mark what another has seen."""
    store, other = await connect(), await connect()
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)

    def row(updated, status="completed"):
        values = dict.fromkeys(column.name for column in gha.rows.RUN)
        times = {"created_at": f"{noon:%Y-%m-%dT%H:%M:%SZ}", "updated_at": updated}
        ids = {"repository_id": 1, "run_id": 2, "run_attempt": 1, "status": status}
        return values | times | ids

    def batch(row):
        names = {"repository": "octo-org/hello", "requested": "octo-org/Hi"}
        at = "2026-06-01T12:00:00Z"
        return Batch(repository_id=1, at=at, snapshots=[Snapshot(row)], **names)

    new, old = "2026-06-01T12:00:00Z", "2026-06-01T11:00:00Z"
    begun = await store.begin("octo-org/hello")
    assert await other.save(batch(row(new))) == gha.mirroring.Counts(1, 0)
    for late in (row(old), row(new, "queued"), row(new)):
        assert await store.save(batch(late)) == gha.mirroring.Counts(0, 0)
    coverage = Coverage(1, "octo-org/hello", noon, noon)
    assert await store.finish(begun, coverage, noon) == 0
    for name in ("OCTO-ORG/hello", "octo-org/hi", 1):
        assert (await store.begin(name)).coverage == coverage
    assert await store.open_runs(1, noon + timedelta(1)) == {2: noon}
    assert await store.finish(await store.begin(1), coverage, noon) == 1


async def test_syncs_of_one_repository_at_once(fake_github, github_client, connect):
    """On two connections; no deadlock, and nothing twice."""
    stores = [await connect(), await connect()]
    repo = fake_github.add_repo("octo-org/hello")
    for _ in range(12):
        repo.add_run(jobs=("build", "test"))
    since = datetime(2025, 12, 1, tzinfo=UTC)
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(
                gha.mirror(github_client.repos(["octo-org/hello"]), it, since=since)
            )
            for it in stores
        ]
    assert sum(task.result().added for task in tasks) == 12 * (1 + 2 + 8)
    assert len(await stored(stores[0], "steps")) == 12 * 8


@pytest.mark.usefixtures("connect")
async def test_program(fake_github, server, monkeypatch, capsys):
    """It reads its arguments, and prints what it added and what it could not read."""
    fake_github.add_repo("octo-org/hello").add_run()
    monkeypatch.setenv("GH_ENTERPRISE_TOKEN", fake_github.token)
    monkeypatch.setenv("GITHUB_API_URL", fake_github.url)
    names = ["octo-org/hello", "octo-org/none"]
    monkeypatch.setattr(sys, "argv", ["", server, "2020-01-01", *names])
    await module.main()
    printed = capsys.readouterr()
    assert printed.out == "6 rows added, 0 updated\n"
    assert "octo-org/none: " in printed.err
