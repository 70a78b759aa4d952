"""Copy the runs, jobs and steps of many repositories into a store, and keep it current.

:func:`aioghactions.mirror` does it; the store is all that it remembers.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

from attrs import frozen

from aioghactions._core.lazy import public_names
from aioghactions._lists.checkpoint import epoch_second
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
from aioghactions._mirror.sync import Sync
from aioghactions.errors import GitHubActionsError, StoreError
from aioghactions.fanout import Failed, Outcome
from aioghactions.scopes import Repo, Repos

__all__ = [
    "Batch",
    "Begun",
    "Counts",
    "Coverage",
    "MirrorReport",
    "Mirrored",
    "Snapshot",
    "Store",
    "StoredAttempt",
    "mirror",
]


@frozen
class MirrorReport:
    """The result of a sync.

    Attributes:
        repositories: The result of each repository, as they ended.
    """

    repositories: tuple[Mirrored, ...]

    @property
    def added(self) -> int:
        """How many rows were added."""
        return sum(one.added for one in self.repositories)

    @property
    def updated(self) -> int:
        """How many rows were updated."""
        return sum(one.updated for one in self.repositories)

    @property
    def deleted(self) -> int:
        """How many runs were marked as deleted."""
        return sum(one.deleted for one in self.repositories)

    @property
    def unread(self) -> int:
        """How many runs could not be read completely."""
        return sum(one.unread for one in self.repositories)

    @property
    def incomplete(self) -> tuple[Mirrored, ...]:
        """The repositories of which something is missing."""
        return tuple(x for x in self.repositories if x.unread or not x.complete)


async def mirror(
    repos: Repos[Any],
    store: Store,
    *,
    since: datetime,
    limit: int = 8,
    on_progress: Callable[[Mirrored], object] | None = None,
) -> MirrorReport:
    """Bring a store up to date with the runs, jobs and steps of repositories.

    Lists the runs that may have changed since the last complete sync: those created in
    the 32 days before it, since a run can be re-run for 30 days, and older ones that
    were not completed. Jobs are read of new runs and of those whose attempt,
    ``updated_at``, status or conclusion has changed, and of earlier attempts once.
    What GitHub no longer lists is marked as deleted; no row is removed.

    It may be cancelled or killed at any moment: the next call continues. Several may
    run at once. A repository is known by its id, so a new name keeps its rows.

    Args:
        repos: The repositories: ``client.repos(names)``.
        store: Where to keep the rows, such as an open :class:`SqliteStore`.
        since: Runs created at or after this instant. With an earlier one than the last
            time, the whole time is listed once.
        limit: How many repositories at once.
        on_progress: Called with the state of a repository after each saved part.

    Returns:
        What was done for each repository. Repositories that cannot be read, and names
        that are not valid, are in it with their error.

    Raises:
        StoreError: The store failed; the others are stopped.
        TypeError: ``repos``, ``store`` or ``since`` has the wrong type.
        ValueError: ``since`` has no time zone, or ``limit`` is below 1.

    Example:
        ::

            since = datetime(2026, 1, 1, tzinfo=UTC)
            async with gha.SqliteStore("actions.db") as store:
                report = await gha.mirror(client.repos(names), store, since=since)
                for one in report.incomplete:
                    print(one.repository, one.unread, one.reason or one.errors)
    """
    if not isinstance(cast("object", since), datetime):
        kind = type(since).__name__
        raise TypeError(f"since must be a datetime with a time zone, not {kind}")
    start = datetime.fromtimestamp(epoch_second(since), UTC)
    if not isinstance(cast("object", repos), Repos):
        kind = type(repos).__name__
        raise TypeError(f"repos must be client.repos([...]), not {kind}")
    if not callable(getattr(store, "begin", None)):
        kind = type(store).__name__
        raise TypeError(f"store must be a Store, such as a SqliteStore, not {kind}")
    notify = on_progress or _ignore

    async def work(repo: Repo) -> Mirrored | Exception:
        sync = Sync(repo=repo, store=store, since=start, notify=notify)
        try:
            await sync.run()
        except Exception as error:  # noqa: BLE001 - raised below
            if isinstance(error, StoreError) or not isinstance(
                error, GitHubActionsError
            ):
                return error  # of the store, not of the repository
            sync.fail(error)
        return sync.result()

    async with repos.each(work, limit=limit) as outcomes:
        return MirrorReport(tuple([_result(outcome) async for outcome in outcomes]))


def _ignore(_: Mirrored) -> None:
    """Report no progress."""


def _result(outcome: Outcome[Any, Mirrored | Exception]) -> Mirrored:
    """Return the result of a repository; raise the error of the store."""
    if isinstance(outcome, Failed):  # not a name of a repository
        error = outcome.error
        name = str(getattr(outcome.item, "full_name", outcome.item))
        return Mirrored(repository=name, reason=str(error), errors=(error,))
    if isinstance(outcome.result, Exception):
        raise outcome.result
    return outcome.result


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
