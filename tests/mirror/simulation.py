"""An organization that changes for weeks, synced every few hours, in virtual time.

Between two syncs runs start, end, are cancelled, re-run up to 30 days after they were
created (all jobs or the failed ones, up to four attempts), deleted, or left unfinished
for weeks; repositories appear, are renamed, archived, forbidden and hidden for a time.
Some syncs are killed: cancelled at a random request or at a random step of the store,
and all that the program knew is lost but the file.

After each sync that reports a repository as complete, everything that is visible of it
is the truth (``seen``): the store must have exactly that, and what was ever visible
before, with its last state.

The least number of requests that a sync needs, by which ``spent`` is judged:

* for each repository, the pages of 100 runs in the window: from 32 days before the last
  complete sync, but not before ``since``; at least 1, also where access is forbidden;
* for open runs older than that window, the fewer of one request for each and the pages
  of the runs from the oldest to the window;
* for each run whose (attempt, ``updated_at``) differs from the last complete sync, one
  page of jobs;
* for each earlier attempt that was not seen completed, one request for it;
* a repository that is requested by a former name is redirected once.

Requests of killed syncs are spent, and add nothing to the least.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from random import Random
from typing import Any, Final

from attrs import define, field, frozen

import aioghactions as gha
from aioghactions.testing import FakeGitHub, InstantClock
from aioghactions.testing._state.repository import FakeRepository, FakeRun
from tests.support.in_process import URL, InProcess

HOUR: Final = 3600.0
DAY: Final = 24 * HOUR
WINDOW: Final = 32 * DAY


@frozen(kw_only=True)
class Settings:
    """The size of a simulation.

    Attributes:
        seed: Determines everything.
        days: How long it lasts.
        repositories: How many there are at first.
        runs_a_day: New runs of each repository.
        hours: The longest time between two syncs.
        killed: The share of syncs that are killed.
    """

    seed: int = 1
    days: float = 50.0
    repositories: int = 3
    runs_a_day: float = 3.0
    hours: float = 16.0
    killed: float = 0.1


@define
class Figures:
    """What a simulation has counted.

    Attributes:
        syncs: Syncs that were not killed.
        kills: Syncs that were.
        attempts: Attempts of runs that were visible at a sync.
        jobs: Jobs.
        steps: Steps.
        missing: Those that are not in the store.
        stale: Those that are not in it in their last state.
        twice: Those that are in it more than once.
        unmarked: Runs that were deleted in the window, and are not marked.
        mismarked: Runs that exist, and are marked as deleted.
        spent: Requests.
        least: The least possible number of requests.
    """

    syncs: int = 0
    kills: int = 0
    attempts: int = 0
    jobs: int = 0
    steps: int = 0
    missing: int = 0
    stale: int = 0
    twice: int = 0
    unmarked: int = 0
    mismarked: int = 0
    spent: int = 0
    least: int = 0

    @property
    def ratio(self) -> float:
        """Requests for each that is necessary."""
        return self.spent / max(self.least, 1)


@define(eq=False)
class _Killer:
    """Cancels a sync at one of its awaits; all of them pass here."""

    countdown: int | None = None
    task: "asyncio.Task[Any] | None" = None

    async def step(self, *_: object) -> None:
        """Pass an await."""
        if self.countdown is not None:
            self.countdown -= 1
            if self.countdown == 0 and self.task is not None:
                self.task.cancel()
        await asyncio.sleep(0)  # noqa: TID251 - an await to be cancelled at


@define(eq=False)
class _Watched:
    """A store whose methods can be cancelled before and after their work."""

    store: gha.Store
    killer: _Killer

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        method = getattr(self.store, name)

        async def watched(*args: Any) -> Any:
            await self.killer.step()
            result = await method(*args)
            await self.killer.step()
            return result

        return watched


Rows = dict[tuple[Any, ...], dict[str, Any]]


@define(eq=False)
class _Truth:
    """What was visible of a repository at its last complete sync, and ever before."""

    until: float
    runs: Rows = field(factory=dict[tuple[Any, ...], dict[str, Any]])
    jobs: Rows = field(factory=dict[tuple[Any, ...], dict[str, Any]])
    steps: Rows = field(factory=dict[tuple[Any, ...], dict[str, Any]])
    present: set[int] = field(factory=set[int])
    # Gone while they were in the window of a complete sync.
    deleted: set[int] = field(factory=set[int])

    def add(self, repo: FakeRepository, run: FakeRun, number: int) -> None:
        """Remember an attempt with its jobs and steps."""
        attempt = run.attempt(number)
        assert attempt is not None
        ids = {"repository_id": repo.id, "run_id": run.id, "run_attempt": number}
        self.runs[repo.id, run.id, number] = ids | {
            "status": attempt.status,
            "conclusion": attempt.conclusion,
            "updated_at": _text(attempt.updated_at),
            "created_at": _text(run.created_at),
        }
        for job in attempt.jobs:
            self.jobs[repo.id, job.id] = ids | {
                "name": job.name,
                "status": job.status,
                "conclusion": job.conclusion,
                "completed_at": _text(job.completed_at),
            }
            for step in job.steps():
                self.steps[repo.id, job.id, step.number] = ids | {
                    "name": step.name,
                    "status": step.status,
                    "conclusion": step.conclusion,
                }


@define(eq=False)
class Simulation:
    """One simulation, with its server, file and model."""

    settings: Settings
    path: Path
    figures: Figures = field(factory=Figures)
    clock: InstantClock = field(factory=lambda: InstantClock(auto=False))
    seen: dict[int, _Truth] = field(factory=dict[int, _Truth])

    random: Random = field(init=False)
    github: FakeGitHub = field(init=False)
    since: datetime = field(init=False)
    repos: list[FakeRepository] = field(factory=list[FakeRepository])
    names: list[str] = field(factory=list[str])
    # Runs that are left alone for weeks.
    stuck: dict[int, float] = field(factory=dict[int, float])
    killer: _Killer = field(factory=_Killer)

    def __attrs_post_init__(self) -> None:
        """Start with some weeks of runs."""
        self.random = Random(self.settings.seed)  # noqa: S311 - repeatable, not secret
        self.github = FakeGitHub(clock=self.clock, timings=None, limits=None)
        start = self.clock.now()
        self.since = datetime.fromtimestamp(start - 20 * DAY, UTC)
        for _ in range(self.settings.repositories):
            repo = self._appear()
            for _ in range(int(self.settings.runs_a_day * 25)):
                self._start(repo, start - self.random.uniform(HOUR, 25 * DAY))

    # --- the organization -----------------------------------------------------

    def _appear(self) -> FakeRepository:
        repo = self.github.add_repo(f"octo-org/repo-{len(self.repos)}")
        repo.add_workflow("ci.yml", name="CI", jobs=("lint", "build", "test"))
        self.repos.append(repo)
        self.names.append(repo.full_name)
        return repo

    def _start(self, repo: FakeRepository, at: float) -> None:
        status = self.random.choice(("queued", "in_progress", "completed", "completed"))
        run = repo.add_run(
            status=status,
            created_at=at,
            conclusion=self._conclusion() if status == "completed" else None,
            duration=self.random.uniform(10, HOUR),
        )
        if self.random.random() < 1 / 30:
            self.stuck[run.id] = self.clock.now() + self.random.uniform(7, 45) * DAY

    def _conclusion(self) -> str:
        return self.random.choice(("success", "success", "failure", "timed_out"))

    def change(self, hours: float) -> None:
        """Let the organization change as it does in some hours."""
        days, now = hours / 24, self.clock.now()
        for repo in self.repos:
            for _ in range(self._some(self.settings.runs_a_day * days)):
                self._start(repo, now - self.random.uniform(0, hours * HOUR))
            runs = list(repo.runs)
            for run in runs:
                if run.status != "completed" and self.stuck.get(run.id, 0) < now:
                    self._move(run)
            young = [run for run in runs if now - run.created_at < 30 * DAY]
            for _ in range(self._some(self.settings.runs_a_day * days / 5)):
                if young:
                    self._again(self.random.choice(young))
            for _ in range(self._some(days / 3)):
                ended = [run for run in repo.runs if run.status == "completed"]
                if ended:
                    repo.runs.remove(self.random.choice(ended))
            self._access(repo, days)
        if self.random.random() < days / 20:
            self._appear()

    def _some(self, mean: float) -> int:
        return int(mean) + (self.random.random() < mean % 1)

    def _move(self, run: FakeRun) -> None:
        match self.random.randrange(5):
            case 0:
                pass
            case 1:
                run.complete("cancelled")
            case 2 | 3:
                run.complete(self._conclusion())
            case _:
                run.start()

    def _again(self, run: FakeRun) -> None:
        if run.status == "completed" and run.run_attempt < 4:
            failed = [job.name for job in run.jobs if job.conclusion == "failure"]
            run.rerun(*(failed if self.random.random() < 0.5 else ()))
            if self.random.random() < 0.5:
                run.complete(self._conclusion())

    def _access(self, repo: FakeRepository, days: float) -> None:
        if self.random.random() < days / 15:
            repo.archived = not repo.archived
        if self.random.random() < days / 15:
            repo.rename(f"{repo.name.partition('.')[0]}.{self.random.randrange(1000)}")
            if self.random.random() < 0.5:  # else the old name is used, and redirected
                self.names = [it.full_name for it in self.repos]
        # Forbidden or hidden, for two days in the mean; once for much longer.
        lost = repo.forbidden or repo.hidden
        if self.random.random() < days / (2 if lost else 20):
            repo.forbidden = not lost and self.random.random() < 0.5
            repo.hidden = not lost and not repo.forbidden

    # --- syncs ----------------------------------------------------------------

    async def run(self) -> Figures:
        """Run the simulation, and compare the store with the truth at its end."""
        end = self.clock.now() + self.settings.days * DAY
        await self.sync()
        while self.clock.now() < end:
            hours = self.random.uniform(0.5, self.settings.hours)
            if self.random.random() < 0.01:
                hours *= 60  # the mirror was out of order
            await self.clock.advance(hours * HOUR)
            self.change(hours)
            if self.random.random() < self.settings.killed:
                await self.sync(self.random.randrange(1, 40))
            await self.sync()
        await self.compare()
        return self.figures

    async def sync(self, kill_at: int | None = None) -> None:
        """Sync all repositories, with a new client and a newly opened file."""
        transport = InProcess(self.github, self.killer.step, self.killer.step)
        self.killer.countdown = kill_at
        self.killer.task = asyncio.create_task(self._mirror(transport))
        try:
            report = await self.killer.task
        except asyncio.CancelledError:
            self.figures.kills += 1
            return
        finally:
            self.figures.spent += transport.requests
        self.killer.countdown = None
        self.figures.syncs += 1
        complete = {one.repository_id for one in report.repositories if one.complete}
        assert not report.unread
        for repo, name in zip(self.repos, self.names, strict=True):
            self.figures.least += name != repo.full_name
            if repo.forbidden or repo.hidden:
                self.figures.least += 1
                continue
            assert repo.id in complete or not self._visible(repo), report
            self._observe(repo)

    async def _mirror(self, transport: InProcess) -> gha.mirroring.MirrorReport:
        async with (
            gha.Client(
                self.github.token,
                base_url=URL,
                transport=transport,
                clock=self.clock,
                pace=gha.Pace.off(),
                patience=gha.Patience(attempts=1),
            ) as client,
            gha.SqliteStore(self.path) as store,
        ):
            watched: Any = _Watched(store, self.killer)
            return await gha.mirror(
                client.repos(self.names), watched, since=self.since, limit=3
            )

    # --- the model ------------------------------------------------------------

    def _visible(self, repo: FakeRepository) -> list[FakeRun]:
        since = self.since.timestamp()
        return [run for run in repo.runs if run.created_at >= since]

    def _observe(self, repo: FakeRepository) -> None:
        """Learn what the sync could see, and what it had to request."""
        now, visible = self.clock.now(), self._visible(repo)
        truth = self.seen.get(repo.id)
        first = self.since.timestamp()
        if truth is not None:
            first = max(first, truth.until - WINDOW)
        known = truth or _Truth(now)
        self.figures.least += self._least(visible, known, first)
        # Only what is listed, or open, is looked at: nothing else can change.
        for run in visible:
            for attempt in run.attempts:
                known.add(repo, run, attempt.number)
        gone = known.present - {run.id for run in visible}
        for number in gone:
            rows = [row for key, row in known.runs.items() if key[1] == number]
            created = min(row["created_at"] for row in rows)
            is_open = any(row["status"] != "completed" for row in rows)
            if created >= _text(first) or is_open:
                known.deleted.add(number)
        known.present = {run.id for run in visible}
        if visible or truth is not None:
            known.until = now
            self.seen[repo.id] = known

    def _least(self, visible: list[FakeRun], known: _Truth, first: float) -> int:
        listed = [run for run in visible if run.created_at >= first]
        least = max(ceil(len(listed) / 100), 1)
        old = [
            row["created_at"]
            for row in known.runs.values()
            if row["status"] != "completed"
            and row["created_at"] < _text(first)
            and row["run_id"] not in known.deleted
        ]
        if old:
            between = [
                run
                for run in visible
                if min(old) <= _text(run.created_at) and run.created_at < first
            ]
            least += min(len({*old}), max(ceil(len(between) / 100), 1))
        for run in visible:
            key = (run.repository.id, run.id)
            latest = known.runs.get((*key, run.run_attempt))
            changed = latest is None or latest["updated_at"] != _text(
                run.latest.updated_at
            )
            earlier = [
                n
                for n in range(1, run.run_attempt)
                if known.runs.get((*key, n), {}).get("status") != "completed"
            ]
            least += len(earlier) + (changed or bool(earlier))
        return least

    async def compare(self) -> None:
        """Count the differences between the store and the truth."""
        figures = self.figures
        async with gha.SqliteStore(self.path) as store:
            for table, keys in (
                ("runs", ("repository_id", "run_id", "run_attempt")),
                ("jobs", ("repository_id", "job_id")),
                ("steps", ("repository_id", "job_id", "number")),
            ):
                stored: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
                for row in await store.query(f"SELECT * FROM {table}"):  # noqa: S608 - one of three
                    stored.setdefault(tuple(row[key] for key in keys), []).append(row)
                figures.twice += sum(len(found) - 1 for found in stored.values())
                for truth in self.seen.values():
                    self._compare(getattr(truth, table), stored)
            marked = await store.query(
                "SELECT DISTINCT repository_id, run_id FROM runs "
                "WHERE deleted_at IS NOT NULL"
            )
        gone = {(row["repository_id"], row["run_id"]) for row in marked}
        for number, truth in self.seen.items():
            figures.unmarked += len({(number, run) for run in truth.deleted} - gone)
            figures.mismarked += len({(number, it) for it in truth.present} & gone)
            figures.attempts += len(truth.runs)
            figures.jobs += len(truth.jobs)
            figures.steps += len(truth.steps)

    def _compare(self, expected: Rows, stored: dict[tuple[Any, ...], Any]) -> None:
        for key, row in expected.items():
            if key not in stored:
                self.figures.missing += 1
            elif any(stored[key][0][name] != value for name, value in row.items()):
                self.figures.stale += 1


def _text(instant: float | None) -> Any:
    if instant is None:
        return None
    return f"{datetime.fromtimestamp(int(instant), UTC):%Y-%m-%dT%H:%M:%SZ}"


def simulate(settings: Settings, path: Path) -> Figures:
    """Run one simulation with a new file."""

    async def main() -> Figures:
        return await Simulation(settings, path).run()

    return asyncio.run(main())
