# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``JobStep``, and how it is made of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._generated.models.job_step_conclusion import JobStepConclusion
from aioghactions._generated.models.job_step_status import JobStepStatus
from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import completed, members, unknown, writable
from aioghactions._json.sharing import Memo


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


_MEMBERS: Final = frozenset(
    {"name", "status", "conclusion", "number", "started_at", "completed_at"}
)
# Older servers leave these out.
_NEWER: Final = dict.fromkeys(["started_at", "completed_at"])
_JOB_STEP_CONCLUSION: Final = members(JobStepConclusion)
_JOB_STEP_STATUS: Final = members(JobStepStatus)
_Draft: Final = writable(JobStep)


def structure_job_step(data: Any, memo: Memo) -> JobStep:
    """Make the model of its JSON object."""
    draft: Any = object.__new__(_Draft)
    try:
        draft.name = data["name"]
        draft.status = _JOB_STEP_STATUS.get(value := data["status"]) or JobStepStatus(
            value
        )
        draft.conclusion = (
            None
            if (value := data["conclusion"]) is None
            else _JOB_STEP_CONCLUSION.get(value) or JobStepConclusion(value)
        )
        draft.number = data["number"]
        draft.started_at = (
            None
            if (value := data["started_at"]) is None
            else datetime.fromisoformat(value)
        )
        draft.completed_at = (
            None
            if (value := data["completed_at"]) is None
            else datetime.fromisoformat(value)
        )
    except KeyError as missing:
        return structure_job_step(completed(data, _NEWER, missing), memo)
    draft.extra = EMPTY if len(data) == 6 else unknown(data, _MEMBERS)
    draft.__class__ = JobStep
    model: JobStep = draft
    return model
