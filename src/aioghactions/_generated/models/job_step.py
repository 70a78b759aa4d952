# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``JobStep``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    enum_values,
    instant,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects

from .job_step_conclusion import JobStepConclusion
from .job_step_status import JobStepStatus


@frozen(kw_only=True)
class JobStep:
    """One step of a job."""

    name: str
    """Name of the step, or what it runs."""

    status: JobStepStatus
    """How far the step has come."""

    conclusion: JobStepConclusion | None
    """How the step ended; null until it has."""

    number: int
    """Place within the job, from 1, with gaps where a step has a second part at the
    end of the job.
    """

    started_at: datetime | None = None
    """When the step started; null until then."""

    completed_at: datetime | None = None
    """When the step ended; null until then."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(JobStep)
_JOB_STEP_CONCLUSION: Final = enum_values(JobStepConclusion)
_JOB_STEP_STATUS: Final = enum_values(JobStepStatus)
_Draft: Final = mutable_twin(JobStep)


def structure_job_step(data: Any, shared: SharedObjects) -> JobStep:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.name = data["name"]
    draft.status = _JOB_STEP_STATUS[data["status"]]
    draft.conclusion = (
        None if (value := data["conclusion"]) is None else _JOB_STEP_CONCLUSION[value]
    )
    draft.number = data["number"]
    draft.started_at = (
        None if (value := data.get("started_at")) is None else instant(value)
    )
    draft.completed_at = (
        None if (value := data.get("completed_at")) is None else instant(value)
    )
    draft.extra = (
        EMPTY
        if len(data) == 4 + ("started_at" in data) + ("completed_at" in data)
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = JobStep
    model: JobStep = draft
    return model
