"""The sync of one repository: what it requests, in order, and what it saves.

More than 400 lines, because the steps of a sync share its state.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar, cast

from attrs import define, evolve, field

from aioghactions._core.clock import Clock
from aioghactions._lists.plan import CAP
from aioghactions._lists.windows import timestamp
from aioghactions._mirror import plan
from aioghactions._mirror.records import (
    Batch,
    Begun,
    Counts,
    Coverage,
    Mirrored,
    Snapshot,
    Store,
    StoredAttempt,
)
from aioghactions._params import checks
from aioghactions._request.resource import RepoResource
from aioghactions.errors import (
    AuthenticationError,
    ConnectFailedError,
    GitHubActionsError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    StoreError,
    UnexpectedAnswerError,
)
from aioghactions.fanout import Done, Failed, fan_out
from aioghactions.rows import Row, job as job_row, run as run_row, steps as step_rows

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions.pages import Pager
    from aioghactions.scopes import Repo

ResultT = TypeVar("ResultT")

# Requests of one repository at once.
_AT_ONCE: Final = 8
# Rows that are saved together: of some ten runs with their jobs, which took a request
# each. A program that is stopped loses no more of each repository.
_MOST_ROWS: Final = 200
# Errors kept for the report: the first ones explain the others.
_MOST_ERRORS: Final = 20
# After these, the next request of the repository would fail likewise.
_OF_ALL: Final = (
    *(AuthenticationError, ConnectFailedError, PermissionDeniedError),
    *(RateLimitError, StoreError),
)


class _Handle(RepoResource):
    """Reads the clock of another handle, which programs do not see."""

    @staticmethod
    def clock_of(repo: RepoResource) -> Clock:
        return repo._pipeline.context.clock  # noqa: SLF001 - of the base class


class _OtherRepository(Exception):  # noqa: N818 - not an error
    """The name is that of another repository: list what is missing of this one.

    It is stored under another name, or has the name that one of the store had.
    """

    def __init__(self, begun: Begun) -> None:
        super().__init__()
        self.begun = begun


@define(kw_only=True, eq=False)
class Sync:
    """The sync of one repository."""

    repo: "Repo"
    store: Store
    since: datetime
    notify: Callable[[Mirrored], object]

    requested: str = field(init=False)
    # Not known before the first run, unless it was stored under this name.
    repository_id: int | None = None
    name: str = ""
    listed: int = 0
    counts: Counts = field(factory=Counts)
    deleted: int = 0
    unread: int = 0
    reason: str = "it was not read to the end"
    errors: list[Exception] = field(factory=list[Exception])

    def __attrs_post_init__(self) -> None:
        self.requested = f"{self.repo.owner}/{self.repo.repo}"

    def result(self) -> Mirrored:
        return Mirrored(
            repository=self.name or self.requested,
            repository_id=self.repository_id,
            listed=self.listed,
            added=self.counts.added,
            updated=self.counts.updated,
            deleted=self.deleted,
            unread=self.unread,
            complete=not self.reason,
            reason=self.reason,
            errors=tuple(self.errors),
        )

    def fail(self, error: Exception) -> None:
        """End with an error, which is the last one in the report."""
        del self.errors[_MOST_ERRORS - 1 :]
        self.errors.append(error)
        self.reason = str(error)

    def call(self, name: object) -> None:
        """Use the present name from now on: the former one is redirected each time."""
        self.name = self.name or self.requested
        with suppress(TypeError, ValueError):  # what a server calls it may be no name
            owner, repo = checks.repository(name)
            self.name, self.repo = str(name), evolve(self.repo, owner=owner, repo=repo)

    def now(self) -> datetime:
        """Return the time, in whole seconds."""
        return datetime.fromtimestamp(int(_Handle.clock_of(self.repo).now()), UTC)

    async def run(self) -> None:
        begun = await self.store.begin(self.requested)
        until = self.now()
        for _ in range(2):
            try:
                await self._read(begun, until)
            except _OtherRepository as other:
                begun, self.listed = other.begun, 0
            else:
                return
        raise UnexpectedAnswerError("the list has runs of different repositories")

    async def _read(self, begun: Begun, until: datetime) -> None:
        first = plan.first_listed(begun.coverage, self.since)
        if begun.coverage is not None:
            self.repository_id = begun.coverage.repository_id
            self.name = begun.coverage.repository
        reader = _Reader(sync=self, begun=begun, first=first)
        reason = await reader.list_runs(first)
        begun = reader.begun
        if self.repository_id is None:  # it has no runs, and never had any
            self.reason = reason
            return
        open_runs = {
            number: created
            for number, created in (
                await self.store.open_runs(self.repository_id, first)
            ).items()
            if created >= self.since
        }
        oldest = first
        if plan.lists_open_runs(open_runs, first, until, self.listed):
            oldest = min(open_runs.values())
            reason = await reader.list_runs(oldest, first) or reason
        else:
            await reader.get_runs(open_runs)
        if not reason:
            since = plan.covered_since(begun.coverage, self.since)
            coverage = Coverage(self.repository_id, self.name, since, until)
            self.deleted += await self.store.finish(begun, coverage, oldest)
        self.reason = reason
        self.notify(self.result())


@define(kw_only=True, eq=False)
class _Reader:
    """Reads runs, with what is due of them, and saves them."""

    sync: Sync
    begun: Begun
    first: datetime

    async def list_runs(self, first: datetime, end: datetime | None = None) -> str:
        """Read the runs created from ``first`` on; return why some may be missing."""
        runs = self.sync.repo.runs
        created = f">={_text(first)}"
        if end is not None:
            created = f"{_text(first)}..{_text(end)}"
        pager = runs.list(created=created, exclude_pull_requests=True)
        async for page in pager.pages():
            if (pager.total or 0) > CAP:
                return await self._read_history(first, end)
            await self._take(page)
        return pager.incomplete_reason or ""

    async def _read_history(self, first: datetime, end: datetime | None) -> str:
        history = self.sync.repo.runs.history(first, end, exclude_pull_requests=True)
        some: list[WorkflowRun] = []
        async for run in history.allow_capped():
            some.append(run)
            if len(some) == plan.PAGE:
                await self._take(some)
                some = []
        await self._take(some)
        if history.complete:
            return ""
        return f"GitHub counts {history.expected} runs, {history.yielded} were listed"

    async def get_runs(self, numbers: Iterable[int]) -> None:
        """Read runs that were not listed; mark those that do not exist any more."""
        found: list[WorkflowRun] = []
        gone: list[int] = []
        failures: list[Exception] = []

        async def get(number: int) -> "WorkflowRun":
            return await self.sync.repo.runs.get(number, exclude_pull_requests=True)

        async with fan_out(get, numbers, limit=_AT_ONCE) as outcomes:
            async for outcome in outcomes:
                if isinstance(outcome, Done):
                    found.append(outcome.result)
                elif isinstance(outcome.error, NotFoundError):
                    gone.append(outcome.item)
                elif _is_of_all(outcome.error):
                    failures.append(outcome.error)
                else:
                    self._unread(outcome.error)
        await self._save([], gone)
        self.sync.deleted += len(gone)
        if failures:
            raise failures[0]
        await self._take(found)

    async def _take(self, runs: "Sequence[WorkflowRun]") -> None:
        """Save runs with what is due of them."""
        sync = self.sync
        if not runs:
            return
        await self._identify(runs[0])
        sync.listed += len(runs)
        stored: dict[int, list[StoredAttempt]]
        stored = {_number("run", run.id): [] for run in runs}
        for attempt in await sync.store.attempts(_known(sync), list(stored)):
            stored[attempt.run_id].append(attempt)

        failures: list[Exception] = []

        async def read(run: "WorkflowRun") -> "_RunRead":
            if failures:  # the next request would fail likewise
                raise failures[0]
            reading = _RunRead(sync=sync, run=run)
            await reading.read(stored[run.id])
            return reading

        ready: list[Snapshot] = []
        async with fan_out(read, runs, limit=_AT_ONCE) as outcomes:
            async for outcome in outcomes:
                if isinstance(outcome, Failed):
                    failures.append(outcome.error)
                    continue
                ready += outcome.result.snapshots
                if outcome.result.error is not None:
                    self._unread(outcome.result.error)
                if sum(1 + len(it.jobs) + len(it.steps) for it in ready) > _MOST_ROWS:
                    await self._save(ready)
                    ready = []
        await self._save(ready)
        if failures:
            raise failures[0]

    async def _identify(self, run: "WorkflowRun") -> None:
        """Learn which repository this is."""
        sync, found = self.sync, run.repository
        if found is None:
            if sync.repository_id is None:
                raise UnexpectedAnswerError(f"the run {run.id} has no repository")
            return
        number = _number("repository", found.id)
        if number == sync.repository_id:
            sync.call(found.full_name)
            return
        begun = await sync.store.begin(number)
        sync.repository_id = number
        sync.call(found.full_name)
        if plan.first_listed(begun.coverage, sync.since) != self.first:
            raise _OtherRepository(begun)
        self.begun = begun

    async def _save(self, ready: Sequence[Snapshot], gone: Sequence[int] = ()) -> None:
        sync = self.sync
        if not ready and not gone:
            return
        batch = Batch(
            repository_id=_known(sync),
            repository=sync.name,
            requested=sync.requested,
            at=_text(sync.now()),
            snapshots=ready,
            deleted=gone,
        )
        counts = await sync.store.save(batch)
        sync.counts = Counts(
            sync.counts.added + counts.added, sync.counts.updated + counts.updated
        )
        sync.notify(sync.result())

    def _unread(self, error: Exception) -> None:
        self.sync.unread += 1
        if len(self.sync.errors) < _MOST_ERRORS:
            self.sync.errors.append(error)


@define(kw_only=True, eq=False)
class _RunRead:
    """One run with its attempts and jobs, as far as they are due."""

    sync: Sync
    run: "WorkflowRun"
    snapshots: list[Snapshot] = field(factory=list[Snapshot])
    error: GitHubActionsError | None = None

    async def read(self, stored: Sequence[StoredAttempt]) -> None:
        latest = self._row(self.run)
        number = plan.attempt_of(latest)
        due = plan.due(latest, stored)
        found = {number: latest}
        for earlier in due.attempts:
            row = await self._try(self._attempt(earlier))
            if row is not None:
                found[earlier] = row
        wanted = [*due.attempts, number] if due.current else due.attempts
        jobs = await self._try(self._jobs(wanted)) if wanted else {}
        for attempt, row in found.items():
            if attempt not in wanted:
                self.snapshots.append(Snapshot(row))
            elif jobs is None:
                self.snapshots.append(Snapshot(row, jobs_read=False))
            else:
                self.snapshots.append(self._snapshot(row, jobs.get(attempt, ())))

    async def _try(self, work: "Awaitable[ResultT]") -> ResultT | None:
        try:
            return await work
        except _OF_ALL:
            raise
        except GitHubActionsError as error:
            self.error = self.error or error
            return None

    def _row(self, run: "WorkflowRun") -> Row:
        sync = self.sync
        where: Row = {"repository_id": sync.repository_id, "repository": sync.name}
        return run_row(run) | where

    async def _attempt(self, number: int) -> Row:
        runs = self.sync.repo.runs
        run = await runs.get_attempt(self.run.id, number, exclude_pull_requests=True)
        return self._row(run) | {"run_attempt": number}

    async def _jobs(self, attempts: Sequence[int]) -> "dict[int, list[Job]]":
        """Return the jobs of some attempts, and of others if that takes no request."""
        jobs = self.sync.repo.jobs
        if len(attempts) > 1:
            return await self._all_of(jobs.list_for_run(self.run.id, filter="all"), 0)
        [number] = attempts
        try:
            # Of this attempt, even if another has begun since the run was listed.
            pager = jobs.list_for_attempt(self.run.id, number)
            return await self._all_of(pager, number)
        except NotFoundError:  # before GitHub Enterprise Server 3.8
            every = jobs.list_for_run(self.run.id, filter="all")
            return await self._all_of(every, number)

    async def _all_of(self, pager: "Pager[Job]", number: int) -> "dict[int, list[Job]]":
        found: defaultdict[int, list[Job]] = defaultdict(list)
        async for job in pager:
            _number("job", job.id)
            for step in job.steps or ():
                _number("step", step.number)
            found[job.run_attempt or number or 1].append(job)
        if not pager.complete:
            raise UnexpectedAnswerError(
                f"the jobs of run {self.run.id}: {pager.incomplete_reason}"
            )
        return found

    def _snapshot(self, row: Row, jobs: "Iterable[Job]") -> Snapshot:
        number = self.sync.repository_id
        # Old servers do not send the attempt of a job.
        which = {name: row[name] for name in ("run_id", "run_attempt")}
        found = [job_row(job, repository_id=number) | which for job in jobs]
        steps = [
            step | which
            for job in jobs
            for step in step_rows(job, repository_id=number)
        ]
        read = plan.jobs_are_read(row, found, self.sync.now())
        return Snapshot(row, found, steps, read)


def _is_of_all(error: Exception) -> bool:
    """Return whether an error ends the sync of the repository."""
    return isinstance(error, _OF_ALL) or not isinstance(error, GitHubActionsError)


def _number(what: str, value: object) -> int:
    """Return an id, which is a key of the store."""
    if type(value) is int and 0 < value < 2**63:
        return value
    raise UnexpectedAnswerError(f"the id of a {what} is no number: {value!r}")


def _known(sync: Sync) -> int:
    """Return the id of a repository of which a run has been read."""
    return cast("int", sync.repository_id)


def _text(instant: datetime) -> str:
    return timestamp(int(instant.timestamp()))
