# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``ReviewerType``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class ReviewerType(OpenStrEnum):
    """Whether a reviewer is a user or a team."""

    USER = "User"
    TEAM = "Team"


ReviewerTypeArg: TypeAlias = ReviewerType | Literal["User", "Team"]
"""What an argument takes: a member, or its string."""
