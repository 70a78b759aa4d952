# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``WorkflowState``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class WorkflowState(OpenStrEnum):
    """Whether a workflow can run: ``active``, its file ``deleted``, or disabled
    because the repository is a fork, because nothing happened for 60 days, or by
    hand.
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
