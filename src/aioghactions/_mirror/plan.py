"""Decide which runs a sync lists, and what it reads of each."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from attrs import frozen

from aioghactions._mirror.records import Coverage, StoredAttempt
from aioghactions.rows import Row

# A run can be re-run for 30 days after its creation. A pause between two syncs does
# not matter: the window is before the last complete one.
RERUN_WINDOW: Final = timedelta(days=32)
PAGE: Final = 100
# More than GitHub allows; a server cannot make a sync read more.
MOST_ATTEMPTS: Final = 100
# Jobs of a completed run may be listed unfinished for a moment; not for a day.
_SETTLED: Final = timedelta(days=1)


def first_listed(coverage: Coverage | None, since: datetime) -> datetime:
    """Return from which time of creation a sync lists the runs."""
    if coverage is None or since < coverage.since:
        return since
    return max(since, coverage.until - RERUN_WINDOW)


def covered_since(coverage: Coverage | None, since: datetime) -> datetime:
    """Return from which time of creation the store is complete after this sync.

    Runs from before ``since`` are not listed: they do not count unless they are older
    than what can have changed.
    """
    first = first_listed(coverage, since)
    return since if coverage is None or first == since else coverage.since


def lists_open_runs(
    open_runs: Mapping[int, datetime], first: datetime, until: datetime, listed: int
) -> bool:
    """Return whether to list back to the oldest open run, or else get them one by one.

    Listing takes fewer requests if many are open. The runs from ``first`` to ``until``,
    which were ``listed``, show how many there are in a time.

    Args:
        open_runs: When each was created: all before ``first``.
        first: The time from which the runs were listed.
        until: The end of that time.
        listed: How many runs there were.
    """
    if not open_runs:
        return False
    ratio = (first - min(open_runs.values())) / max(until - first, timedelta(seconds=1))
    return len(open_runs) > max(ceil(listed * ratio / PAGE), 1)


@frozen
class Due:
    """What is to be read of a run.

    Attributes:
        attempts: Earlier attempts, to be read with their jobs.
        current: Whether the jobs of the latest attempt are to be read.
    """

    attempts: tuple[int, ...]
    current: bool


def due(row: Row, stored: Collection[StoredAttempt]) -> Due:
    """Return what is to be read of a run.

    Jobs are read once for each state of the run, and earlier attempts once after they
    have ended.

    Args:
        row: The row of the run as it is now.
        stored: What is stored of its attempts.
    """
    known = {attempt.run_attempt: attempt for attempt in stored}
    latest = attempt_of(row)
    earlier = range(max(1, latest - MOST_ATTEMPTS), latest)
    current = known.get(latest)
    state = row["updated_at"], row["status"], row["conclusion"]
    return Due(
        tuple(n for n in earlier if n not in known or not known[n].is_final),
        current is None or not current.jobs_read or current.state != state,
    )


def attempt_of(row: Row) -> int:
    """Return the number of the attempt; 1 if the server sent no number."""
    number = row["run_attempt"]
    return number if isinstance(number, int) else 1


def jobs_are_read(run: Row, jobs: Sequence[Row], now: datetime) -> bool:
    """Return whether these are the last jobs of the run in its present state.

    A completed run may list jobs that are not completed, until all of GitHub's
    replicas know better: then they are read again at the next sync.
    """
    if run["status"] != "completed" or all(it["status"] == "completed" for it in jobs):
        return True
    updated = run["updated_at"]
    return isinstance(updated, str) and datetime.fromisoformat(updated) < now - _SETTLED


def is_outdated(row: Row, stored: StoredAttempt | None) -> bool:
    """Return whether the store has a newer state of the same attempt."""
    if stored is None:
        return False
    mine, other = row["updated_at"] or "", stored.updated_at or ""
    if mine == other:
        return stored.status == "completed" != row["status"]
    return str(mine) < other
