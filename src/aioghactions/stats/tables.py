"""Tables: one row for each group of runs, jobs or steps."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from aioghactions.stats.figures import (
    distinct_jobs,
    job_seconds,
    known,
    passed,
    percentile,
    queued_seconds,
    repository_of,
    run_duration,
    step_seconds,
    success_rate,
)
from aioghactions.stats.groups import (
    Group,
    Keys,
    WorkflowsOfJobs,
    day,
    group,
    grouped,
    plain,
    repository,
    workflow_of,
    workflows,
)

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.job_step import JobStep
    from aioghactions._generated.models.workflow_run import WorkflowRun

Row: TypeAlias = dict[str, str | int | float | None]
RunKey: TypeAlias = Literal[
    "repository", "workflow", "branch", "event", "actor", "day", "week"
]
JobKey: TypeAlias = Literal[
    "repository", "workflow", "branch", "job", "label", "runner"
]
StepKey: TypeAlias = Literal["repository", "workflow", "branch", "job", "step"]


def summarise_runs(
    runs: "Iterable[WorkflowRun]", by: RunKey, *, jobs: "Iterable[Job]" = ()
) -> list[Row]:
    """Return one row per repository, workflow, ...; the one with most minutes first.

    Args:
        runs: Runs of any repositories.
        by: What to group by. A workflow that sets ``run-name``, so that its runs have
            different names, is shown as the name of its file. Workflows of the same
            name have a row each, with their files, or repositories and files. A day is
            the date in UTC on which a run was created, and a week that of its Monday.
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
    by_workflow = workflows(listed)
    keys: Keys[WorkflowRun] = {
        "repository": lambda run: plain(repository(run)),
        "workflow": lambda run: (by_workflow[workflow_of(run)],),
        "branch": lambda run: plain(run.head_branch),
        "event": lambda run: plain(run.event),
        "actor": lambda run: plain(run.actor.login if run.actor else ""),
        "day": lambda run: plain(day(run.created_at)),
        "week": lambda run: plain(day(run.created_at, whole_week=True)),
    }
    jobs_of: defaultdict[int, list[Job]] = defaultdict(list)
    for job in jobs:
        jobs_of[job.run_id].append(job)
    rows: list[Row] = []
    for key, found in grouped(listed, by, keys):
        durations = known(run_duration(it, jobs=jobs_of[it.id]) for it in found)
        seconds = [duration.seconds for duration in durations]
        rows.append(
            {
                by: key,
                "runs": len(found),
                "success_rate": success_rate(found),
                **_percentiles("duration", seconds),
                "estimated": sum(duration.estimated for duration in durations),
                "minutes": sum(seconds) / 60,
            }
        )
    return _descending(rows, "minutes")


def summarise_jobs(
    jobs: "Iterable[Job]", by: JobKey, *, runs: "Iterable[WorkflowRun]" = ()
) -> list[Row]:
    """Return one row per repository, workflow, label, ...; most minutes first.

    Args:
        jobs: Jobs of any runs and attempts; see :func:`distinct_jobs`.
        by: What to group by. A job with several labels is counted for each of them.
            Jobs and workflows of the same name have a row for each repository, and
            jobs for each workflow.
        runs: The runs of these jobs, so that workflows of one repository with the same
            name have a row each.

    Returns:
        Rows with the keys ``by``, ``jobs``, ``success_rate``, ``queued_p50``,
        ``queued_p95``, ``duration_p50``, ``duration_p95`` and ``minutes`` that
        runners were busy.

    Raises:
        ValueError: ``by`` is not one of these keys.
    """
    workflow = WorkflowsOfJobs(runs)
    keys: Keys[Job] = {
        **_JOB_KEYS,
        "workflow": lambda job: (group(repository_of(job), *workflow(job)),),
        "job": lambda job: (group(repository_of(job), job.name, *workflow(job)),),
    }
    rows: list[Row] = [
        {
            by: key,
            "jobs": len(found),
            "success_rate": success_rate(found),
            **_percentiles("queued", map(queued_seconds, found)),
            **_percentiles("duration", map(job_seconds, found)),
            "minutes": sum(known(map(job_seconds, found))) / 60,
        }
        for key, found in grouped(distinct_jobs(jobs), by, keys)
    ]
    return _descending(rows, "minutes")


def summarise_steps(
    jobs: "Iterable[Job]", by: StepKey, *, runs: "Iterable[WorkflowRun]" = ()
) -> list[Row]:
    """Return one row per step, job, workflow, ... of steps; most minutes first.

    Args:
        jobs: Jobs of any runs and attempts; see :func:`distinct_jobs`.
        by: What to group by. Steps of the same name have a row for each job, and share
            it within a job.
        runs: As for :func:`summarise_jobs`.

    Returns:
        Rows with the keys ``by``, ``steps`` (without those that were skipped),
        ``failed``, ``success_rate``, ``duration_p50``, ``duration_p95`` and
        ``minutes``.

    Raises:
        ValueError: ``by`` is not one of these keys.
    """
    workflow = WorkflowsOfJobs(runs)
    keys: Keys[tuple[Job, JobStep]] = {
        "repository": lambda it: plain(repository_of(it[0])),
        "workflow": lambda it: (group(repository_of(it[0]), *workflow(it[0])),),
        "branch": lambda it: plain(it[0].head_branch),
        "job": lambda it: (group(repository_of(it[0]), it[0].name, *workflow(it[0])),),
        "step": lambda it: (
            group(repository_of(it[0]), it[1].name, it[0].name, *workflow(it[0])),
        ),
    }
    pairs = [
        (job, step)
        for job in distinct_jobs(jobs)
        for step in job.steps or ()
        if step.conclusion != "skipped"
    ]
    rows: list[Row] = []
    for key, found in grouped(pairs, by, keys):
        steps = [step for _, step in found]
        seconds = known(map(step_seconds, steps))
        rows.append(
            {
                by: key,
                "steps": len(steps),
                "failed": sum(passed(step) is False for step in steps),
                "success_rate": success_rate(steps),
                **_percentiles("duration", seconds),
                "minutes": sum(seconds) / 60,
            }
        )
    return _descending(rows, "minutes")


def flaky_jobs(
    jobs: "Iterable[Job]", *, runs: "Iterable[WorkflowRun]" = ()
) -> list[Row]:
    """Return the jobs that failed and then passed on the same commit.

    Args:
        jobs: All attempts: ``jobs.list_for_run(run_id, filter="all")``.
        runs: As for :func:`summarise_jobs`.

    Returns:
        One row per job, the flakiest first, with the keys ``repository``,
        ``workflow``, ``job``, ``commits`` (on which it passed or failed), ``flaky``
        (on how many of them it did both), ``rate`` and ``minutes``: what the failures
        that were followed by a success took of runners.
    """
    workflow = WorkflowsOfJobs(runs)
    by_job: defaultdict[tuple[str, str, tuple[str, ...]], defaultdict[str, list[Job]]]
    by_job = defaultdict(lambda: defaultdict(list))
    for job in distinct_jobs(jobs):
        if passed(job) is not None:
            key = repository_of(job), job.name, workflow(job)
            by_job[key][job.head_sha].append(job)
    distinct = {(where, home) for where, _, home in by_job}
    named = Counter((where, home[0]) for where, home in distinct)
    rows: list[Row] = []
    for (where, name, (called, *file)), commits in by_job.items():
        failures = [found for it in commits.values() if (found := _overcome(it))]
        is_unique = named[where, called] == 1 or not file
        rows.append(
            {
                "repository": where,
                "workflow": called if is_unique else f"{called} ({file[0]})",
                "job": name,
                "commits": len(commits),
                "flaky": len(failures),
                "rate": len(failures) / len(commits),
                "minutes": sum(known(map(job_seconds, chain(*failures)))) / 60,
            }
        )
    return _descending((row for row in rows if row["flaky"]), "rate")


def _overcome(jobs: "Iterable[Job]") -> "list[Job]":
    """Return the failed ones of the jobs after which one that started later passed."""
    started = [(job.started_at, job) for job in jobs if job.started_at]
    last = max((when for when, job in started if passed(job)), default=None)
    return [job for when, job in started if last and when < last and not passed(job)]


_JOB_KEYS: Final[dict[str, "Callable[[Job], Collection[Group]]"]] = {
    "repository": lambda job: plain(repository_of(job)),
    "branch": lambda job: plain(job.head_branch),
    "label": lambda job: [
        group for label in {*(job.labels or ("",))} for group in plain(label)
    ],
    "runner": lambda job: plain(job.runner_name),
}


def _percentiles(name: str, values: Iterable[float | None]) -> Row:
    found = known(values)
    return {f"{name}_p{percent}": percentile(found, percent) for percent in (50, 95)}


def _descending(rows: Iterable[Row], column: str) -> list[Row]:
    return sorted(rows, key=lambda row: float(row[column] or 0), reverse=True)
