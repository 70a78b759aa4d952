# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerUsage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .job_usage import JobUsage, structure_job_usage


@frozen(kw_only=True)
class RunnerUsage:
    """Billable time on one operating system."""

    total_ms: int
    """Total time of the jobs in milliseconds."""

    jobs: int
    """Number of jobs."""

    job_runs: tuple[JobUsage, ...] | None = None
    """Time of each job."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(RunnerUsage)
_Draft: Final = writable(RunnerUsage)


def structure_runner_usage(data: Any, memo: Memo) -> RunnerUsage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_ms = data["total_ms"]
    draft.jobs = data["jobs"]
    draft.job_runs = (
        None
        if (value := data.get("job_runs")) is None
        else tuple([structure_job_usage(item, memo) for item in array(value)])
    )
    draft.extra = (
        EMPTY if len(data) == 2 + ("job_runs" in data) else unknown(data, _MEMBERS)
    )
    draft.__class__ = RunnerUsage
    model: RunnerUsage = draft
    return model
