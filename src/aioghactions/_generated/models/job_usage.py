# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``JobUsage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class JobUsage:
    """Billable time of one job."""

    job_id: int
    """Id of the job."""

    duration_ms: int
    """Duration in milliseconds."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(JobUsage)
_Draft: Final = writable(JobUsage)


def structure_job_usage(data: Any, memo: Memo) -> JobUsage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.job_id = data["job_id"]
    draft.duration_ms = data["duration_ms"]
    draft.extra = EMPTY if len(data) == 2 else unknown(data, _MEMBERS)
    draft.__class__ = JobUsage
    model: JobUsage = draft
    return model
