# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``JobStep``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    instant,
    member_names,
    members,
    unknown,
    writable,
)
from aioghactions._json.sharing import Memo

from .job_step_conclusion import JobStepConclusion
from .job_step_status import JobStepStatus


@frozen(kw_only=True)
class JobStep:
    """One step of a job."""

    name: str
    """Name of the step, or the command or action that it runs."""

    status: JobStepStatus
    """Status of the step."""

    conclusion: JobStepConclusion | None
    """Conclusion of the step; null until the step ends."""

    number: int
    """Position in the job, from 1, with gaps if a step has a second part at the end
    of the job.
    """

    started_at: datetime | None = None
    """When the step started; null until then."""

    completed_at: datetime | None = None
    """When the step ended; null until then."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(JobStep)
_JOB_STEP_CONCLUSION: Final = members(JobStepConclusion)
_JOB_STEP_STATUS: Final = members(JobStepStatus)
_Draft: Final = writable(JobStep)


def structure_job_step(data: Any, memo: Memo) -> JobStep:
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
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = JobStep
    model: JobStep = draft
    return model
