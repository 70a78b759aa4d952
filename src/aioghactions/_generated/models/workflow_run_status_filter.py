# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``WorkflowRunStatusFilter``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class WorkflowRunStatusFilter(OpenStrEnum):
    """A status or conclusion to filter runs by."""

    COMPLETED = "completed"
    ACTION_REQUIRED = "action_required"
    CANCELLED = "cancelled"
    FAILURE = "failure"
    NEUTRAL = "neutral"
    SKIPPED = "skipped"
    STALE = "stale"
    SUCCESS = "success"
    TIMED_OUT = "timed_out"
    IN_PROGRESS = "in_progress"
    QUEUED = "queued"
    REQUESTED = "requested"
    WAITING = "waiting"
    PENDING = "pending"
    STARTUP_FAILURE = "startup_failure"


WorkflowRunStatusFilterArg: TypeAlias = (
    WorkflowRunStatusFilter
    | Literal[
        "completed",
        "action_required",
        "cancelled",
        "failure",
        "neutral",
        "skipped",
        "stale",
        "success",
        "timed_out",
        "in_progress",
        "queued",
        "requested",
        "waiting",
        "pending",
        "startup_failure",
    ]
)
"""What an argument takes: a member, or its string."""
