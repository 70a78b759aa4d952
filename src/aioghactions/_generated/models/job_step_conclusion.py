# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``JobStepConclusion``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class JobStepConclusion(OpenStrEnum):
    """Conclusion of a completed step."""

    SUCCESS = "success"
    FAILURE = "failure"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


JobStepConclusionArg: TypeAlias = (
    JobStepConclusion | Literal["success", "failure", "cancelled", "skipped"]
)
"""What an argument takes: a member, or its string."""
