"""A mirror of a fake GitHub, sync by sync."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field

import aioghactions as gha
from aioghactions.testing import FakeGitHub, InstantClock, faults
from tests.support.in_process import URL, InProcess

ROOT = Path(__file__).parents[2]
HELLO = "octo-org/hello"
LIST = "list-workflow-runs-for-repo"
JOBS = "list-jobs-for-workflow-run-attempt"
DAY = 86_400.0


@define(eq=False)
class Scene:
    """A server, a client and the file of a mirror."""

    github: FakeGitHub
    client: gha.Client
    clock: InstantClock
    path: Path
    since: datetime = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Mirror ten days."""
        self.since = self.ago(10)

    def ago(self, days: float) -> datetime:
        """Return an instant before now."""
        return datetime.fromtimestamp(self.clock.now(), UTC) - timedelta(days=days)

    async def sync(
        self, *names: str, since: datetime | None = None, **settings: Any
    ) -> gha.mirroring.MirrorReport:
        """Sync repositories with a newly opened file."""
        async with gha.SqliteStore(self.path) as store:
            return await gha.mirror(
                self.client.repos(names or [HELLO]),
                store,
                since=since or self.since,
                **settings,
            )

    async def one(self, *names: str, **settings: Any) -> gha.mirroring.Mirrored:
        """Sync one repository, and return its result."""
        [result] = (await self.sync(*names, **settings)).repositories
        return result

    async def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the values of a query."""
        async with gha.SqliteStore(self.path) as store:
            return [tuple(row.values()) for row in await store.query(sql)]

    def sent(self) -> dict[str, int]:
        """Return the requests since the last call, by operation."""
        counts = dict(self.github.counts)
        self.github.forget()
        return counts


@pytest.fixture
async def scene(fake_github, github_client, instant_clock, tmp_path):
    """Return a mirror of an empty server."""
    return Scene(fake_github, github_client, instant_clock, tmp_path / "mirror.db")


async def test_first_sync_stores_all_and_the_next_sends_one_request(scene):
    """Runs, jobs and steps; then the list shows that nothing has changed."""
    repo = scene.github.add_repo(HELLO)
    for _ in range(5):
        repo.add_run(jobs=("build", "test"))
    repo.add_run(created_at=scene.clock.now() - 11 * DAY)
    first = await scene.one()
    assert (first.repository, first.repository_id) == (HELLO, repo.id)
    assert (first.complete, first.reason, first.errors) == (True, "", ())
    assert (first.listed, first.added, first.updated) == (5, 5 + 10 + 40, 0)
    assert scene.sent() == {LIST: 1, JOBS: 5}
    second = await scene.one()
    assert (second.listed, second.added, second.updated) == (5, 0, 0)
    assert scene.sent() == {LIST: 1}
    [found] = await scene.query(
        "SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM jobs), "
        "(SELECT count(*) FROM steps)"
    )
    assert found == (5, 10, 40)


async def test_changed_runs_are_read_again(scene):
    """One that ends, and one that starts."""
    repo = scene.github.add_repo(HELLO)
    run = repo.add_run(status="in_progress")
    await scene.one()
    await scene.clock.advance(60)
    run.complete("failure")
    repo.add_run(status="queued")
    scene.sent()
    result = await scene.one()
    # The run with its job and four steps; a queued run with a job.
    assert (result.added, result.updated) == (2, 6)
    assert scene.sent() == {LIST: 1, JOBS: 2}
    assert await scene.query("SELECT status, conclusion FROM jobs ORDER BY job_id") == [
        ("completed", "failure"),
        ("queued", None),
    ]


async def test_earlier_attempts_are_read_once(scene):
    """Also of a run that is first seen after two re-runs."""
    repo = scene.github.add_repo(HELLO)
    run = repo.add_run(conclusion="failure")
    for _ in range(2):
        run.rerun()
        run.complete("failure")
    await scene.one()
    assert scene.sent() == {
        LIST: 1,
        "get-workflow-run-attempt": 2,
        "list-jobs-for-workflow-run": 1,
    }
    await scene.clock.advance(60)
    run.rerun()
    await scene.one()
    assert scene.sent() == {LIST: 1, JOBS: 1}
    found = await scene.query(
        "SELECT run_attempt, status, (SELECT count(*) FROM jobs "
        "WHERE jobs.run_attempt = runs.run_attempt) FROM runs ORDER BY run_attempt"
    )
    ended = [(number, "completed", 1) for number in (1, 2, 3)]
    assert found == [*ended, (4, "queued", 1)]


async def test_end_of_an_attempt_is_read_after_a_re_run(scene):
    """It was in progress at the last sync."""
    repo = scene.github.add_repo(HELLO)
    run = repo.add_run(status="in_progress")
    await scene.one()
    run.complete("failure")
    run.rerun()
    await scene.one()
    assert await scene.query(
        "SELECT run_attempt, conclusion FROM runs ORDER BY run_attempt"
    ) == [(1, "failure"), (2, None)]


async def test_run_re_run_after_30_days_is_found(scene):
    """Also after a pause of the mirror: the window is before the last sync."""
    repo = scene.github.add_repo(HELLO)
    run = repo.add_run(conclusion="failure")
    await scene.one()
    await scene.clock.advance(30 * DAY)
    run.rerun()
    run.complete("success")
    await scene.clock.advance(50 * DAY)
    assert (await scene.one()).listed == 1
    assert await scene.query(
        "SELECT run_attempt, conclusion FROM runs ORDER BY run_attempt"
    ) == [(1, "failure"), (2, "success")]
    await scene.clock.advance(DAY)
    assert (await scene.one()).listed == 0


async def test_unfinished_runs_are_followed_for_ever(scene):
    """One is requested alone; several are listed; deleted ones are marked."""
    repo = scene.github.add_repo(HELLO)
    stuck = [repo.add_run(status="in_progress") for _ in range(3)]
    await scene.one()
    for pause in (60, 60):  # the window is before the last sync, not before now
        await scene.clock.advance(pause * DAY)
        await scene.one()
    scene.sent()
    assert (await scene.one()).listed == 3
    assert scene.sent() == {LIST: 2}  # the window, and back to the oldest
    stuck[0].complete("success")
    stuck[1].complete("cancelled")
    result = await scene.one()
    assert result.updated == 2 * 6
    scene.sent()
    assert (await scene.one()).listed == 1
    assert scene.sent() == {LIST: 1, "get-workflow-run": 1}
    stuck[2].complete("failure")
    repo.runs.remove(stuck[2])
    assert (await scene.one()).deleted == 1
    assert await scene.query(
        "SELECT run_id FROM runs WHERE deleted_at IS NOT NULL"
    ) == [(stuck[2].id,)]
    scene.sent()
    await scene.one()
    assert scene.sent() == {LIST: 1}


async def test_deleted_runs_are_marked_and_kept(scene):
    """With their jobs."""
    repo = scene.github.add_repo(HELLO)
    runs = [repo.add_run() for _ in range(3)]
    await scene.one()
    repo.runs.remove(runs[1])
    result = await scene.one()
    assert (result.deleted, result.listed) == (1, 2)
    assert (await scene.one()).deleted == 0
    found = await scene.query(
        "SELECT run_id FROM runs JOIN jobs USING (repository_id, run_id) "
        "WHERE deleted_at IS NOT NULL"
    )
    assert found == [(runs[1].id,)]
    for run in runs[::2]:
        repo.runs.remove(run)
    assert (await scene.one()).deleted == 2


@pytest.mark.parametrize(
    "fault", [faults.short_page(2), faults.total(by=1)], ids=["short", "total"]
)
async def test_incomplete_list_marks_nothing(scene, fault):
    """And the next sync is complete."""
    repo = scene.github.add_repo(HELLO)
    for _ in range(4):
        repo.add_run()
    await scene.one()
    scene.github.fail(LIST, fault, times=None)
    result = await scene.one()
    assert not result.complete
    assert result.reason
    assert (result.deleted, result.errors) == (0, ())
    assert (await scene.sync()).incomplete[0].reason == result.reason
    scene.github._server.scripts.clear()
    assert (await scene.one()).complete


@pytest.mark.slow
async def test_more_runs_than_a_list_returns(scene):
    """A history reads them; deleted ones are found, too."""
    repo = scene.github.add_repo(HELLO)
    start = scene.clock.now() - 5 * DAY
    runs = [repo.add_run(jobs=(), created_at=start + 60 * n) for n in range(1_010)]
    result = await scene.one()
    assert (result.complete, result.listed, result.added) == (True, 1_010, 1_010)
    repo.runs.remove(runs[7])
    scene.github.fail(LIST, faults.total(by=3), times=None)
    assert not (await scene.one()).complete
    scene.github._server.scripts.clear()
    assert (await scene.one()).deleted == 1


async def test_renamed_repository_keeps_its_rows(scene):
    """By its new name, and by the former one, which is redirected once."""
    repo = scene.github.add_repo(HELLO)
    repo.add_run()
    await scene.one()
    repo.rename("world")
    repo.add_run()
    scene.sent()
    result = await scene.one()
    assert result.repository == "octo-org/world"
    assert (result.added, result.updated) == (6, 1)
    assert scene.sent() == {LIST: 2, JOBS: 1}
    for name in (HELLO, "octo-org/world"):
        assert (await scene.one(name)).added == 0
    assert await scene.query("SELECT DISTINCT repository FROM runs") == [
        ("octo-org/world",)
    ]


async def test_new_name_of_a_known_repository_is_not_listed_from_the_start(scene):
    """The first page says which one it is."""
    repo = scene.github.add_repo(HELLO)
    repo.add_run(created_at=scene.clock.now() - 9 * DAY)
    await scene.one()
    await scene.clock.advance(60 * DAY)
    repo.add_run()
    await scene.one()
    repo.rename("world")
    result = await scene.one("octo-org/world")
    assert (result.listed, result.complete) == (1, True)


async def test_name_that_another_repository_has_now(scene):
    """The rows of both are kept, and nothing of the first is marked."""
    repo = scene.github.add_repo(HELLO)
    repo.add_run()
    await scene.one()
    await scene.clock.advance(60 * DAY)
    await scene.one()
    repo.rename("world")
    other = scene.github.add_repo(HELLO)
    other.add_run(created_at=scene.clock.now() - 59 * DAY)
    result = await scene.one()
    assert (result.listed, result.deleted) == (0, 0)
    other.add_run()
    result = await scene.one()
    assert (result.repository_id, result.listed, result.deleted) == (other.id, 2, 0)
    assert await scene.query("SELECT count(*), count(deleted_at) FROM runs") == [(3, 0)]


async def test_earlier_start_lists_everything_once(scene):
    """A later one afterwards does not."""
    repo = scene.github.add_repo(HELLO)
    for days in (50, 40, 1):
        repo.add_run(created_at=scene.clock.now() - days * DAY)
    assert (await scene.one()).listed == 1
    assert (await scene.one(since=scene.ago(45))).listed == 2
    assert (await scene.one(since=scene.ago(45))).listed == 1
    assert (await scene.one(since=scene.ago(60))).listed == 3
    assert (await scene.one(since=scene.ago(60))).listed == 1


async def test_repository_without_runs(scene):
    """Complete, and not known by id."""
    scene.github.add_repo(HELLO)
    result = await scene.one()
    assert (result.complete, result.repository_id, result.listed) == (True, None, 0)


async def test_repositories_that_cannot_be_read_are_results(scene):
    """The others are not affected; afterwards they are read again."""
    first, second = (scene.github.add_repo(f"octo-org/{name}") for name in "ab")
    for repo in (first, second):
        repo.add_run()
    first.forbidden = True
    names = ("octo-org/a", "octo-org/b", "octo-org/none", "nonsense")
    report = await scene.sync(*names)
    results = {one.repository: one for one in report.repositories}
    assert {name for name, one in results.items() if one.complete} == {"octo-org/b"}
    assert {one.repository for one in report.incomplete} == {*names} - {"octo-org/b"}
    errors = {name: [type(it) for it in one.errors] for name, one in results.items()}
    assert errors == {
        "octo-org/a": [gha.PermissionDeniedError],
        "octo-org/b": [],
        "octo-org/none": [gha.NotFoundError],
        "nonsense": [ValueError],
    }
    assert "nonsense" in results["nonsense"].reason
    assert (report.added, report.updated, report.deleted, report.unread) == (6, 0, 0, 0)
    first.forbidden = False
    assert (await scene.one("octo-org/a")).added == 6


async def test_unread_runs_are_read_at_the_next_sync(scene):
    """Their rows are stored, and the list is complete."""
    repo = scene.github.add_repo(HELLO)
    for _ in range(3):
        repo.add_run()
    again = repo.add_run()
    again.rerun()
    scene.github.fail(JOBS, status=404)
    scene.github.fail("list-jobs-for-workflow-run", faults.short_page(0), times=None)
    scene.github.fail("get-workflow-run-attempt", status=410)
    result = await scene.one()
    assert (result.complete, result.unread) == (True, 2)
    assert {type(error) for error in result.errors} <= {
        gha.GoneError,
        gha.UnexpectedAnswerError,
    }
    assert await scene.query("SELECT count(*) FROM runs WHERE NOT jobs_read") == [(2,)]
    scene.github._server.scripts.clear()
    result = await scene.one()
    assert result.unread == 0
    assert await scene.query("SELECT count(*), sum(jobs_read) FROM runs") == [(5, 5)]


async def test_errors_in_the_report_are_bounded(scene):
    """The first ones explain the others, and the last one ended it."""
    repo = scene.github.add_repo(HELLO)
    for _ in range(30):
        repo.add_run()
    scene.github.fail(JOBS, status=422, times=None)
    result = await scene.one()
    assert (result.unread, len(result.errors)) == (30, 20)


@pytest.mark.parametrize("status", [401, 403])
async def test_error_of_all_requests_ends_the_repository(scene, status):
    """No request is sent for each of the other runs."""
    repo = scene.github.add_repo(HELLO)
    for _ in range(50):
        repo.add_run()
    scene.github.fail(JOBS, status=status, times=None)
    result = await scene.one()
    assert (result.complete, result.unread) == (False, 0)
    assert result.reason == str(result.errors[-1])
    assert scene.sent()[JOBS] <= 16


@pytest.mark.parametrize("fault", [{"status": 401}, {"drop": "before"}])
async def test_what_was_read_before_an_error_is_saved(scene, fault):
    """A small quota, or a network that fails again and again, still makes progress."""
    repo = scene.github.add_repo(HELLO)
    for _ in range(50):
        repo.add_run()
    for _ in range(9):
        scene.github.fail(JOBS, **fault, times=None, after=12)
        result = await scene.one()
        scene.github.recover()
        assert result.added > 0
        if result.complete:
            break
    [(found,)] = await scene.query("SELECT count(*) FROM runs")
    assert (found, result.complete) == (50, True)


async def test_a_stop_loses_a_few_runs_only(scene):
    """What was read is saved after some two hundred rows."""
    repo = scene.github.add_repo(HELLO)
    for _ in range(90):
        repo.add_run(jobs=("build", "test", "lint"))
    seen: list[gha.mirroring.Mirrored] = []

    def stop(part: gha.mirroring.Mirrored) -> None:
        seen.append(part)
        if len(seen) == 4:
            raise LookupError

    with pytest.raises(LookupError):
        await scene.one(on_progress=stop)
    [(found,)] = await scene.query("SELECT count(*) FROM runs")
    assert found >= scene.sent()[JOBS] - 30


async def test_open_run_that_cannot_be_read_is_unread(scene):
    """The rest is complete."""
    repo = scene.github.add_repo(HELLO)
    repo.add_run(status="queued")
    await scene.one()
    for _ in range(2):
        await scene.clock.advance(60 * DAY)
        await scene.one()
    scene.github.fail("get-workflow-run", status=422)
    result = await scene.one()
    assert (result.complete, result.unread, result.deleted) == (True, 1, 0)
    scene.github.fail("get-workflow-run", status=401, times=None)
    assert not (await scene.one()).complete


@pytest.mark.parametrize("edition", ["ghes-3.5", "ghes-3.12"])
async def test_older_servers(start_github, instant_clock, tmp_path, edition):
    """Before 3.8 there is no list of the jobs of an attempt."""
    github = await start_github(edition=edition)
    repo = github.add_repo(HELLO)
    repo.add_run(jobs=("build", "test"))
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        scene = Scene(github, client, instant_clock, tmp_path / "mirror.db")
        assert (await scene.one()).added == 1 + 2 + 8
        assert await scene.query("SELECT DISTINCT run_attempt FROM jobs") == [(1,)]


async def test_run_without_repository(scene):
    """It is known already, or the list cannot be stored."""
    repo = scene.github.add_repo(HELLO)
    repo.add_run()
    scene.github.fail(LIST, faults.item_members(repository=None))
    result = await scene.one()
    assert not result.complete
    assert "has no repository" in result.reason
    await scene.one()
    scene.github.fail(LIST, faults.item_members(repository=None))
    assert (await scene.one()).complete


@pytest.mark.parametrize("number", ["5", 2**70, True, -1, None])
async def test_ids_that_are_no_numbers(scene, number):
    """They are keys of the store: of a repository, a run, a job and a step."""
    scene.github.add_repo(HELLO).add_run()
    steps = [{"name": "test", "number": number, "status": "queued"}]
    for operation, fault in (
        (LIST, faults.item_members(repository={"id": number, "full_name": HELLO})),
        (LIST, faults.item_members(id=number)),
        (JOBS, faults.item_members(id=number)),
        (JOBS, faults.item_members(steps=steps)),
    ):
        script = scene.github.fail(operation, fault, times=None)
        result = await scene.one()
        assert result.unread or not result.complete
        assert isinstance(result.errors[-1], gha.UnexpectedAnswerError)
        script.times = 0
    assert (await scene.one()).complete
    assert await rows_in(scene) == 6


async def test_odd_values_are_stored(scene):
    """One odd member does not lose a page."""
    scene.github.add_repo(HELLO).add_run()
    odd = {"display_title": {"a": 1}, "name": 5, "run_number": "x"}
    repository = {"id": 7, "full_name": None}
    fault = faults.item_members(repository=repository, **odd)
    scene.github.fail(LIST, fault, times=None)
    result = await scene.one()
    assert (result.repository, result.complete, result.unread) == (HELLO, True, 0)


async def test_list_of_changing_repositories(scene):
    """It is refused; the file does not mix them."""
    for name in ("a", "b"):
        repo = scene.github.add_repo(f"octo-org/{name}")
        repo.add_run()
        await scene.one(f"octo-org/{name}")
        await scene.clock.advance(60 * DAY)
        repo.add_run()
        await scene.one(f"octo-org/{name}")
    [first, _] = scene.github.repositories
    turns = [first.id, 99, first.id, 99]

    def change(payload: Any) -> None:
        for run in payload["workflow_runs"]:
            run["repository"]["id"] = turns[0]
        del turns[0]

    scene.github.fail(LIST, faults.altered(change), times=None)
    result = await scene.one("octo-org/b")
    assert not result.complete
    assert "different repositories" in result.reason


async def test_many_rows_are_saved_in_parts(scene):
    """At most some thousand are in memory."""
    repo = scene.github.add_repo(HELLO)
    for _ in range(14):
        repo.add_run(jobs=[f"job {n}" for n in range(99)])
    seen: list[gha.mirroring.Mirrored] = []
    result = await scene.one(on_progress=seen.append)
    assert result.added == 14 * (1 + 99 * 5)
    assert len(seen) > 2
    added = [one.added for one in seen]
    assert added == sorted(added)
    assert not any(one.complete for one in seen[:-1])
    assert seen[-1] == result


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"since": "2026-01-01"}, TypeError, "since must be a datetime"),
        ({"since": datetime(2026, 1, 1)}, ValueError, "tzinfo=UTC"),  # noqa: DTZ001
        ({"limit": 0}, ValueError, "limit must be at least 1"),
        ({"repos": HELLO}, TypeError, r"repos must be client.repos"),
        ({"store": "mirror.db"}, TypeError, "store must be a Store.* not str"),
    ],
)
async def test_arguments_are_checked(scene, changes, error, message):
    """Nothing is sent."""
    arguments = {"repos": scene.client.repos([HELLO]), "since": scene.since} | changes
    repos = arguments.pop("repos")
    async with gha.SqliteStore(scene.path) as opened:
        store = arguments.pop("store", opened)
        with pytest.raises(error, match=message):
            await gha.mirror(repos, store, **arguments)
    assert scene.sent() == {}


@define(eq=False)
class FailingStore:
    """A store whose methods fail."""

    error: Exception

    async def begin(self, repository: str | int) -> gha.mirroring.Begun:
        """Fail."""
        raise self.error


@pytest.mark.parametrize(
    "error", [gha.StoreError("the disk is full"), OSError("no route to the database")]
)
async def test_error_of_the_store_is_raised(scene, error):
    """It concerns all repositories, and is not a result of each."""
    for name in ("a", "b"):
        scene.github.add_repo(f"octo-org/{name}")
    store: Any = FailingStore(error)
    names = ["octo-org/a", "octo-org/b"]
    with pytest.raises(type(error)) as raised:
        await gha.mirror(scene.client.repos(names), store, since=scene.since)
    assert raised.value is error


async def test_two_syncs_at_once(scene):
    """Of the same repository, into one file: no row twice, none missing."""
    repo = scene.github.add_repo(HELLO)
    for _ in range(20):
        repo.add_run().rerun()
    report = await scene.sync(HELLO, HELLO)
    assert all(one.complete for one in report.repositories)
    assert report.added == await rows_in(scene)
    assert await scene.query("SELECT count(*), count(deleted_at) FROM runs") == [
        (40, 0)
    ]


async def rows_in(scene: Scene) -> int:
    """Return how many rows there are."""
    [(count,)] = await scene.query(
        "SELECT (SELECT count(*) FROM runs) + (SELECT count(*) FROM jobs) "
        "+ (SELECT count(*) FROM steps)"
    )
    return int(count)


# --- a process that is killed ---------------------------------------------------------


@asynccontextmanager
async def organization(path: Path):
    """Yield the scene that the killed process has as well."""
    clock = InstantClock()
    github = FakeGitHub(clock=clock, limits=None, timings=None)
    for name in "abc":
        repo = github.add_repo(f"octo-org/{name}")
        for _ in range(10):
            repo.add_run(jobs=("build", "test")).rerun("test")
    async with gha.Client(
        github.token,
        base_url=URL,
        transport=InProcess(github),
        clock=clock,
        pace=gha.Pace.off(),
    ) as client:
        yield Scene(github, client, clock, path)


NAMES = ("octo-org/a", "octo-org/b", "octo-org/c")


async def killed(path: Path, statements: int) -> None:
    """Sync, and end this process at a statement of SQLite."""
    left = statements

    def count(_: str) -> None:
        nonlocal left
        left -= 1
        if not left:
            os._exit(9)

    async with organization(path) as scene, gha.SqliteStore(path) as store:
        assert store._connection is not None
        store._connection.set_trace_callback(count)
        await gha.mirror(scene.client.repos(NAMES), store, since=scene.since)


@pytest.mark.slow
@pytest.mark.parametrize("moments", [(20, 40, 90), (150, 260, 400)])
async def test_killed_process_leaves_whole_transactions(
    tmp_path: Path, moments: Sequence[int]
) -> None:
    """And the next sync reads what is missing: the file is as after one sync."""
    path = tmp_path / "mirror.db"
    for moment in moments:
        program = (
            "import asyncio; from pathlib import Path; "
            "from tests.integration import test_mirror as it; "
            f"asyncio.run(it.killed(Path({str(path)!r}), {moment}))"
        )
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, check=False, cwd=ROOT)  # noqa: ASYNC221, S603 - a Python
        assert done.returncode == 9
    tables = ("runs", "jobs", "steps")
    async with organization(path) as scene:
        assert not (await scene.sync(*NAMES)).incomplete
        left = {it: {*await scene.query(f"SELECT * FROM {it}")} for it in tables}  # noqa: S608 - one of three
    async with organization(tmp_path / "whole.db") as scene:
        await scene.sync(*NAMES)
        for it in tables:
            expected = {*await scene.query(f"SELECT * FROM {it}")}  # noqa: S608 - one of three
            assert {row[:-1] for row in left[it]} == {row[:-1] for row in expected}
