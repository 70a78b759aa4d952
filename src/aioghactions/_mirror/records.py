"""What a mirror and its store exchange."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from attrs import field, frozen

from aioghactions.rows import Row, Value


@frozen
class Coverage:
    """What the last complete sync of a repository has read.

    Attributes:
        repository_id: Id of the repository.
        repository: Its name at that time, such as ``octo-org/hello``.
        since: All runs that were created at or after this instant are in the store...
        until: ...as they were at this instant, when the sync began.
    """

    repository_id: int
    repository: str
    since: datetime
    until: datetime


@frozen
class Begun:
    """The start of a sync.

    Attributes:
        tick: A number that orders this start and the saves of all syncs: a save that
            begins later has a higher one.
        coverage: What the last complete sync has read; None if there was none.
    """

    tick: int
    coverage: Coverage | None = None


@frozen
class StoredAttempt:
    """The state of a run in the store.

    Attributes:
        run_id: Id of the run.
        run_attempt: Number of the attempt.
        updated_at: As in its row.
        status: As in its row.
        conclusion: As in its row.
        jobs_read: Whether the jobs of this state are in the store.
    """

    run_id: int
    run_attempt: int
    updated_at: str | None
    status: str | None
    conclusion: str | None
    jobs_read: bool

    @property
    def state(self) -> tuple[Value, ...]:
        """What changes whenever the run or one of its jobs does."""
        return self.updated_at, self.status, self.conclusion

    @property
    def is_final(self) -> bool:
        """Whether nothing of this attempt is missing, and nothing can change."""
        return self.jobs_read and self.status == "completed"


@frozen
class Snapshot:
    """One attempt of a run, to be saved.

    Attributes:
        run: The row of the run.
        jobs: Rows of its jobs.
        steps: Rows of their steps.
        jobs_read: Whether these are the jobs of this state; None to keep what is
            stored about that, because they were not read.
    """

    run: Row
    jobs: Sequence[Row] = ()
    steps: Sequence[Row] = ()
    jobs_read: bool | None = None


@frozen(kw_only=True)
class Batch:
    """What a store saves in one transaction.

    Attributes:
        repository_id: Id of the repository.
        repository: Its name now.
        requested: The name by which it was requested, which may be a former one.
        at: The time, as in rows.
        snapshots: Attempts of runs; all these runs exist now.
        deleted: Ids of runs that do not exist any more.
    """

    repository_id: int
    repository: str
    requested: str
    at: str
    snapshots: Sequence[Snapshot] = ()
    deleted: Sequence[int] = ()


@frozen
class Counts:
    """How many rows of runs, jobs and steps a store has changed.

    Attributes:
        added: Rows that are new.
        updated: Rows that were different.
    """

    added: int = 0
    updated: int = 0


@frozen(kw_only=True)
class Mirrored:
    """The result of a repository, or its state so far.

    Attributes:
        repository: Its name: as passed, until a run shows the present one.
        repository_id: Its id; None if it is not known, since it has no runs.
        listed: How many runs were listed.
        added: How many rows of runs, jobs and steps were added.
        updated: How many rows were updated.
        deleted: How many runs were found to be deleted, and marked.
        unread: How many runs could not be read completely. They are read again at the
            next sync.
        complete: Whether the list was shown to be complete. If not, the next sync
            lists from the last complete one, and nothing is marked as deleted.
        reason: Why it is not complete, or "".
        errors: The first 20 errors: those of runs, then the one that ended it.
    """

    repository: str
    repository_id: int | None = None
    listed: int = 0
    added: int = 0
    updated: int = 0
    deleted: int = 0
    unread: int = 0
    complete: bool = False
    reason: str = ""
    errors: tuple[Exception, ...] = field(default=(), repr=False)


class Store(Protocol):
    """Where a mirror keeps its rows and its state.

    Several syncs may use one store at once, also of different processes. Every method
    is one transaction: its work is done completely or, after an error or a crash, not
    at all. Names of repositories are compared without regard to case.
    """

    async def begin(self, repository: str | int) -> Begun:
        """Start a sync.

        Args:
            repository: The id of the repository, or a name by which it was saved or
                requested; if several were, the one that was saved last is meant.
        """
        ...

    async def attempts(
        self, repository_id: int, run_ids: Sequence[int]
    ) -> Sequence[StoredAttempt]:
        """Return the stored attempts of runs.

        Args:
            repository_id: Id of the repository.
            run_ids: Ids of runs, at most some thousand.
        """
        ...

    async def open_runs(
        self, repository_id: int, before: datetime
    ) -> Mapping[int, datetime]:
        """Return the runs of which something is missing or may change.

        Args:
            repository_id: Id of the repository.
            before: Only runs that were created before this instant.

        Returns:
            The time of creation by id, of the runs that are not deleted and have an
            attempt whose status is not ``completed``, or whose jobs were not read.
        """
        ...

    async def save(self, batch: Batch) -> Counts:
        """Add or update rows by their keys.

        The keys are ``repository_id`` with ``run_id`` and ``run_attempt`` of runs, with
        ``job_id`` of jobs, and with ``job_id`` and ``number`` of steps. A snapshot is
        skipped if the stored run has a later ``updated_at``: a slower sync must not
        overwrite newer rows; for the same reason a job or step that is ``completed``
        is not replaced by one that is not. All runs of the batch count as seen now and
        as not deleted.

        Args:
            batch: The rows.
        """
        ...

    async def finish(self, begun: Begun, coverage: Coverage, first: datetime) -> int:
        """Mark what was deleted, and remember that a sync was complete.

        Args:
            begun: The start of the sync.
            coverage: What it has read. Ignored if the stored one has a later ``until``.
            first: The runs created from here to ``coverage.until`` were listed: those
                that no save has seen since ``begun`` do not exist any more.

        Returns:
            How many runs were marked.
        """
        ...
