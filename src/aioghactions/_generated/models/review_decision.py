# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``ReviewDecision``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class ReviewDecision(OpenStrEnum):
    """Decision of a reviewer on a deployment."""

    APPROVED = "approved"
    REJECTED = "rejected"


ReviewDecisionArg: TypeAlias = ReviewDecision | Literal["approved", "rejected"]
"""What an argument takes: a member, or its string."""
