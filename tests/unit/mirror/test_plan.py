"""Which runs a sync lists, and what it reads of each."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from aioghactions._mirror import plan
from aioghactions._mirror.records import Coverage, StoredAttempt

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OLD, NEWER = "2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z"


def ago(days):
    """Return an instant before now."""
    return NOW - timedelta(days=days)


def coverage(since, until):
    """Return what a sync has covered, in days ago."""
    return Coverage(1, "octo-org/hello", ago(since), ago(until))


@pytest.mark.parametrize(
    ("covered", "since", "first", "then"),
    [
        (None, 90, 90, 90),  # the first sync
        ((90, 1), 90, 33, 90),  # 32 days before the last one
        ((90, 40), 90, 72, 90),  # also after a pause
        ((90, 1), 120, 120, 120),  # an earlier start: everything again
        ((90, 1), 20, 20, 20),  # a later one: what is older may have changed since
        ((90, 1), 33, 33, 33),
        ((20, 1), 20, 20, 20),  # never before it
    ],
)
def test_window(covered, since, first, then):
    """Where the list begins, and from where the store is complete afterwards."""
    known = coverage(*covered) if covered else None
    assert plan.first_listed(known, ago(since)) == ago(first)
    assert plan.covered_since(known, ago(since)) == ago(then)


@given(st.lists(st.tuples(st.integers(0, 90), st.floats(0.1, 60)), min_size=1))
def test_what_is_covered_was_listed_after_the_last_change(syncs):
    """A run can change for 30 days; each sync may have another ``since``."""
    known, now = None, NOW
    last_listed = dict.fromkeys(range(-100, 100, 5))
    for since_days, pause in syncs:
        now += timedelta(days=pause)
        since = ago(since_days)
        first = plan.first_listed(known, since)
        since_then = plan.covered_since(known, since)
        assert since <= first
        known = Coverage(1, "o/r", since_then, now)
        for days in last_listed:
            if ago(days) >= first:
                last_listed[days] = now
        for days, listed in last_listed.items():
            if known.since <= ago(days) <= now:
                end = min(ago(days) + timedelta(days=30), now)
                assert listed is not None
                assert listed >= end


@pytest.mark.parametrize(
    ("ages", "listed", "lists"),
    [
        ([], 1000, False),
        ([40], 5000, False),  # one request for one run
        ([40, 41], 0, True),  # a page is enough
        ([40, 41], 3200, False),  # 1,000 runs in ten days: 10 pages
        ([62, *range(33, 60)], 800, True),  # 8 pages for 28 runs
    ],
)
def test_open_runs_are_listed_or_requested_whichever_is_less(ages, listed, lists):
    """The density of the window shows how many pages it would take."""
    runs = {number: ago(days) for number, days in enumerate(ages)}
    assert plan.lists_open_runs(runs, ago(32), NOW, listed) is lists


def test_window_without_length():
    """A sync of the very second in which ``since`` is."""
    runs = {1: ago(5), 2: ago(6)}
    assert plan.lists_open_runs(runs, NOW, NOW, 0)


def row(attempt=1, updated=OLD, status="completed", conclusion="success"):
    """Return the row of a run."""
    return {
        "run_attempt": attempt,
        "updated_at": updated,
        "status": status,
        "conclusion": conclusion,
    }


def known(attempt=1, updated=OLD, status="completed", conclusion="success", *, read=1):
    """Return a stored attempt."""
    return StoredAttempt(7, attempt, updated, status, conclusion, bool(read))


@pytest.mark.parametrize(
    ("run", "stored", "attempts", "current"),
    [
        (row(), [], (), True),
        (row(), [known()], (), False),
        (row(updated=NEWER), [known()], (), True),
        (row(), [known(status="in_progress", conclusion=None)], (), True),
        (row(conclusion="failure"), [known()], (), True),
        (row(), [known(read=0)], (), True),
        (row(3), [], (1, 2), True),
        (row(2), [known(1)], (), True),
        (row(2), [known(1, status="in_progress")], (1,), True),
        (row(2), [known(1, read=0), known(2)], (1,), False),
        (row(3), [known(1), known(3)], (2,), False),
        (row("nonsense"), [], (), True),
    ],
)
def test_what_is_due_of_a_run(run, stored, attempts, current):
    """Jobs once for each state, earlier attempts once after their end."""
    assert plan.due(run, stored) == plan.Due(attempts, current)


def test_attempts_are_bounded():
    """A server cannot make a sync request more."""
    assert len(plan.due(row(10**9), []).attempts) == plan.MOST_ATTEMPTS


@pytest.mark.parametrize(
    ("status", "jobs", "updated", "read"),
    [
        ("completed", ["completed"], ago(0), True),
        ("completed", [], ago(0), True),
        ("completed", ["completed", "queued"], ago(0.5), False),
        ("completed", ["completed", "queued"], ago(2), True),
        ("in_progress", ["queued"], ago(0), True),
        ("completed", ["queued"], None, False),
    ],
)
def test_jobs_of_a_completed_run_are_read_until_they_are_completed(
    status, jobs, updated, read
):
    """For a day: then they will not change any more."""
    at = updated and f"{updated:%Y-%m-%dT%H:%M:%SZ}"
    found = [{"status": job} for job in jobs]
    assert plan.jobs_are_read(row(updated=at, status=status), found, NOW) is read


@pytest.mark.parametrize(
    ("run", "stored", "outdated"),
    [
        (row(), None, False),
        (row(), known(), False),
        (row(updated=NEWER), known(), False),
        (row(), known(updated=NEWER), True),
        (row(status="in_progress"), known(), True),
        (row(), known(status="in_progress"), False),
        (row(updated=None), known(updated=None), False),
    ],
)
def test_rows_of_a_slower_sync_are_outdated(run, stored, outdated):
    """What is completed is later than what is not."""
    assert plan.is_outdated(run, stored) is outdated
