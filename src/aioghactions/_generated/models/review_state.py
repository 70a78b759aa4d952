# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``ReviewState``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class ReviewState(OpenStrEnum):
    """Result of a deployment review.

    ``pending`` is a comment without a decision.
    """

    APPROVED = "approved"
    REJECTED = "rejected"
    PENDING = "pending"


ReviewStateArg: TypeAlias = ReviewState | Literal["approved", "rejected", "pending"]
"""What an argument takes: a member, or its string."""
