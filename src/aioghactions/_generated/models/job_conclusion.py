# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``JobConclusion``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class JobConclusion(OpenStrEnum):
    """Conclusion of a completed job."""

    SUCCESS = "success"
    FAILURE = "failure"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    TIMED_OUT = "timed_out"
    ACTION_REQUIRED = "action_required"
    NEUTRAL = "neutral"


JobConclusionArg: TypeAlias = (
    JobConclusion
    | Literal[
        "success",
        "failure",
        "cancelled",
        "skipped",
        "timed_out",
        "action_required",
        "neutral",
    ]
)
"""What an argument takes: a member, or its string."""
