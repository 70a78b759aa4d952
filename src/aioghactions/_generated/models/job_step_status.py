# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``JobStepStatus``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class JobStepStatus(OpenStrEnum):
    """Status of a step."""

    QUEUED = "queued"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


JobStepStatusArg: TypeAlias = (
    JobStepStatus | Literal["queued", "in_progress", "completed"]
)
"""What an argument takes: a member, or its string."""
