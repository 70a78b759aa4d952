"""Compute figures about runs and jobs: pure functions from models to plain data.

1. A row is a dictionary, and all rows of one call have the same keys, as
   ``csv.DictWriter``, ``pandas.DataFrame`` or a template expects. Durations are in
   seconds, rates are between 0 and 1, and an unknown value is None.
2. A success has passed; a failure, a timeout and a startup failure have failed. Any
   other conclusion, such as cancelled, is counted but has neither passed nor failed.
3. A run or job that was skipped, or cancelled before it started, has no duration.

More than 400 lines, because all figures use the same groups and durations.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from math import ceil, floor
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

from attrs import frozen

from aioghactions._core.lazy import public_names

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions._generated.models.workflow_run_usage import WorkflowRunUsage

__all__ = [
    "JobKey",
    "Row",
    "RunDuration",
    "RunKey",
    "distinct_jobs",
    "flaky_jobs",
    "job_seconds",
    "percentile",
    "queued_seconds",
    "run_duration",
    "run_seconds",
    "success_rate",
    "summarise_jobs",
    "summarise_runs",
]

T = TypeVar("T")

Row: TypeAlias = dict[str, str | int | float | None]
RunKey: TypeAlias = Literal[
    "repository", "workflow", "branch", "event", "actor", "day", "week"
]
JobKey: TypeAlias = Literal[
    "repository", "workflow", "branch", "job", "label", "runner"
]

_FAILED: Final = frozenset({"failure", "timed_out", "startup_failure"})
_STARTED: Final = frozenset({"in_progress", "completed"})
# A run ends after 35 days: a later update is a change of another kind.
_LONGEST_RUN: Final = 35 * 24 * 3600.0

# A group, and the texts that may name it, the shortest first.
_Group: TypeAlias = tuple[Hashable, tuple[str, ...]]


@frozen
class RunDuration:
    """The duration of the last attempt of a run, with its queue time.

    Attributes:
        seconds: How long it took.
        estimated: Whether its end is not known, and its last update was taken for it.
    """

    seconds: float
    estimated: bool


def summarise_runs(
    runs: "Iterable[WorkflowRun]", by: RunKey, *, jobs: "Iterable[Job]" = ()
) -> list[Row]:
    """Return one row per repository, workflow, ...; the one with most minutes first.

    Args:
        runs: Runs of any repositories.
        by: What to group by. A workflow that sets ``run-name``, so that its runs have
            different names, is shown as the name of its file. Workflows of the same
            name have a row each, with their files, or repositories and files. A day is
            the date in UTC of the run's creation, and a week the date of its Monday.
        jobs: Jobs of these runs, for exact durations.

    Returns:
        Rows with the keys ``by``, ``runs``, ``success_rate``, ``duration_p50``,
        ``duration_p95``, ``estimated`` (how many durations are estimates; see
        :func:`run_duration`) and ``minutes``: from the start of the last attempt to
        its end, which is not what GitHub bills.

    Raises:
        ValueError: ``by`` is not one of these keys.
    """
    listed = list(runs)
    workflows = _workflows(listed)
    keys: dict[str, Callable[[WorkflowRun], Collection[_Group]]]
    keys = {"workflow": lambda run: (workflows[_workflow(run)],), **_RUN_KEYS}
    jobs_of: defaultdict[int, list[Job]] = defaultdict(list)
    for job in jobs:
        jobs_of[job.run_id].append(job)
    rows: list[Row] = []
    for key, group in _grouped(listed, by, keys):
        durations = _known(run_duration(it, jobs=jobs_of[it.id]) for it in group)
        seconds = [duration.seconds for duration in durations]
        rows.append(
            {
                by: key,
                "runs": len(group),
                "success_rate": success_rate(group),
                **_percentiles("duration", seconds),
                "estimated": sum(duration.estimated for duration in durations),
                "minutes": sum(seconds) / 60,
            }
        )
    return _descending(rows, "minutes")


def summarise_jobs(jobs: "Iterable[Job]", by: JobKey) -> list[Row]:
    """Return one row per repository, workflow, label, ...; most minutes first.

    Args:
        jobs: Jobs of any runs and attempts; see :func:`distinct_jobs`.
        by: What to group by. A job with several labels is counted for each of them.
            Jobs and workflows of the same name have a row for each repository, and
            jobs for each workflow. Workflows of one repository with the same name have
            one row: a job does not have the id of its workflow.

    Returns:
        Rows with the keys ``by``, ``jobs``, ``success_rate``, ``queued_p50``,
        ``queued_p95``, ``duration_p50``, ``duration_p95`` and ``minutes`` that
        runners were busy.

    Raises:
        ValueError: ``by`` is not one of these keys.
    """
    rows: list[Row] = [
        {
            by: key,
            "jobs": len(group),
            "success_rate": success_rate(group),
            **_percentiles("queued", map(queued_seconds, group)),
            **_percentiles("duration", map(job_seconds, group)),
            "minutes": sum(_known(map(job_seconds, group))) / 60,
        }
        for key, group in _grouped(distinct_jobs(jobs), by, _JOB_KEYS)
    ]
    return _descending(rows, "minutes")


def flaky_jobs(jobs: "Iterable[Job]") -> list[Row]:
    """Return the jobs that failed and then passed on the same commit.

    Args:
        jobs: All attempts: ``jobs.list_for_run(run_id, filter="all")``.

    Returns:
        One row per job, the flakiest first, with the keys ``repository``,
        ``workflow``, ``job``, ``commits`` (on which it passed or failed), ``flaky``
        (on how many of them it did both) and ``rate``.
    """
    by_job: defaultdict[tuple[str, str, str], dict[str, list[Job]]]
    by_job = defaultdict(lambda: defaultdict(list))
    for job in distinct_jobs(jobs):
        if _passed(job) is not None:
            key = (_repository_of(job), job.workflow_name or "", job.name)
            by_job[key][job.head_sha].append(job)
    rows: list[Row] = []
    for (repository, workflow, name), commits in by_job.items():
        flaky = sum(map(_is_flaky, commits.values()))
        rows.append(
            {
                "repository": repository,
                "workflow": workflow,
                "job": name,
                "commits": len(commits),
                "flaky": flaky,
                "rate": flaky / len(commits),
            }
        )
    return _descending((row for row in rows if row["flaky"]), "rate")


def distinct_jobs(jobs: "Iterable[Job]") -> "list[Job]":
    """Return the jobs without those that a re-run has carried over.

    A re-run of failed jobs lists the others again in its attempt, with new ids and the
    times of the attempt in which they ran. They have run once.

    Args:
        jobs: Jobs of any runs, such as ``jobs.list_for_run(run_id, filter="all")``.
    """
    attempts: dict[Hashable, int | None] = {}
    found: list[Job] = []
    for job in jobs:
        times = job.started_at, job.completed_at
        key = _repository_of(job), job.run_id, job.name, job.runner_name, times
        is_copy = key in attempts and job.completed_at is not None
        first = attempts.setdefault(key, job.run_attempt)
        # A runner has one job at a time. Within an attempt, jobs that never had a
        # runner may have the same name and times.
        if not is_copy or (not job.runner_name and job.run_attempt == first):
            found.append(job)
    return found


def success_rate(items: "Iterable[WorkflowRun | Job]") -> float | None:
    """Return the share that passed of all that passed or failed; None if none did.

    Args:
        items: Runs or jobs.
    """
    verdicts = _known(map(_passed, items))
    return sum(verdicts) / len(verdicts) if verdicts else None


def run_duration(
    run: "WorkflowRun",
    *,
    jobs: "Iterable[Job]" = (),
    usage: "WorkflowRunUsage | None" = None,
) -> RunDuration | None:
    """Return how long the last attempt of a run took, and whether that is an estimate.

    A run does not have the time of its end. ``updated_at`` is close to it, until
    somebody deletes the logs or GitHub changes the run otherwise. So the end is taken
    from the jobs, or the duration from the usage; without either it is an estimate.

    Args:
        run: A run.
        jobs: Its jobs, from ``jobs.list_for_run(run.id)``; those of other runs and
            attempts are ignored.
        usage: Its usage, from ``runs.usage(run.id)``.

    Returns:
        None if the run is not completed or was skipped, or if the estimate is longer
        than 35 days, which is the longest that a run can take.
    """
    if run.status != "completed" or run.conclusion == "skipped":
        return None
    start = run.run_started_at or run.created_at
    ends = [
        job.completed_at
        for job in jobs
        if (job.run_id, job.run_attempt or run.run_attempt) == (run.id, run.run_attempt)
    ]
    exact = _seconds(start, max(_known(ends), default=None))
    if exact is None and usage is not None and usage.run_duration_ms is not None:
        exact = usage.run_duration_ms / 1000
    if exact is not None:
        return RunDuration(exact, estimated=False)
    estimate = _seconds(start, run.updated_at)
    if estimate is None or estimate > _LONGEST_RUN:
        return None
    return RunDuration(estimate, estimated=True)


def run_seconds(
    run: "WorkflowRun",
    *,
    jobs: "Iterable[Job]" = (),
    usage: "WorkflowRunUsage | None" = None,
) -> float | None:
    """Return the seconds of :func:`run_duration`, or None.

    Args:
        run: A run.
        jobs: Its jobs.
        usage: Its usage.
    """
    duration = run_duration(run, jobs=jobs, usage=usage)
    return None if duration is None else duration.seconds


def job_seconds(job: "Job") -> float | None:
    """Return how long a job ran; None if it is not completed or never ran.

    Args:
        job: A job.
    """
    return None if _never_ran(job) else _seconds(job.started_at, job.completed_at)


def queued_seconds(job: "Job") -> float | None:
    """Return how long a job waited for its runner.

    None if it is still queued, never ran, or has no time of creation from the server.

    Args:
        job: A job.
    """
    # A queued job has a started_at as well: its time of creation.
    if job.status not in _STARTED or _never_ran(job):
        return None
    return _seconds(job.created_at, job.started_at)


def percentile(values: Iterable[float], percent: float) -> float | None:
    """Return a percentile, linearly interpolated; None if there are no values.

    Args:
        values: In any order.
        percent: Which one, 0 to 100.

    Raises:
        ValueError: ``percent`` is not between 0 and 100.
    """
    if not 0 <= percent / 100 <= 1:
        raise ValueError(f"percent must be between 0 and 100, got {percent}")
    ordered = sorted(values)
    if not ordered:
        return None
    rank = (len(ordered) - 1) * percent / 100
    low, high = ordered[floor(rank)], ordered[ceil(rank)]
    return low + (high - low) * (rank - floor(rank))


def _seconds(start: datetime | None, end: datetime | None) -> float | None:
    if start is None or end is None:
        return None
    return max((end - start).total_seconds(), 0.0)  # GitHub's clocks differ


def _passed(item: "WorkflowRun | Job") -> bool | None:
    """Return whether it passed; None if it neither passed nor failed."""
    if item.conclusion == "success":
        return True
    return False if item.conclusion in _FAILED else None


def _never_ran(job: "Job") -> bool:
    # Such a job has a completed_at: the end of its time in the queue.
    cancelled_in_queue = job.conclusion == "cancelled" and job.steps == ()
    return job.conclusion == "skipped" or cancelled_in_queue


def _is_flaky(attempts: "Collection[Job]") -> bool:
    """Return whether one failed and one that started later passed."""
    started = [(job.started_at, _passed(job)) for job in attempts]
    failed = [when for when, passed in started if when and not passed]
    return any(
        passed and when and when > min(failed) for when, passed in started if failed
    )


def _repository_of(job: "Job") -> str:
    """Return the ``octo-org/hello`` of a job's run URL; "" without one."""
    return "/".join((job.run_url or "").split("/")[-5:-3])


def _plain(key: str | None) -> Collection[_Group]:
    return ((key or "", (key or "",)),)


_RUN_KEYS: Final[dict[str, "Callable[[WorkflowRun], Collection[_Group]]"]] = {
    "repository": lambda run: _plain(_repository(run)),
    "branch": lambda run: _plain(run.head_branch),
    "event": lambda run: _plain(run.event),
    "actor": lambda run: _plain(run.actor.login if run.actor else ""),
    "day": lambda run: _plain(_day(run)),
    "week": lambda run: _plain(_day(run, whole_week=True)),
}
_JOB_KEYS: Final[dict[str, "Callable[[Job], Collection[_Group]]"]] = {
    "repository": lambda job: _plain(_repository_of(job)),
    "workflow": lambda job: (_group(_repository_of(job), job.workflow_name or ""),),
    "branch": lambda job: _plain(job.head_branch),
    "job": lambda job: (
        _group(_repository_of(job), job.name, job.workflow_name or ""),
    ),
    "label": lambda job: [
        group for label in {*(job.labels or ("",))} for group in _plain(label)
    ],
    "runner": lambda job: _plain(job.runner_name),
}


def _day(run: "WorkflowRun", *, whole_week: bool = False) -> str:
    """Return the date on which a run was created, or the Monday before it, in UTC."""
    if run.created_at is None:
        return ""
    day = run.created_at.astimezone(UTC).date()
    return (day - timedelta(days=day.weekday() if whole_week else 0)).isoformat()


def _group(repository: str, name: str, *within: str) -> _Group:
    """Return the group of what has this name within a repository, file or workflow."""
    near = [it for it in within[:1] if it != name]
    wider = [near, [repository, *near], [repository, *within]]
    names = (name, *(f"{name} ({': '.join(more)})" for more in wider if more))
    return (repository, name, *within), names


def _workflow(run: "WorkflowRun") -> tuple[str, int]:
    return _repository(run), run.workflow_id


def _repository(run: "WorkflowRun") -> str:
    return run.repository.full_name if run.repository else ""


def _workflows(runs: "Iterable[WorkflowRun]") -> dict[tuple[str, int], _Group]:
    """Return the group of each workflow.

    A run has the name of its workflow, unless the workflow sets ``run-name``. Then its
    runs may have different names, and the workflow is called by its file.
    """
    names: defaultdict[tuple[str, int], set[str | None]] = defaultdict(set)
    files: dict[tuple[str, int], str] = {}
    for run in runs:
        key = _workflow(run)
        names[key].add(run.name)
        file = (run.path or str(run.workflow_id)).partition("@")[0]
        files[key] = file.removeprefix(".github/workflows/")
    return {
        (repository, number): _group(
            repository,
            (found.pop() if len(found) == 1 else None) or file,
            file,
            str(number),
        )
        for (repository, number), found in names.items()
        for file in [files[repository, number]]
    }


def _grouped(
    items: Iterable[T], key: str, keys: Mapping[str, Callable[[T], Collection[_Group]]]
) -> Iterable[tuple[str, list[T]]]:
    """Return the items of each group, under the shortest name that no other has."""
    if key not in keys:
        known = ", ".join(sorted(keys))
        raise ValueError(f"cannot group by {key!r}; use one of {known}")
    groups: defaultdict[Hashable, list[T]] = defaultdict(list)
    names: dict[Hashable, tuple[str, ...]] = {}
    for item in items:
        for group, candidates in keys[key](item):
            groups[group].append(item)
            names[group] = candidates
    taken = Counter(name for candidates in names.values() for name in {*candidates})
    return [
        (next((it for it in names[group] if taken[it] == 1), names[group][-1]), found)
        for group, found in groups.items()
    ]


def _percentiles(name: str, values: Iterable[float | None]) -> Row:
    known = _known(values)
    return {f"{name}_p{percent}": percentile(known, percent) for percent in (50, 95)}


def _known(values: Iterable[T | None]) -> list[T]:
    return [value for value in values if value is not None]


def _descending(rows: Iterable[Row], column: str) -> list[Row]:
    return sorted(rows, key=lambda row: float(row[column] or 0), reverse=True)


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
