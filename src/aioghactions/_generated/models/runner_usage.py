# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerUsage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    as_array,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects

from .job_usage import JobUsage, structure_job_usage


@frozen(kw_only=True)
class RunnerUsage:
    """Billable time on one operating system."""

    total_ms: int
    """Sum of its jobs in milliseconds."""

    jobs: int
    """How many jobs ran there."""

    job_runs: tuple[JobUsage, ...] | None = None
    """The time of each job."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(RunnerUsage)
_Draft: Final = mutable_twin(RunnerUsage)


def structure_runner_usage(data: Any, shared: SharedObjects) -> RunnerUsage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_ms = data["total_ms"]
    draft.jobs = data["jobs"]
    draft.job_runs = (
        None
        if (value := data.get("job_runs")) is None
        else tuple([structure_job_usage(item, shared) for item in as_array(value)])
    )
    draft.extra = (
        EMPTY
        if len(data) == 2 + ("job_runs" in data)
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = RunnerUsage
    model: RunnerUsage = draft
    return model
