"""Compute figures about runs and jobs: pure functions from models to plain data.

1. A row is a dictionary, and all rows of one call have the same keys, as
   ``csv.DictWriter``, ``pandas.DataFrame`` or a template expects. Durations are in
   seconds, rates are between 0 and 1, and an unknown value is None.
2. A success has passed; a failure, a timeout and a startup failure have failed. Any
   other conclusion, such as cancelled, is counted but has neither passed nor failed.
3. A run, job or step that was skipped, or cancelled before it started, has no duration.
4. A job does not have the id of its workflow. Workflows of one repository with the same
   name have one row, unless the runs of the jobs are passed as well.
"""

from aioghactions._core.lazy import public_names
from aioghactions.stats.figures import (
    RunDuration,
    distinct_jobs,
    job_seconds,
    percentile,
    queued_seconds,
    run_duration,
    run_seconds,
    step_seconds,
    success_rate,
)
from aioghactions.stats.tables import (
    JobKey,
    Row,
    RunKey,
    StepKey,
    flaky_jobs,
    summarise_jobs,
    summarise_runs,
    summarise_steps,
)

__all__ = [
    "JobKey",
    "Row",
    "RunDuration",
    "RunKey",
    "StepKey",
    "distinct_jobs",
    "flaky_jobs",
    "job_seconds",
    "percentile",
    "queued_seconds",
    "run_duration",
    "run_seconds",
    "step_seconds",
    "success_rate",
    "summarise_jobs",
    "summarise_runs",
    "summarise_steps",
]


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
