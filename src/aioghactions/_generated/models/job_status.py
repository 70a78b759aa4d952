# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``JobStatus``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class JobStatus(OpenStrEnum):
    """Status of a job.

    Only ``completed`` is final; the job then has a conclusion.
    """

    REQUESTED = "requested"
    QUEUED = "queued"
    PENDING = "pending"
    WAITING = "waiting"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


JobStatusArg: TypeAlias = (
    JobStatus
    | Literal["requested", "queued", "pending", "waiting", "in_progress", "completed"]
)
"""What an argument takes: a member, or its string."""
