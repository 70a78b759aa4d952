# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``WorkflowRunStatus``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class WorkflowRunStatus(OpenStrEnum):
    """Status of a run.

    Only ``completed`` is final; the run then has a conclusion. ``waiting`` means that a
    deployment protection rule blocks it, ``pending`` that its concurrency group is
    busy, ``requested`` that it has not been picked up yet.
    """

    REQUESTED = "requested"
    QUEUED = "queued"
    PENDING = "pending"
    WAITING = "waiting"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


WorkflowRunStatusArg: TypeAlias = (
    WorkflowRunStatus
    | Literal["requested", "queued", "pending", "waiting", "in_progress", "completed"]
)
"""What an argument takes: a member, or its string."""
