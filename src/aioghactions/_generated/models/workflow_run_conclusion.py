# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``WorkflowRunConclusion``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class WorkflowRunConclusion(OpenStrEnum):
    """Conclusion of a completed run.

    ``startup_failure`` means that no job could be started, usually because the workflow
    file is invalid; ``stale`` that it did not finish within 14 days.
    """

    SUCCESS = "success"
    FAILURE = "failure"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    TIMED_OUT = "timed_out"
    ACTION_REQUIRED = "action_required"
    NEUTRAL = "neutral"
    STALE = "stale"
    STARTUP_FAILURE = "startup_failure"


WorkflowRunConclusionArg: TypeAlias = (
    WorkflowRunConclusion
    | Literal[
        "success",
        "failure",
        "cancelled",
        "skipped",
        "timed_out",
        "action_required",
        "neutral",
        "stale",
        "startup_failure",
    ]
)
"""What an argument takes: a member, or its string."""
