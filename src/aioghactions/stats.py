"""Numbers about runs and jobs: pure functions from models to plain data.

1. A row is a dictionary with the same keys as its neighbours, as ``csv.DictWriter``,
   ``pandas.DataFrame`` or a template take it. Durations are seconds, shares lie
   between 0 and 1, and what cannot be told is None.
2. What succeeded has passed; what failed, timed out or could not start has failed.
   All else, such as a cancelled run, is counted and passes no verdict.
3. What was skipped, or cancelled before it began, took no time, and that time is not
   counted.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from math import ceil, floor
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.workflow_run import WorkflowRun

_FAILED: Final = frozenset({"failure", "timed_out", "startup_failure"})
_BEGUN: Final = frozenset({"in_progress", "completed"})
_WHOLE: Final = 100


def success_rate(items: "Iterable[WorkflowRun | Job]") -> float | None:
    """Return the share that has passed, of all that passed or failed.

    Args:
        items: Runs or jobs.

    Returns:
        0 to 1, or None if nothing passed or failed.
    """
    verdicts = [passed(item) for item in items]
    told = [verdict for verdict in verdicts if verdict is not None]
    return sum(told) / len(told) if told else None


def passed(item: "WorkflowRun | Job") -> bool | None:
    """Return whether it passed; None if it neither passed nor failed."""
    if item.conclusion == "success":
        return True
    return False if item.conclusion in _FAILED else None


def run_seconds(run: "WorkflowRun") -> float | None:
    """Return how long the last attempt of a completed run took, its queue included.

    Args:
        run: A run.

    Returns:
        Seconds, or None if it goes on or was skipped.
    """
    if run.status != "completed" or run.conclusion == "skipped":
        return None
    seconds = run.updated_at - (run.run_started_at or run.created_at)
    return max(seconds.total_seconds(), 0.0)


def job_seconds(job: "Job") -> float | None:
    """Return how long a completed job ran.

    Args:
        job: A job.

    Returns:
        Seconds, or None if it goes on or never ran.
    """
    if job.completed_at is None or _never_ran(job):
        return None
    return max((job.completed_at - job.started_at).total_seconds(), 0.0)


def queued_seconds(job: "Job") -> float | None:
    """Return how long a job waited for its runner.

    Args:
        job: A job.

    Returns:
        Seconds, or None if it still waits, never ran, or the server does not say when
        it was made.
    """
    # Of a job that waits, GitHub tells a start as well: its creation.
    if job.created_at is None or job.status not in _BEGUN or _never_ran(job):
        return None
    return max((job.started_at - job.created_at).total_seconds(), 0.0)


def percentile(values: Iterable[float], percent: float) -> float | None:
    """Return the value below which a share of the values lie, interpolated.

    Args:
        values: In any order.
        percent: The share, 0 to 100.

    Returns:
        The value, or None if there are none.

    Raises:
        ValueError: ``percent`` is not between 0 and 100.
    """
    if not 0 <= percent <= _WHOLE:
        raise ValueError(f"percent is {percent}; it lies between 0 and {_WHOLE}")
    ordered = sorted(values)
    if not ordered:
        return None
    place = (len(ordered) - 1) * percent / _WHOLE
    low, high = ordered[floor(place)], ordered[ceil(place)]
    return low + (high - low) * (place - floor(place))


def _never_ran(job: "Job") -> bool:
    # The end of a job that was cancelled in the queue says how long it waited there.
    cancelled_in_queue = job.conclusion == "cancelled" and job.steps == ()
    return job.conclusion == "skipped" or cancelled_in_queue


RunKey: TypeAlias = Literal["repository", "workflow", "branch", "event", "actor"]
JobKey: TypeAlias = Literal[
    "repository", "workflow", "branch", "job", "label", "runner"
]

T = TypeVar("T")

_RUN_KEYS: Final[dict[str, "Callable[[WorkflowRun], Collection[str]]"]] = {
    "repository": lambda run: (run.repository.full_name,),
    "branch": lambda run: (run.head_branch or "",),
    "event": lambda run: (run.event,),
    "actor": lambda run: (run.actor.login if run.actor else "",),
}
_JOB_KEYS: Final[dict[str, "Callable[[Job], Collection[str]]"]] = {
    "repository": lambda job: (repository_of(job),),
    "workflow": lambda job: (job.workflow_name or "",),
    "branch": lambda job: (job.head_branch or "",),
    "job": lambda job: (job.name,),
    "label": lambda job: frozenset(job.labels or ("",)),
    "runner": lambda job: (job.runner_name or "",),
}


def runs_by(
    key: str, runs: "Collection[WorkflowRun]"
) -> "Iterable[tuple[str, list[WorkflowRun]]]":
    """Return the runs of each repository, workflow, ...

    Raises:
        ValueError: There is no such key.
    """
    names = _workflow_names(runs) if key == "workflow" else {}

    def workflow(run: "WorkflowRun") -> Collection[str]:
        return (names[run.workflow_id],)

    return _grouped(runs, key, _RUN_KEYS | {"workflow": workflow})


def jobs_by(key: str, jobs: "Iterable[Job]") -> "Iterable[tuple[str, list[Job]]]":
    """Return the jobs of each repository, workflow, label, ...

    Raises:
        ValueError: There is no such key.
    """
    return _grouped(jobs, key, _JOB_KEYS)


def repository_of(job: "Job") -> str:
    """Return ``octo-org/hello`` of a job, whose address holds it."""
    owner, repo = job.run_url.split("/")[-5:-3]
    return f"{owner}/{repo}"


def _workflow_names(runs: "Iterable[WorkflowRun]") -> dict[int, str]:
    """Return what to call each workflow, by its id.

    A run has the name of its workflow, unless the workflow sets ``run-name``. Then each
    run may have another one, and the workflow goes by its file.
    """
    names: defaultdict[int, set[str | None]] = defaultdict(set)
    files: dict[int, str] = {}
    for run in runs:
        names[run.workflow_id].add(run.name)
        file = (run.path or str(run.workflow_id)).partition("@")[0]
        files[run.workflow_id] = file.removeprefix(".github/workflows/")
    return {
        workflow_id: (found.pop() if len(found) == 1 else None) or files[workflow_id]
        for workflow_id, found in names.items()
    }


def _grouped(
    items: Iterable[T], key: str, keys: Mapping[str, Callable[[T], Collection[str]]]
) -> Iterable[tuple[str, list[T]]]:
    if key not in keys:
        known = ", ".join(sorted(keys))
        raise ValueError(f"there are no rows by {key!r}, but by {known}")
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        for name in keys[key](item):
            groups[name].append(item)
    return groups.items()


__all__ = [
    "JobKey",
    "Row",
    "RunKey",
    "flaky_jobs",
    "job_seconds",
    "percentile",
    "queued_seconds",
    "run_seconds",
    "success_rate",
    "summarise_jobs",
    "summarise_runs",
]

Row: TypeAlias = dict[str, str | int | float | None]


def summarise_runs(runs: "Iterable[WorkflowRun]", by: RunKey) -> list[Row]:
    """Return a row for each repository, workflow, ...; the most minutes first.

    Args:
        runs: Runs of any repositories.
        by: What makes a row. A workflow whose runs have names of their own, by
            ``run-name``, goes by the name of its file.

    Returns:
        Rows with the keys ``by``, ``runs``, ``success_rate``, ``duration_p50``,
        ``duration_p95`` and ``minutes``: from the start of the last attempt to its
        end, which is not what is billed.

    Raises:
        ValueError: There are no rows by that.
    """
    rows: list[Row] = [
        {
            by: key,
            "runs": len(group),
            "success_rate": success_rate(group),
            **_percentiles("duration", map(run_seconds, group)),
            "minutes": _minutes(map(run_seconds, group)),
        }
        for key, group in runs_by(by, list(runs))
    ]
    return _falling(rows, "minutes")


def summarise_jobs(jobs: "Iterable[Job]", by: JobKey) -> list[Row]:
    """Return a row for each repository, workflow, label, ...; the most minutes first.

    Args:
        jobs: Jobs of any runs.
        by: What makes a row. A job with several labels counts for each of them.

    Returns:
        Rows with the keys ``by``, ``jobs``, ``success_rate``, ``queued_p50``,
        ``queued_p95``, ``duration_p50``, ``duration_p95`` and ``minutes`` that
        runners were busy.

    Raises:
        ValueError: There are no rows by that.
    """
    rows: list[Row] = [
        {
            by: key,
            "jobs": len(group),
            "success_rate": success_rate(group),
            **_percentiles("queued", map(queued_seconds, group)),
            **_percentiles("duration", map(job_seconds, group)),
            "minutes": _minutes(map(job_seconds, group)),
        }
        for key, group in jobs_by(by, jobs)
    ]
    return _falling(rows, "minutes")


def flaky_jobs(jobs: "Iterable[Job]") -> list[Row]:
    """Return the jobs that failed and then passed on the same commit.

    Args:
        jobs: All attempts: ``jobs.list_for_run(run_id, filter="all")``.

    Returns:
        A row for each, the flakiest first, with the keys ``repository``, ``workflow``,
        ``job``, ``commits`` (on which it passed or failed), ``flaky`` (on how many of
        them it did both) and ``rate``.
    """
    tried: defaultdict[tuple[str, str, str], dict[str, list[Job]]]
    tried = defaultdict(lambda: defaultdict(list))
    for job in jobs:
        if passed(job) is not None:
            which = (repository_of(job), job.workflow_name or "", job.name)
            tried[which][job.head_sha].append(job)
    rows: list[Row] = []
    for (repository, workflow, name), commits in tried.items():
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
    return _falling((row for row in rows if row["flaky"]), "rate")


def _is_flaky(tries: "Collection[Job]") -> bool:
    """Whether one failed, and one that started later passed."""
    failed = [job.started_at for job in tries if not passed(job)]
    return any(passed(job) and job.started_at > min(failed) for job in tries if failed)


def _percentiles(name: str, values: Iterable[float | None]) -> Row:
    told = [value for value in values if value is not None]
    return {f"{name}_p{percent}": percentile(told, percent) for percent in (50, 95)}


def _minutes(values: Iterable[float | None]) -> float:
    return sum(value for value in values if value is not None) / 60


def _falling(rows: Iterable[Row], name: str) -> list[Row]:
    """Return ``rows`` by the number of that name, the greatest first."""
    return sorted(rows, key=lambda row: float(row[name] or 0), reverse=True)
