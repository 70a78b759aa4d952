# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``JobUsage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, mutable_twin, unknown_members
from aioghactions._json.sharing import SharedObjects


@frozen(kw_only=True)
class JobUsage:
    """Billable time of one job."""

    job_id: int
    """Which job."""

    duration_ms: int
    """How long it ran, in milliseconds."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(JobUsage)
_Draft: Final = mutable_twin(JobUsage)


def structure_job_usage(data: Any, shared: SharedObjects) -> JobUsage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.job_id = data["job_id"]
    draft.duration_ms = data["duration_ms"]
    draft.extra = EMPTY if len(data) == 2 else unknown_members(data, _MEMBERS)
    draft.__class__ = JobUsage
    model: JobUsage = draft
    return model
