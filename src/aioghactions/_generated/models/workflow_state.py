# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``WorkflowState``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class WorkflowState(OpenStrEnum):
    """State of a workflow: ``active``, file ``deleted``, or disabled because the
    repository is a fork, after 60 days of inactivity, or manually.
    """

    ACTIVE = "active"
    DELETED = "deleted"
    DISABLED_FORK = "disabled_fork"
    DISABLED_INACTIVITY = "disabled_inactivity"
    DISABLED_MANUALLY = "disabled_manually"


WorkflowStateArg: TypeAlias = (
    WorkflowState
    | Literal[
        "active", "deleted", "disabled_fork", "disabled_inactivity", "disabled_manually"
    ]
)
"""What an argument takes: a member, or its string."""
